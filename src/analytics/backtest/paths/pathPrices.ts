import { HighwaterError } from '../../../domain/errors.js';
import { fromEpochDay } from '../../../domain/tradingDate.js';
import { GAP_SESSIONS_MAX } from '../history.js';
import type { Market } from '../market.js';

/** Rows of closes are a multiple of this wide: products are added up by so many (simd/paths.ts). */
const ROW_MULTIPLE = 5;

/** Total-return closes of every asset on every session, as paths are computed from. */
export interface PathPrices {
  /** Days since 1970, ascending. */
  readonly dates: Int32Array;
  readonly symbols: readonly string[];
  /** Columns of a row: the assets, and closes of 1 that fill it up to a multiple of five. */
  readonly width: number;
  /** Session after session, each a row of `width`. */
  readonly closes: Float64Array;
}

/** Puts columns of closes, one per asset, side by side in rows. */
export function pathPrices(
  dates: Int32Array,
  assets: readonly { readonly symbol: string; readonly adjustedClose: Float64Array }[],
): PathPrices {
  const width = Math.ceil(assets.length / ROW_MULTIPLE) * ROW_MULTIPLE;
  const closes = new Float64Array(dates.length * width).fill(1);
  assets.forEach(({ symbol, adjustedClose }, asset) => {
    for (let session = 0; session < dates.length; session += 1) {
      const close = adjustedClose[session] as number;
      if (!(close > 0 && close < Infinity)) throw badClose(symbol, dates[session] as number);
      closes[session * width + asset] = close;
    }
  });
  return { dates, symbols: assets.map(({ symbol }) => symbol), width, closes };
}

/**
 * A market's closes from its first purchase on, of the sessions that all its assets have. Those
 * that one of them lacks are left out: a path is told at fewer closes, and none is made up.
 *
 * @throws HighwaterError PATH_INCOMPLETE where an asset begins after the first purchase, ends
 *   before the others, or lacks more than {@link GAP_SESSIONS_MAX} sessions in a row
 */
export function pathPricesOf({ dates, assets, startIndex }: Market): PathPrices {
  for (const { symbol, adjustedClose } of assets) {
    let missing = 0;
    for (let i = startIndex; i < dates.length; i += 1) {
      const isMissing = Number.isNaN(adjustedClose[i]);
      missing = isMissing ? missing + 1 : 0;
      const isEnd = i === startIndex || i === dates.length - 1;
      if (missing > GAP_SESSIONS_MAX || (isMissing && isEnd)) {
        throw incomplete(symbol, dates[i] as number);
      }
    }
  }
  const isShared = (i: number): boolean =>
    i >= startIndex && assets.every(({ adjustedClose }) => !Number.isNaN(adjustedClose[i]));
  const shared = Int32Array.from(dates.keys()).filter(isShared);
  return pathPrices(
    shared.map((i) => dates[i] as number),
    assets.map(({ symbol, adjustedClose }) => ({
      symbol,
      adjustedClose: Float64Array.from(shared, (i) => adjustedClose[i] as number),
    })),
  );
}

function incomplete(symbol: string, day: number): HighwaterError {
  const date = fromEpochDay(day);
  return new HighwaterError(
    'PATH_INCOMPLETE',
    'usage',
    `${symbol} has no close on ${date}: choose a range in which every asset trades.`,
    { symbol, date },
  );
}

function badClose(symbol: string, day: number): HighwaterError {
  const date = fromEpochDay(day);
  return new HighwaterError(
    'BAD_PRICE',
    'data',
    `The adjusted close of ${symbol} on ${date} is not a positive number: mend or remove the bar.`,
    { symbol, date },
  );
}
