import { lastIndexBefore } from '../../domain/adjustment.js';
import type { CapHistory } from '../../domain/capitalisation.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { assert, HighwaterError } from '../../domain/errors.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { ShareCount } from '../../domain/shareCount.js';
import { fromEpochDay, toEpochDay, type TradingDate } from '../../domain/tradingDate.js';

/** Assets that one simulation takes at most. */
export const MARKET_ASSETS_MAX = 500;
/** Sessions that one simulation takes at most: about a century. */
export const MARKET_SESSIONS_MAX = 30_000;

/** What is known of an asset before it comes onto a market's calendar. */
export interface AssetHistory {
  readonly symbol: string;
  /** As traded and adjusted closes, from long before the simulation to its end. */
  readonly series: PriceSeries;
  /** In any order; those before the first close are of no effect. */
  readonly actions: readonly CorporateAction[];
  /** Absent where not needed; where given, the splits among `actions` are needed too. */
  readonly marketCaps?: CapHistory;
}

/** An asset on a market's calendar: columns as long as the calendar, NaN where it has no bar. */
export interface MarketAsset {
  readonly symbol: string;
  /** As traded. */
  readonly close: Float64Array;
  readonly adjustedClose: Float64Array;
  /** What happened at the open of a session, by its index; a day without a session counts as the next. */
  readonly actions: ReadonlyMap<number, readonly CorporateAction[]>;
  /** The shares known at each close times that close; NaN before the first. */
  readonly marketCap: Float64Array;
  /** The sessions of its first and last bar. */
  readonly firstIndex: number;
  readonly lastIndex: number;
}

/**
 * What a simulation sees: every session on which any of its assets traded. The sessions before
 * `startIndex` are there to look back on; none is traded on.
 */
export interface Market {
  /** Days since 1970, ascending. */
  readonly dates: Int32Array;
  readonly assets: readonly MarketAsset[];
  /** The session of the first purchase. */
  readonly startIndex: number;
}

export interface MarketRequest {
  readonly assets: readonly AssetHistory[];
  /** The first purchase is at the close of the first session on or after it; null: the first day that all assets have. */
  readonly from: TradingDate | null;
  readonly to: TradingDate;
}

/**
 * Puts histories onto one calendar. Nothing is filled in: a session that an asset lacks is NaN.
 *
 * @throws HighwaterError NO_ASSETS, TOO_MANY_ASSETS, REPEATED_ASSET, NO_HISTORY (an asset without a
 *   close up to `to`), EMPTY_RANGE (no session from `from` to `to`)
 */
export function marketOf({ assets, from, to }: MarketRequest): Market {
  requireAssets(assets);
  const end = toEpochDay(to);
  const dates = unionOfDates(assets, end);
  const noCaps = new Float64Array(dates.length).fill(NaN);
  const placed = assets.map((asset) => placeAsset(asset, dates, noCaps));
  const startDay = from === null ? null : toEpochDay(from);
  const startIndex =
    startDay === null
      ? Math.max(...placed.map(({ firstIndex }) => firstIndex))
      : lastIndexBefore(dates, startDay) + 1;
  if (startIndex >= dates.length) throw emptyRange(from, to);
  assert(dates.length <= MARKET_SESSIONS_MAX, 'a market has at most 30,000 sessions');
  return { dates, assets: placed, startIndex };
}

function requireAssets(assets: readonly AssetHistory[]): void {
  if (assets.length === 0) {
    throw new HighwaterError('NO_ASSETS', 'usage', 'A simulation needs at least one asset.');
  }
  if (assets.length > MARKET_ASSETS_MAX) {
    throw new HighwaterError(
      'TOO_MANY_ASSETS',
      'usage',
      `A simulation takes at most ${MARKET_ASSETS_MAX} assets, not ${assets.length}.`,
    );
  }
  const seen = new Set<string>();
  for (const { symbol } of assets) {
    if (seen.has(symbol)) {
      const message = `${symbol} stands in the simulation twice: add its weights up.`;
      throw new HighwaterError('REPEATED_ASSET', 'usage', message, { symbol });
    }
    seen.add(symbol);
  }
}

function unionOfDates(assets: readonly AssetHistory[], end: number): Int32Array {
  let union = new Int32Array();
  for (const { symbol, series } of assets) {
    const length = lastIndexBefore(series.dates, end + 1) + 1;
    if (length === 0) throw noHistory(symbol, fromEpochDay(end));
    union = merged(union, series.dates.subarray(0, length));
  }
  return union;
}

/** The days of both, ascending as they are; `known` itself where the other adds none. */
function merged(known: Int32Array<ArrayBuffer>, days: Int32Array): Int32Array<ArrayBuffer> {
  if (areEqual(known, days)) return known;
  const added = days.length - countShared(known, days);
  if (added === 0) return known;
  const union = new Int32Array(known.length + added);
  let [i, k] = [0, 0];
  for (let place = 0; place < union.length; place += 1) {
    const a = i < known.length ? (known[i] as number) : Infinity;
    const b = k < days.length ? (days[k] as number) : Infinity;
    union[place] = Math.min(a, b);
    if (a <= b) i += 1;
    if (b <= a) k += 1;
  }
  return union;
}

/** Most assets of a market trade on the same days. */
function areEqual(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

function countShared(a: Int32Array, b: Int32Array): number {
  let [i, k, count] = [0, 0, 0];
  while (i < a.length && k < b.length) {
    const x = a[i] as number;
    const y = b[k] as number;
    if (x === y) count += 1;
    if (x <= y) i += 1;
    if (y <= x) k += 1;
  }
  return count;
}

/** @param noCaps a column of NaN, for assets without capitalisations */
function placeAsset(history: AssetHistory, dates: Int32Array, noCaps: Float64Array): MarketAsset {
  const { symbol, series, actions, marketCaps } = history;
  const closes = placedCloses(series, dates);
  const shares = marketCaps && new ShareCount(marketCaps, series, actions);
  return {
    symbol,
    ...closes,
    actions: actionsByIndex(actions, dates),
    marketCap: shares === undefined ? noCaps : capsOn(shares, closes.close, dates),
  };
}

type PlacedCloses = Pick<MarketAsset, 'close' | 'adjustedClose' | 'firstIndex' | 'lastIndex'>;

function placedCloses(series: PriceSeries, dates: Int32Array): PlacedCloses {
  const { length } = dates;
  if (!areEqual(series.dates.subarray(0, length), dates)) return closesOnTheirDays(series, dates);
  const close = series.close.subarray(0, length);
  const adjustedClose = series.adjustedClose.subarray(0, length);
  return { close, adjustedClose, firstIndex: 0, lastIndex: length - 1 };
}

function closesOnTheirDays(series: PriceSeries, dates: Int32Array): PlacedCloses {
  const { dates: days, close: closes, adjustedClose: adjustedCloses } = series;
  const close = new Float64Array(dates.length).fill(NaN);
  const adjustedClose = close.slice();
  let source = 0;
  let [firstIndex, lastIndex] = [-1, -1];
  for (let i = 0; i < dates.length && source < days.length; i += 1) {
    if (days[source] !== dates[i]) continue;
    close[i] = closes[source] as number;
    adjustedClose[i] = adjustedCloses[source] as number;
    if (firstIndex < 0) firstIndex = i;
    lastIndex = i;
    source += 1;
  }
  return { close, adjustedClose, firstIndex, lastIndex };
}

function actionsByIndex(
  actions: readonly CorporateAction[],
  dates: Int32Array,
): ReadonlyMap<number, readonly CorporateAction[]> {
  const byIndex = new Map<number, CorporateAction[]>();
  for (const action of actions) {
    const index = lastIndexBefore(dates, toEpochDay(action.exDate)) + 1;
    if (index >= dates.length) continue;
    const known = byIndex.get(index);
    if (known === undefined) byIndex.set(index, [action]);
    else known.push(action);
  }
  return byIndex;
}

/**
 * Shares times close: counts are told seldom, prices change daily. A session without a bar has the
 * value of the one before.
 */
function capsOn(shares: ShareCount, close: Float64Array, dates: Int32Array): Float64Array {
  let value = NaN;
  return close.map((price, i) => {
    if (!Number.isNaN(price)) value = shares.on(dates[i] as number) * price;
    return value;
  });
}

function noHistory(symbol: string, to: TradingDate): HighwaterError {
  const message = `${symbol} has no price up to ${to}: choose a later end, or leave it out.`;
  return new HighwaterError('NO_HISTORY', 'usage', message, { symbol });
}

function emptyRange(from: TradingDate | null, to: TradingDate): HighwaterError {
  const message = `There is no session from ${from ?? 'the first common day'} to ${to}: widen the range.`;
  return new HighwaterError('EMPTY_RANGE', 'usage', message);
}
