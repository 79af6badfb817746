import { Dec, type Decimal } from '../../domain/decimals.js';
import type { IndexNote } from '../../domain/indexLedger.js';
import {
  DIVISOR_PLACES,
  INDEX_VALUE_PLACES,
  WEIGHT_PLACES,
  type IndexClose,
} from '../../domain/marketIndex.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { priceAt, type Constituent } from './constituent.js';
import type { IndexLedger } from './ledger.js';

/** Decimal places of an allocation's value. */
const VALUE_PLACES = 2;

/** What an index holds of an asset from the close of a rebalance on. */
export interface SymbolAllocation {
  readonly date: TradingDate;
  readonly symbol: string;
  /** Fraction of the index, eight places. */
  readonly weight: Decimal;
  /** Part of the market value, two places: in the currency of the index where it is cap-weighted. */
  readonly value: Decimal;
}

/** Closes as they are stored: values to eight places, divisors to twelve, half to even. */
export function indexCloses(ledger: IndexLedger): IndexClose[] {
  const { dates, levels, returns, divisors } = ledger;
  return Array.from(dates, (day, t) => ({
    date: fromEpochDay(day),
    value: new Dec(levels[t] as number).toDecimalPlaces(INDEX_VALUE_PLACES),
    return: t === 0 ? null : (returns[t] as number),
    divisor: new Dec(divisors[t] as number).toDecimalPlaces(DIVISOR_PLACES),
  }));
}

/** What was held from each rebalance on: by date, then by symbol. Cash is what weights leave of 1. */
export function indexAllocations(ledger: IndexLedger): SymbolAllocation[] {
  const { changes, constituents, sessions } = ledger;
  return changes.flatMap(({ kind, session, after, valueAfter }) => {
    if (kind !== 'start' && kind !== 'rebalance') return [];
    const date = fromEpochDay(sessions[session] as number);
    return Array.from(after.members, (i) => {
      const constituent = constituents[i] as Constituent;
      const value = (after.units[i] as number) * priceAt(constituent, session);
      return {
        date,
        symbol: constituent.symbol,
        weight: new Dec(value / valueAfter).toDecimalPlaces(WEIGHT_PLACES),
        value: new Dec(value).toDecimalPlaces(VALUE_PLACES),
      };
    });
  });
}

/** What an index's reader should know, by date. */
export function indexNotes(ledger: IndexLedger): IndexNote[] {
  const { changes, constituents, sessions, withoutHistory } = ledger;
  const dateOf = (session: number): TradingDate => fromEpochDay(sessions[session] as number);
  const one = { until: null, symbol: null, weightMax: null };
  const notes: IndexNote[] = withoutHistory.map((symbol) => ({
    ...one,
    kind: 'no-history',
    date: null,
    symbol,
  }));
  const dated: IndexNote[] = constituents.flatMap(({ symbol, carried }) =>
    carried.map(({ fromSession, toSession }) => ({
      ...one,
      kind: 'carried' as const,
      date: dateOf(fromSession),
      until: dateOf(toSession),
      symbol,
    })),
  );
  for (const { session, leftOut, weightMaxRaised } of changes) {
    const date = dateOf(session);
    for (const { constituent, reason } of leftOut) {
      const { symbol } = constituents[constituent] as Constituent;
      dated.push({ ...one, kind: reason, date, symbol });
    }
    if (weightMaxRaised === null) continue;
    dated.push({ ...one, kind: 'cap-raised', date, weightMax: weightMaxRaised });
  }
  dated.sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : Number(a.date !== b.date)));
  return [...notes, ...dated];
}
