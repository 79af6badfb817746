import type { TradingDate } from './tradingDate.js';

export const INDEX_EVENT_KINDS = [
  'entry',
  'exit',
  'shares',
  'cap',
  'rebalance',
  'split',
  'dividend',
  'special-dividend',
] as const;
export type IndexEventKind = (typeof INDEX_EVENT_KINDS)[number];

/** A row of an index's ledger: one thing that happened, level and divisor on both sides of it. */
export interface IndexEvent {
  /** Of the close at which holdings change; of the session at whose open an action or an exit is. */
  readonly date: TradingDate;
  readonly kind: IndexEventKind;
  /** Null where the event is of the whole index. */
  readonly symbol: string | null;
  readonly levelBefore: number;
  readonly levelAfter: number;
  readonly divisorBefore: number;
  readonly divisorAfter: number;
  readonly detail: Readonly<Record<string, number | string>>;
}

export const INDEX_NOTE_KINDS = [
  'carried',
  'no-price',
  'no-capitalisation',
  'no-history',
  'cap-raised',
] as const;

/**
 * Something about an index that its reader should know: an asset held at an old close, left out at
 * a rebalance, without any bar, or a cap that could not be kept.
 */
export interface IndexNote {
  readonly kind: (typeof INDEX_NOTE_KINDS)[number];
  /** Null where it is so from the base date to the end. */
  readonly date: TradingDate | null;
  /** The last day that it is true of; null where it is one day, or all. */
  readonly until: TradingDate | null;
  readonly symbol: string | null;
  /** The cap that held instead, a fraction; otherwise null. */
  readonly weightMax: number | null;
}
