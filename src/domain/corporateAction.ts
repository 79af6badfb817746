import { Dec, type Decimal } from './decimals.js';
import { RESTATEMENT_TOLERANCE } from './priceBar.js';
import type { TradingDate } from './tradingDate.js';

export const ACTION_KINDS = ['dividend', 'capital_gain', 'split'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/**
 * Something that a company did to its shares, effective at the open of `exDate`.
 * `value` is cash per share as traded on the ex-date for a dividend or capital gain (the
 * currency of the asset), and new shares per old share for a split (2 for a 2-for-1).
 */
export interface CorporateAction {
  readonly exDate: TradingDate;
  readonly kind: ActionKind;
  readonly value: Decimal;
}

/** An action as plain data, which threads can be sent: `value` is a decimal string. */
export interface PlainAction extends Omit<CorporateAction, 'value'> {
  readonly value: string;
}

/** The action that plain data tells of. */
export const actionOf = ({ exDate, kind, value }: PlainAction): CorporateAction => ({
  exDate,
  kind,
  value: new Dec(value),
});

/** Whether two downloads tell of the same action, float noise aside. */
export function isSameAction(a: CorporateAction, b: CorporateAction): boolean {
  const scale = Math.max(Math.abs(a.value.toNumber()), Math.abs(b.value.toNumber()));
  const difference = Math.abs(a.value.minus(b.value).toNumber());
  return a.exDate === b.exDate && a.kind === b.kind && difference <= RESTATEMENT_TOLERANCE * scale;
}
