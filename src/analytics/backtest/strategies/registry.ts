import { z } from 'zod';
import { HighwaterError } from '../../../domain/errors.js';
import { STRATEGY_KINDS, type StrategyKind } from '../../../domain/strategy.js';
import type { Strategy, StrategyDefinition, StrategySetup } from '../strategy.js';
import { bands } from './kinds/bands.js';
import { buyAndHold } from './kinds/buyAndHold.js';
import { capWeight } from './kinds/capWeight.js';
import { coreSatellite } from './kinds/coreSatellite.js';
import { dualMomentum } from './kinds/dualMomentum.js';
import { equalWeight } from './kinds/equalWeight.js';
import { glidePath } from './kinds/glidePath.js';
import { inverseVolatility } from './kinds/inverseVolatility.js';
import { maximumSharpe } from './kinds/maximumSharpe.js';
import { minimumVariance } from './kinds/minimumVariance.js';
import { momentum } from './kinds/momentum.js';
import { movingAverage } from './kinds/movingAverage.js';
import { rebalance } from './kinds/rebalance.js';
import { riskParity } from './kinds/riskParity.js';
import { volatilityTarget } from './kinds/volatilityTarget.js';
import { readParameters, type GivenParameters } from './readParameters.js';

/** Every kind of strategy. */
export const STRATEGIES: Readonly<Record<StrategyKind, StrategyDefinition>> = {
  'buy-and-hold': buyAndHold,
  rebalance,
  bands,
  'equal-weight': equalWeight,
  'cap-weight': capWeight,
  'inverse-volatility': inverseVolatility,
  'risk-parity': riskParity,
  'minimum-variance': minimumVariance,
  'maximum-sharpe': maximumSharpe,
  momentum,
  'dual-momentum': dualMomentum,
  'moving-average': movingAverage,
  'volatility-target': volatilityTarget,
  'glide-path': glidePath,
  'core-satellite': coreSatellite,
};

/** The strategy of a kind. @throws HighwaterError STRATEGY_UNKNOWN, which names those there are */
export function strategyOf(kind: string): StrategyDefinition {
  if (isKind(kind)) return STRATEGIES[kind];
  const kinds = STRATEGY_KINDS.join(', ');
  const message = `There is no strategy "${kind.slice(0, 60)}": choose one of ${kinds}.`;
  throw new HighwaterError('STRATEGY_UNKNOWN', 'usage', message, { kinds: STRATEGY_KINDS });
}

function isKind(kind: string): kind is StrategyKind {
  return (STRATEGY_KINDS as readonly string[]).includes(kind);
}

/**
 * Starts a strategy with the parameters given, defaults for the others.
 *
 * @throws HighwaterError STRATEGY_UNKNOWN, STRATEGY_PARAMETER_UNKNOWN, STRATEGY_PARAMETER_REFUSED,
 *   STRATEGY_ASSET_MISSING, STRATEGY_GROUPS_UNCLEAR, STRATEGY_WITHOUT_CHOICE,
 *   STRATEGY_TOO_MANY_ASSETS
 */
export function startStrategy(
  kind: string,
  setup: StrategySetup,
  given: GivenParameters = {},
): Strategy {
  const definition = strategyOf(kind);
  return definition.start(setup, readParameters(definition, given));
}

/** What a reader is told of a strategy. Plain JSON. */
export interface StrategyDescription {
  readonly kind: StrategyKind;
  readonly name: string;
  readonly documentation: string;
  readonly source: string;
  /** A JSON schema (2020-12) of the parameters. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** All strategies as plain JSON, in the order of their kinds. */
export const STRATEGY_DESCRIPTIONS: readonly StrategyDescription[] = STRATEGY_KINDS.map((kind) => {
  const definition = STRATEGIES[kind];
  const { name, documentation, source, parameters } = definition;
  return {
    kind,
    name,
    documentation,
    source,
    parameters: z.toJSONSchema(parameters, { io: 'input' }),
    defaults: readParameters(definition, {}) as Readonly<Record<string, unknown>>,
  };
});
