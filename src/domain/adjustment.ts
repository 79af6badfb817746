import type { CorporateAction } from './corporateAction.js';
import { ACTION_PLACES, Dec, FACTOR_PLACES, toPrice, type Decimal } from './decimals.js';
import { HighwaterError, assert } from './errors.js';
import type { PriceBar } from './priceBar.js';
import { fromEpochDay, toEpochDay, type TradingDate } from './tradingDate.js';

/**
 * Cumulative back-adjustment factors of the bars from `fromDate` up to the next factor's date.
 * An as-traded price times `splitFactor` is in today's shares; times `dividendFactor` as well it
 * is the adjusted close, whose ratios are total returns.
 */
export interface AdjustmentFactor {
  readonly fromDate: TradingDate;
  readonly splitFactor: Decimal;
  readonly dividendFactor: Decimal;
}

/** The dates (days since 1970, ascending) and as-traded closes that factors are derived from. */
export interface CloseHistory {
  readonly dates: Int32Array;
  readonly close: Float64Array;
}

/** The index of the last entry before `epochDay`, or −1. `dates` ascend. */
export function lastIndexBefore(dates: Int32Array, epochDay: number): number {
  let [low, high] = [0, dates.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((dates[middle] as number) < epochDay) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

interface ExDate {
  readonly date: TradingDate;
  readonly ratio: Decimal;
  readonly cash: Decimal;
}

function groupByExDate(actions: readonly CorporateAction[]): ExDate[] {
  const groups = new Map<TradingDate, { ratio: Decimal; cash: Decimal }>();
  for (const { exDate, kind, value } of actions) {
    const group = groups.get(exDate) ?? { ratio: new Dec(1), cash: new Dec(0) };
    if (kind === 'split') group.ratio = group.ratio.times(value);
    else group.cash = group.cash.plus(value);
    groups.set(exDate, group);
  }
  return [...groups]
    .map(([date, group]) => ({ date, ...group }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/**
 * CRSP back-adjustment: at each ex-date every earlier price is multiplied by
 * `1 − cash / previous close` for dividends and capital gains, and by `1 / ratio` for a split.
 * Where both fall on one day, the cash is per new share, so the previous close is first put
 * into new shares. An ex-date before the first bar, or after the last, changes no bar and gives
 * no factor.
 *
 * @param history as-traded closes, one per session, ascending
 * @param actions of the same asset, in any order, values as traded
 * @returns ascending by date; the first from the first bar on; the last is 1 and 1
 * @throws HighwaterError ACTION_EXCEEDS_PRICE when cash reaches the previous close
 */
export function deriveFactors(
  history: CloseHistory,
  actions: readonly CorporateAction[],
): AdjustmentFactor[] {
  const { dates, close } = history;
  assert(dates.length === close.length, 'dates and closes have one length');
  const first = dates[0];
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return [];
  const factors: AdjustmentFactor[] = [];
  let [split, dividend] = [new Dec(1), new Dec(1)];
  for (const exDate of groupByExDate(actions).reverse()) {
    const day = toEpochDay(exDate.date);
    if (day <= first || day > last) continue;
    factors.push(roundedFactor(exDate.date, split, dividend));
    const previousClose = new Dec(close[lastIndexBefore(dates, day)] as number).div(exDate.ratio);
    if (exDate.cash.gte(previousClose)) throw cashExceedsPrice(exDate, previousClose);
    split = split.div(exDate.ratio);
    dividend = dividend.times(new Dec(1).minus(exDate.cash.div(previousClose)));
  }
  const origin = fromEpochDay(first);
  factors.push(roundedFactor(origin, split, dividend));
  return factors.reverse();
}

function roundedFactor(fromDate: TradingDate, split: Decimal, dividend: Decimal): AdjustmentFactor {
  return {
    fromDate,
    splitFactor: split.toDecimalPlaces(FACTOR_PLACES),
    dividendFactor: dividend.toDecimalPlaces(FACTOR_PLACES),
  };
}

function cashExceedsPrice(exDate: ExDate, previousClose: Decimal): HighwaterError {
  return new HighwaterError(
    'ACTION_EXCEEDS_PRICE',
    'data',
    `A payment of ${exDate.cash.toString()} on ${exDate.date} is not below the previous close of ` +
      `${previousClose.toString()}: refuse the action before factors are derived.`,
    { exDate: exDate.date },
  );
}

/** What prices are adjusted for when they are read. */
export type Adjustment = 'none' | 'splits' | 'total';

/**
 * One multiplier per date: all 1 for `none`, the split factors for `splits`, split times
 * dividend factors for `total`.
 *
 * @param dates days since 1970, ascending
 * @param factors as from {@link deriveFactors}
 */
export function multipliers(
  dates: Int32Array,
  factors: readonly AdjustmentFactor[],
  adjustment: Adjustment,
): Float64Array {
  const result = new Float64Array(dates.length).fill(1);
  if (adjustment === 'none') return result;
  const starts = factors.map(({ fromDate }) => toEpochDay(fromDate));
  const values = factors.map(({ splitFactor, dividendFactor }) =>
    (adjustment === 'splits' ? splitFactor : splitFactor.times(dividendFactor)).toNumber(),
  );
  let segment = 0;
  for (let i = 0; i < dates.length; i += 1) {
    const day = dates[i] as number;
    while (segment + 1 < starts.length && (starts[segment + 1] as number) <= day) segment += 1;
    result[i] = values[segment] ?? 1;
  }
  return result;
}

/** Adjusted closes (total return) of as-traded closes. @see deriveFactors */
export function adjustCloses(
  history: CloseHistory,
  factors: readonly AdjustmentFactor[],
): Float64Array {
  const adjusted = multipliers(history.dates, factors, 'total');
  for (let i = 0; i < adjusted.length; i += 1) {
    adjusted[i] = (adjusted[i] as number) * (history.close[i] as number);
  }
  return adjusted;
}

/** How many shares of today one share of `date` has become: the product of all later splits. */
export function laterSplitRatio(date: TradingDate, splits: readonly CorporateAction[]): Decimal {
  return splits
    .filter(({ kind, exDate }) => kind === 'split' && exDate > date)
    .reduce((product, { value }) => product.times(value), new Dec(1));
}

/** A split-adjusted bar turned back into the bar that was traded: prices × ratio, volume ÷ ratio. */
export function barAsTraded(bar: PriceBar, ratio: Decimal): PriceBar {
  if (ratio.eq(1)) return bar;
  return {
    date: bar.date,
    open: toPrice(bar.open.times(ratio)),
    high: toPrice(bar.high.times(ratio)),
    low: toPrice(bar.low.times(ratio)),
    close: toPrice(bar.close.times(ratio)),
    volume: BigInt(new Dec(bar.volume.toString()).div(ratio).toFixed(0)),
  };
}

/** A split-adjusted cash action turned back into the cash that one share of its ex-date was paid. */
export function actionAsTraded(action: CorporateAction, ratio: Decimal): CorporateAction {
  if (action.kind === 'split' || ratio.eq(1)) return action;
  return { ...action, value: action.value.times(ratio).toDecimalPlaces(ACTION_PLACES) };
}
