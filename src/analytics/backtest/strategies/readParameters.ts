import { z } from 'zod';
import { HighwaterError } from '../../../domain/errors.js';
import type { StrategyDefinition } from '../strategy.js';

/** Parameters as they were stored or asked for, not yet held to any schema. */
export type GivenParameters = Readonly<Record<string, unknown>>;

const NAME_SHOWN = 60;

/**
 * Parameters of a strategy, defaults for those that are not given.
 *
 * @throws HighwaterError STRATEGY_PARAMETER_UNKNOWN, which names those there are;
 *   STRATEGY_PARAMETER_REFUSED, which names the parameter and what it accepts
 */
export function readParameters<Parameters>(
  { kind, parameters }: StrategyDefinition<Parameters>,
  given: GivenParameters,
): Parameters {
  const result = parameters.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys') throw unknown(kind, issue.keys, namesOf(parameters));
  const parameter = issue?.path.join('.') ?? '';
  throw new HighwaterError(
    'STRATEGY_PARAMETER_REFUSED',
    'usage',
    `${kind}: the parameter ${parameter} is refused: ${issue?.message ?? ''}.`,
    { kind, parameter },
  );
}

function namesOf(parameters: z.ZodType): string[] {
  return parameters instanceof z.ZodObject ? Object.keys(parameters.shape) : [];
}

function unknown(kind: string, keys: readonly string[], names: readonly string[]): HighwaterError {
  const asked = keys.map((key) => `"${key.slice(0, NAME_SHOWN)}"`).join(', ');
  const has = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  const message = `${kind} has no parameter ${asked}: ${has}.`;
  return new HighwaterError('STRATEGY_PARAMETER_UNKNOWN', 'usage', message, { kind, names });
}

/** What a simulation has to load for a strategy. */
export interface StrategyNeeds {
  /** Assets that parameters name; they have to be among those of the simulation. */
  readonly symbols: readonly string[];
  /** Closes before the first one that is decided at. */
  readonly closesBefore: number;
  /** Whether it weighs by market capitalisation. */
  readonly needsMarketCaps: boolean;
}

const SYMBOL_PARAMETERS = ['safeAsset', 'stocks', 'bonds', 'satellites'] as const;
/** One close more than returns, and one more where a decision knows the previous close. */
const CLOSES_BESIDE_LOOKBACK = 2;

/** What a strategy needs to be loaded. @throws HighwaterError as {@link readParameters} */
export function strategyNeeds(
  definition: StrategyDefinition,
  given: GivenParameters,
): StrategyNeeds {
  const parameters = readParameters(definition, given) as Readonly<Record<string, unknown>>;
  const symbols = SYMBOL_PARAMETERS.flatMap((name) => parameters[name] ?? []);
  const { lookback } = parameters;
  return {
    symbols: [...new Set(symbols.filter((symbol) => typeof symbol === 'string'))],
    closesBefore: typeof lookback === 'number' ? lookback + CLOSES_BESIDE_LOOKBACK : 0,
    needsMarketCaps: definition.kind === 'cap-weight',
  };
}
