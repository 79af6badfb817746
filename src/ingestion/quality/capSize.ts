import { capitalisationOf } from '../../domain/capitalisation.js';
import type { Decimal } from '../../domain/decimals.js';
import type { SeenCap } from './rule.js';

/** Beyond this factor, price undone, no change of a capitalisation is believed at first sight. */
export const CAP_JUMP_FACTOR = 10;

/** What is stored of it: as it was told, or else its shares at the close. NaN closes give null. */
export function capOf({ marketCap, sharesOutstanding, close }: SeenCap): Decimal | null {
  if (marketCap !== null) return marketCap;
  if (sharesOutstanding === null || Number.isNaN(close)) return null;
  return capitalisationOf(sharesOutstanding, close);
}

/** In shares of one basis, splits and payments undone: what is left to compare across dates. */
export function sizeOf(cap: SeenCap): number {
  return (capOf(cap)?.toNumber() ?? NaN) / cap.adjustedClose;
}

/** Whether two sizes are further apart than {@link CAP_JUMP_FACTOR}. */
export function isJump(a: number, b: number): boolean {
  const factor = a / b;
  return factor >= CAP_JUMP_FACTOR || factor <= 1 / CAP_JUMP_FACTOR;
}

/** A capitalisation's cells as JSON. */
export function capCells(cap: SeenCap): Readonly<Record<string, unknown>> {
  return {
    date: cap.date,
    marketCap: cap.marketCap?.toFixed() ?? null,
    sharesOutstanding: cap.sharesOutstanding?.toFixed() ?? null,
    close: Number.isNaN(cap.close) ? null : cap.close,
  };
}
