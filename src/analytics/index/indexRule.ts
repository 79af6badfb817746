import { HighwaterError } from '../../domain/errors.js';
import type { IndexDefinition } from '../../domain/marketIndex.js';
import { periodEnds } from '../../domain/periodEnds.js';
import type { Frequency } from '../../domain/resample.js';
import { fromEpochDay } from '../../domain/tradingDate.js';
import { priceAt } from './constituent.js';
import type { ChosenHoldings, Holdings } from './holdings.js';
import { indexParameters, type IndexParameters } from './parameters.js';
import { weightColumn, type IndexStrategy } from './strategyWeights.js';
import {
  atWeights,
  capWeighted,
  equalWeighted,
  sharesBroughtUpToDate,
  type WeightingClose,
} from './weighting.js';

/** A close, with what is held and what it is worth. */
export interface RuleClose extends WeightingClose {
  /** Null before the index has begun. */
  readonly holdings: Holdings | null;
  readonly value: number;
}

/** What is held from a close on. */
export interface Choice extends ChosenHoldings {
  readonly kind: 'rebalance' | 'shares';
}

/** The rule that an index's holdings follow. */
export interface IndexRule {
  readonly parameters: IndexParameters;
  /** Whether what leaves is kept as cash, instead of being taken out of the divisor. */
  readonly keepsProceeds: boolean;
  /** The sessions to be asked at beside the first, ascending; null: at every one. */
  sessionsOfChange(sessions: Int32Array): Int32Array | null;
  /** What to hold from this close on; null: what is held, or nothing yet. */
  choose(close: RuleClose): Choice | null;
}

/** What of a stored index says how it is computed. */
export type RuledIndex = Pick<IndexDefinition, 'kind' | 'baseDate' | 'baseValue' | 'parameters'>;

/**
 * The rule of an index. A strategy's decisions come from outside: this folder knows none.
 *
 * @throws HighwaterError INDEX_PARAMETERS_REFUSED, INDEX_STRATEGY_MISSING
 */
export function indexRule(definition: RuledIndex, strategy: IndexStrategy | null): IndexRule {
  const { kind, parameters: given } = definition;
  if (kind === 'cap-weighted') return capWeightedRule(given);
  if (kind === 'equal-weighted') return equalWeightedRule(given);
  if (strategy !== null) return strategyRule(given, strategy);
  throw new HighwaterError(
    'INDEX_STRATEGY_MISSING',
    'usage',
    'A strategy index is computed from the weights of its strategy: none were given.',
  );
}

const rebalance = (chosen: ChosenHoldings | null): Choice | null =>
  chosen === null ? null : { ...chosen, kind: 'rebalance' };

function capWeightedRule(given: RuledIndex['parameters']): IndexRule {
  const parameters = indexParameters('cap-weighted', given);
  const { frequency, offsetSessions, sharesFrequency } = parameters;
  let rebalances: ReadonlySet<number> = new Set();
  return {
    parameters,
    keepsProceeds: false,
    sessionsOfChange(sessions) {
      const ends = scheduled(frequency, offsetSessions, sessions);
      rebalances = new Set(ends);
      if (sharesFrequency === null) return ends;
      const updates = scheduled(sharesFrequency, offsetSessions, sessions);
      return Int32Array.from(new Set([...ends, ...updates])).sort();
    },
    choose(close) {
      if (close.holdings === null || rebalances.has(close.session)) {
        return rebalance(capWeighted(close, parameters));
      }
      const chosen = sharesBroughtUpToDate(close, close.holdings);
      return chosen === null ? null : { ...chosen, kind: 'shares' };
    },
  };
}

function equalWeightedRule(given: RuledIndex['parameters']): IndexRule {
  const parameters = indexParameters('equal-weighted', given);
  const { frequency, offsetSessions } = parameters;
  return {
    parameters,
    keepsProceeds: false,
    sessionsOfChange: (sessions) => scheduled(frequency, offsetSessions, sessions),
    choose: (close) => rebalance(equalWeighted(close, close.value, parameters)),
  };
}

function scheduled(frequency: Frequency, offset: number, sessions: Int32Array): Int32Array {
  const shifted = periodEnds(frequency, sessions, Math.max(0, -offset)).map((end) => end + offset);
  return Int32Array.from(shifted.filter((end) => end > 0 && end < sessions.length));
}

function strategyRule(given: RuledIndex['parameters'], strategy: IndexStrategy): IndexRule {
  let places: ReadonlyMap<string, number> | null = null;
  let previousDay: number | null = null;
  return {
    parameters: indexParameters('strategy', given),
    keepsProceeds: true,
    sessionsOfChange: () => null,
    choose(close) {
      const { constituents, session, day } = close;
      const known = (places ??= new Map(constituents.map(({ symbol }, i) => [symbol, i])));
      const weights = strategy.weightsAt({
        date: fromEpochDay(day),
        previousDate: previousDay === null ? null : fromEpochDay(previousDay),
        weights: driftedWeights(close),
        isTradable: (symbol) => {
          const constituent = constituents[known.get(symbol) ?? -1];
          return constituent !== undefined && priceAt(constituent, session) > 0;
        },
      });
      previousDay = day;
      if (weights !== null) {
        return rebalance(atWeights(close, close.value, weightColumn(weights, known, day)));
      }
      if (close.holdings !== null) return null;
      return rebalance(atWeights(close, close.value, new Float64Array(constituents.length)));
    },
  };
}

function driftedWeights({
  constituents,
  session,
  holdings,
  value,
}: RuleClose): Map<string, number> {
  const weights = new Map<string, number>();
  for (const i of holdings?.members ?? []) {
    const constituent = constituents[i];
    const units = holdings?.units[i];
    if (constituent === undefined || units === undefined) continue;
    weights.set(constituent.symbol, (units * priceAt(constituent, session)) / value);
  }
  return weights;
}
