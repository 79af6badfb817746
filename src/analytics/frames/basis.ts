import { lastIndexBefore } from '../../domain/adjustment.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { periodEnds } from '../../domain/periodEnds.js';
import { periodOf } from '../../domain/resample.js';
import { toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import type { Basis } from '../metrics/annualisation.js';
import { simpleReturns, type ReturnSeries } from './returns.js';

/** What of a history samples are made of. */
export type AdjustedPrices = Pick<PriceSeries, 'dates' | 'adjustedClose'>;

/** Total-return prices at the ends of periods, columns of one length, ascending. */
export interface BasisPrices {
  /** Days since 1970: the last session of each period. */
  readonly dates: Int32Array;
  readonly prices: Float64Array;
  /** The number of each period: what two series are aligned by. For `daily` the dates. */
  readonly periods: Int32Array;
}

const daily = new WeakMap<AdjustedPrices, BasisPrices>();

/**
 * An asset's prices on a basis, known on `to` or all there are. Weeks end on Sunday. A last period
 * that has sessions to come is left out, so that no return is earned over part of a period; the
 * first one gives a base price alone.
 */
export function pricesOn(series: AdjustedPrices, basis: Basis, to?: TradingDate): BasisPrices {
  if (basis === 'daily') {
    let prices = daily.get(series);
    if (prices === undefined) {
      prices = dailyPrices(series);
      daily.set(series, prices);
    }
    return prices;
  }
  const length =
    to === undefined ? series.dates.length : lastIndexBefore(series.dates, toEpochDay(to) + 1) + 1;
  const ends = periodEnds(basis, series.dates.subarray(0, length));
  return {
    dates: Int32Array.from(ends, (i) => series.dates[i] as number),
    prices: Float64Array.from(ends, (i) => series.adjustedClose[i] as number),
    periods: Int32Array.from(ends, (i) => periodOf(basis, series.dates[i] as number)),
  };
}

/** An asset's prices as they are. */
export function dailyPrices({ dates, adjustedClose }: AdjustedPrices): BasisPrices {
  return { dates, prices: adjustedClose, periods: dates };
}

/** Returns on a basis, dated by their periods: those of two series are aligned by these. */
export interface BasisReturns extends ReturnSeries {
  /** `periods` of the prices, the base left out. */
  readonly dates: Int32Array;
}

const returnsByPrices = new WeakMap<BasisPrices, BasisReturns>();

/**
 * Simple returns from each period's end to the next, computed once per price object.
 *
 * @throws HighwaterError as {@link simpleReturns}
 */
export function returnsOn(prices: BasisPrices): BasisReturns {
  let returns = returnsByPrices.get(prices);
  if (returns === undefined) {
    const { values } = simpleReturns(prices.dates, prices.prices);
    returns = { dates: prices.periods.subarray(Math.min(1, prices.periods.length)), values };
    returnsByPrices.set(prices, returns);
  }
  return returns;
}
