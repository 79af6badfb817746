import { STRATEGIES } from '../../analytics/backtest/strategies/registry.js';
import {
  readParameters,
  type GivenParameters,
} from '../../analytics/backtest/strategies/readParameters.js';
import { HighwaterError } from '../../domain/errors.js';
import { FREQUENCIES } from '../../domain/resample.js';
import { STRATEGY_KINDS, type StrategyKind } from '../../domain/strategy.js';
import { unknownParameters } from '../http/knownParameters.js';
import type { FieldProblem } from '../http/problem.js';
import { refused } from '../http/requestPipe.js';
import { oneOf, unlikeDefaults, type SpelledParameter } from './spelling.js';
import { STRATEGY_PARAMETERS, STRATEGY_QUERY_NAMES, strategyTexts } from './strategyParameters.js';
import { spelledWeights, weights, type WeightedAsset } from './weights.js';

const STRATEGY_DEFAULT: StrategyKind = 'buy-and-hold';
/** When a rebalance trades; none is buying and holding. */
const REBALANCES = ['none', ...FREQUENCIES] as const;

/** What is held, and by which rule. */
export interface PortfolioDefinition {
  /** By symbol. */
  readonly weights: readonly WeightedAsset[];
  readonly strategy: StrategyKind;
  /** Of the strategy, every default filled in. */
  readonly parameters: GivenParameters;
}

/** The rule, as parameters of an address. */
export const strategyParameters = {
  strategy: oneOf(
    `The rule that weights follow; ${STRATEGY_DEFAULT} unless given. Its own parameters stand beside it by their names.`,
    STRATEGY_KINDS,
  ).optional(),
  rebalance: oneOf(
    'The short way to a rebalance at the end of each such period; none for buying and holding. Not beside another strategy.',
    REBALANCES,
  ).optional(),
  ...strategyTexts,
};

/** A portfolio, as parameters of an address. */
export const definitionParameters = { weights, ...strategyParameters };

/** What the parameters of a strategy are read from. */
type StrategyQuery = Readonly<Record<string, unknown>> & {
  readonly strategy?: StrategyKind | undefined;
  readonly rebalance?: (typeof REBALANCES)[number] | undefined;
};

/**
 * Refuses parameters that neither the address nor the strategy asked for knows.
 *
 * @param others the names that are known beside those of the strategy
 * @throws HighwaterError UNKNOWN_PARAMETER, which names those there are for this strategy
 */
export function requireKnownToStrategy(query: unknown, others: readonly string[]): void {
  const given = query as Readonly<Record<string, unknown>>;
  const strategy = strategyNamed(given);
  const own = STRATEGY_PARAMETERS[strategy].map(({ queryName }) => queryName);
  const known = [...others, ...own];
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw unknownParameters(unknown, known, `with ${strategy}: this address`);
}

/** The strategy that texts name; the default where it is misspelt, which is refused elsewhere. */
function strategyNamed({ strategy, rebalance }: Readonly<Record<string, unknown>>): StrategyKind {
  const asked = typeof strategy === 'string' ? strategy.trim().toLowerCase() : '';
  const named = STRATEGY_KINDS.find((kind) => kind === asked);
  const isShort = rebalance !== undefined && rebalance !== 'none';
  return named ?? (isShort ? 'rebalance' : STRATEGY_DEFAULT);
}

/**
 * The rule that a query means.
 *
 * @param query of parameters that {@link requireKnownToStrategy} knows
 * @throws HighwaterError INVALID_PARAMETER
 */
export function strategyOfQuery(query: StrategyQuery): Omit<PortfolioDefinition, 'weights'> {
  const { strategy, texts } = withoutShortWay(query);
  const own = STRATEGY_PARAMETERS[strategy];
  const given: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const { name, queryName, accepts, read } of own) {
    const text = texts[queryName];
    if (text === undefined) continue;
    const value = read(text);
    if (value === undefined) {
      problems.push({ field: queryName, problem: `cannot be "${text.slice(0, 60)}"`, accepts });
    } else given[name] = value;
  }
  if (problems.length > 0) throw refused(problems);
  return { strategy, parameters: parametersOf(strategy, given) };
}

/** `rebalance=monthly` is the strategy rebalance with that frequency. */
function withoutShortWay(query: StrategyQuery): {
  strategy: StrategyKind;
  texts: Record<string, string>;
} {
  const names = STRATEGY_QUERY_NAMES.filter((name) => query[name] !== undefined);
  const texts = Object.fromEntries(names.map((name) => [name, query[name] as string]));
  const { strategy, rebalance } = query;
  if (rebalance === undefined) return { strategy: strategy ?? STRATEGY_DEFAULT, texts };
  const meant = rebalance === 'none' ? 'buy-and-hold' : 'rebalance';
  if (strategy !== undefined && strategy !== meant) {
    const problem = `is given beside the strategy ${strategy}`;
    const accepts = 'no strategy but rebalance beside it; frequency says when others trade';
    throw refused([{ field: 'rebalance', problem, accepts }]);
  }
  if (rebalance === 'none') return { strategy: meant, texts };
  if ('frequency' in texts) {
    const accepts = 'one of the two';
    throw refused([{ field: 'rebalance', problem: 'is given beside frequency', accepts }]);
  }
  return { strategy: meant, texts: { ...texts, frequency: rebalance } };
}

function parametersOf(strategy: StrategyKind, given: GivenParameters): GivenParameters {
  try {
    return readParameters(STRATEGIES[strategy], given) as GivenParameters;
  } catch (thrown) {
    if (!(thrown instanceof HighwaterError)) throw thrown;
    const { parameter } = thrown.detail as { parameter?: string };
    const own = STRATEGY_PARAMETERS[strategy].find(({ name }) => name === parameter);
    // What is wrong with one value was found before: this is of values that do not go together.
    const problem = thrown.message.split(' is refused: ').at(-1)?.replace(/\.$/, '') ?? '';
    const field = own?.queryName ?? 'strategy';
    throw refused([{ field, problem, accepts: own?.accepts ?? 'a strategy' }]);
  }
}

/** The portfolio that a query means. @throws HighwaterError as {@link strategyOfQuery} */
export function definitionOf(
  query: StrategyQuery & Pick<PortfolioDefinition, 'weights'>,
): PortfolioDefinition {
  return { weights: query.weights, ...strategyOfQuery(query) };
}

/** The rule in its one spelling. */
export function spelledStrategy({
  strategy,
  parameters,
}: Omit<PortfolioDefinition, 'weights'>): SpelledParameter[] {
  const own = STRATEGY_PARAMETERS[strategy];
  const byQueryName = (value: (it: (typeof own)[number]) => unknown): Record<string, unknown> =>
    Object.fromEntries(own.map((it) => [it.queryName, value(it)]));
  return [
    ...unlikeDefaults({ strategy }, { strategy: STRATEGY_DEFAULT }, ['strategy']),
    ...unlikeDefaults(
      byQueryName(({ name }) => parameters[name]),
      byQueryName((it) => it.default),
      own.map(({ queryName }) => queryName),
    ),
  ];
}

/** The portfolio in its one spelling. */
export function spelledDefinition(definition: PortfolioDefinition): SpelledParameter[] {
  return [['weights', spelledWeights(definition.weights)], ...spelledStrategy(definition)];
}
