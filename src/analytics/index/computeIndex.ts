import type { CapHistory } from '../../domain/capitalisation.js';
import { HighwaterError } from '../../domain/errors.js';
import { fromEpochDay, toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { calendarOf, type CalendarSpan } from './calendar.js';
import type { Constituent, ConstituentHistory } from './constituent.js';
import { IndexComputation } from './indexComputation.js';
import { indexRule, type IndexRule, type RuledIndex } from './indexRule.js';
import type { IndexLedger } from './ledger.js';
import { CONSTITUENTS_MAX } from './parameters.js';
import { placeConstituent } from './placement.js';
import type { IndexStrategy } from './strategyWeights.js';

/** Up to which day an index is computed; it always begins at its base date. */
export interface IndexRange {
  readonly to: TradingDate;
}

/**
 * Computes an index from its base date on: level = Σ units × close / divisor, where the divisor is
 * changed at every event so that the level does not move (docs/decisions/032-indices.md). After
 * S&P Dow Jones Indices, Index Mathematics Methodology, and Float Adjustment Methodology for
 * capping; cash is reinvested at the close before the ex-date less the cash, as adjusted closes are.
 *
 * The order of histories makes no difference, to the bit. The index begins at the first session
 * from the base date on at which it can hold an asset.
 *
 * @param histories of at most 2,000 assets; more than its constituents may be given
 * @param caps by symbol; needed where weights or `top` are by capitalisation
 * @param strategy what decides on weights, for the kind `strategy`; otherwise null
 * @throws HighwaterError INDEX_PARAMETERS_REFUSED, INDEX_STRATEGY_MISSING, INDEX_WEIGHTS_REFUSED,
 *   TOO_MANY_ASSETS, REPEATED_ASSET, NO_HISTORY (a constituent whose history is not given),
 *   EMPTY_RANGE (no session), INDEX_EMPTY (nothing can be held on any), ACTION_EXCEEDS_PRICE
 */
export function computeIndex(
  definition: RuledIndex,
  histories: readonly ConstituentHistory[],
  caps: ReadonlyMap<string, CapHistory>,
  { to }: IndexRange,
  strategy: IndexStrategy | null = null,
): IndexLedger {
  const rule = indexRule(definition, strategy);
  const chosen = constituentsOf(histories, rule.parameters.constituents);
  const { sessions, spans } = calendarOf(
    chosen.map(({ series }) => series.dates),
    toEpochDay(definition.baseDate),
    toEpochDay(to),
  );
  if (sessions.length === 0) throw emptyRange(definition.baseDate, to);
  const constituents: Constituent[] = [];
  const withoutHistory: string[] = [];
  chosen.forEach((history, i) => {
    const ofAsset = caps.get(history.symbol) ?? null;
    const span = spans[i] as CalendarSpan;
    const placed = placeConstituent(history, ofAsset, sessions, span, rule.parameters);
    if (placed === null) withoutHistory.push(history.symbol);
    else constituents.push(placed);
  });
  const baseValue = Number(definition.baseValue);
  const computation = new IndexComputation(rule, constituents, sessions, baseValue);
  const start = computation.run();
  if (start === null) throw nothingHeld(rule, sessions);
  return ledgerOf(computation, start, withoutHistory);
}

/** To be asked before histories are read. @throws HighwaterError TOO_MANY_ASSETS */
export function requireFewConstituents(count: number): void {
  if (count <= CONSTITUENTS_MAX) return;
  const message = `An index takes at most ${CONSTITUENTS_MAX} assets, not ${count}: name its constituents.`;
  throw new HighwaterError('TOO_MANY_ASSETS', 'usage', message);
}

/** Histories of the constituents, ascending by symbol, so that sums have one order. */
function constituentsOf(
  histories: readonly ConstituentHistory[],
  symbols: readonly string[] | null,
): ConstituentHistory[] {
  const bySymbol = new Map(histories.map((history) => [history.symbol, history]));
  if (bySymbol.size !== histories.length || new Set(symbols).size !== (symbols?.length ?? 0)) {
    throw new HighwaterError(
      'REPEATED_ASSET',
      'usage',
      'An index names an asset twice: leave one out.',
    );
  }
  const names = (symbols ?? [...bySymbol.keys()]).toSorted((a, b) => (a < b ? -1 : 1));
  requireFewConstituents(names.length);
  return names.map((symbol) => {
    const history = bySymbol.get(symbol);
    if (history !== undefined) return history;
    const message = `${symbol} is a constituent of the index, but no history of it is stored.`;
    throw new HighwaterError('NO_HISTORY', 'data', message, { symbol });
  });
}

function ledgerOf(
  { levels, values, divisors, constituents, sessions, changes, actions }: IndexComputation,
  start: number,
  withoutHistory: readonly string[],
): IndexLedger {
  const returns = new Float64Array(levels.length - start).fill(NaN);
  for (let t = start + 1; t < levels.length; t += 1) {
    const base = levels[t - 1] as number;
    returns[t - start] = ((levels[t] as number) - base) / base;
  }
  return {
    dates: sessions.subarray(start),
    levels: levels.subarray(start),
    returns,
    marketValues: values.subarray(start),
    divisors: divisors.subarray(start),
    constituents,
    sessions,
    changes,
    actions,
    withoutHistory,
  };
}

function emptyRange(from: TradingDate, to: TradingDate): HighwaterError {
  const message = `No constituent has a bar from the base date ${from} to ${to}: choose an earlier base date.`;
  return new HighwaterError('EMPTY_RANGE', 'usage', message);
}

function nothingHeld({ parameters }: IndexRule, sessions: Int32Array): HighwaterError {
  const last = fromEpochDay(sessions.at(-1) ?? 0);
  const message =
    `Up to ${last} the index can hold none of its constituents: ` +
    'capitalisations must be stored that were known by then.';
  return new HighwaterError('INDEX_EMPTY', 'data', message, {
    constituents: parameters.constituents,
  });
}
