import { growthOf } from '../../../metrics/kernels/growth.js';
import type { History } from '../../history.js';

/** What a momentum is measured over, in sessions: `lookback`, without the newest `skip`. */
export interface MomentumSpan {
  readonly lookback: number;
  readonly skip: number;
}

/** An asset and what it returned. */
export interface Momentum {
  readonly asset: number;
  readonly return: number;
}

/**
 * The total return from `lookback` sessions ago to `skip` sessions ago; null where it is not known.
 * Source: Jegadeesh and Titman, Journal of Finance 48 (1993), 65-91.
 */
export function momentumOf(
  history: History,
  asset: number,
  { lookback, skip }: MomentumSpan,
): number | null {
  const closes = history.closes(asset, lookback + 1);
  return closes && growthOf(closes[0] as number, closes[lookback - skip] as number);
}

/** Assets whose return is known, the highest first; of equal ones the order stays. */
export function byMomentum(
  history: History,
  assets: readonly number[],
  span: MomentumSpan,
): Momentum[] {
  const known: Momentum[] = [];
  for (const asset of assets) {
    const earned = momentumOf(history, asset, span);
    if (earned !== null) known.push({ asset, return: earned });
  }
  return known.sort((a, b) => b.return - a.return);
}
