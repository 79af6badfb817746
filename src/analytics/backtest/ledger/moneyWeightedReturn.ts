import { rootBetween } from './brent.js';
import type { MissingMoneyWeighted } from './ledger.js';

/** Money that was put in (negative) or taken out (positive), on a day since 1970. */
export interface DatedFlow {
  readonly day: number;
  readonly amount: number;
}

const DAYS_PER_YEAR = 365;
/** Bounds of ln(1 + r): from a loss of all but 1e-18 a year to a growth of 1e18. */
const LOG_GROWTH_MAX = 41;
const STEP_FIRST = 0.02;
const STEP_GROWTH = 1.5;
const STEPS_MAX = 60;
const TOLERANCE = 1e-14;

/**
 * The yearly rate at which dated flows are worth nothing together: Σ amount · (1 + r)^(−days / 365)
 * = 0, actual/365 from the first flow on, as XIRR of spreadsheets. Of several rates the one
 * nearest to 0 in ln(1 + r), as the search goes outward from there; then Brent's method.
 *
 * @param flows in any order
 * @returns a fraction per year, or why there is none: all flows on one day, all of one sign, or no
 *   rate within the bounds
 */
export function moneyWeightedReturn(flows: readonly DatedFlow[]): number | MissingMoneyWeighted {
  const moving = flows.filter(({ amount }) => amount !== 0);
  const days = moving.map(({ day }) => day);
  const first = Math.min(...days);
  if (moving.length === 0 || Math.max(...days) === first) return 'no-time';
  if (new Set(moving.map(({ amount }) => Math.sign(amount))).size < 2) return 'flows-of-one-sign';
  const value = (logGrowth: number): number => {
    let sum = 0;
    for (const { day, amount } of moving) {
      sum += amount * Math.exp((-logGrowth * (day - first)) / DAYS_PER_YEAR);
    }
    return sum;
  };
  const bracket = bracketNearZero(value);
  const root = bracket === null ? null : rootBetween(value, ...bracket, TOLERANCE);
  return root === null ? 'no-convergence' : Math.expm1(root) + 0;
}

/** The first interval outward from 0, on either side, over which the value changes its sign. */
function bracketNearZero(value: (x: number) => number): [number, number] | null {
  const atZero = value(0);
  if (atZero === 0) return [0, 0];
  let [low, high, atLow, atHigh] = [0, 0, atZero, atZero];
  let step = STEP_FIRST;
  for (let i = 0; i < STEPS_MAX && high < LOG_GROWTH_MAX; i += 1) {
    const [lower, higher] = [low - step, high + step];
    const [atLower, atHigher] = [value(lower), value(higher)];
    if (atHigh * atHigher <= 0) return [high, higher];
    if (atLow * atLower <= 0) return [lower, low];
    [low, high, atLow, atHigh] = [lower, higher, atLower, atHigher];
    step *= STEP_GROWTH;
  }
  return null;
}
