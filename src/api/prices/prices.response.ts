import { z } from 'zod';
import { PRICE_PLACES } from '../../domain/decimals.js';
import { FREQUENCIES, type AdjustedBars } from '../../domain/resample.js';
import { fromEpochDay } from '../../domain/tradingDate.js';
import { listed, metaSchema } from '../http/meta.js';
import { ADJUSTMENTS } from './prices.query.js';

export const priceRow = z
  .object({
    date: z.iso.date().describe('The session; of a longer period its last.'),
    open: z.number(),
    high: z.number(),
    low: z.number(),
    close: z.number(),
    adjustedClose: z.number().describe('Adjusted for splits and distributions, always.'),
    volume: z.number().describe('Shares.'),
  })
  .meta({ id: 'PriceRow' });

const priceMeta = metaSchema
  .extend({
    symbol: z.string(),
    adjust: z.enum(ADJUSTMENTS).describe('What open, high, low and close are adjusted for.'),
    frequency: z.enum(FREQUENCIES),
  })
  .meta({ id: 'PriceMeta' });

export const priceList = listed(priceRow, priceMeta).meta({ id: 'PriceList' });

const SCALE = 10 ** PRICE_PLACES;
const shown = (price: number | undefined): number => Math.round((price as number) * SCALE) / SCALE;

/** The first `count` bars as rows, prices rounded to the places they are stored with. */
export function priceRows(bars: AdjustedBars, count: number): z.infer<typeof priceRow>[] {
  return Array.from(bars.dates.subarray(0, count), (day, i) => ({
    date: fromEpochDay(day),
    open: shown(bars.open[i]),
    high: shown(bars.high[i]),
    low: shown(bars.low[i]),
    close: shown(bars.close[i]),
    adjustedClose: shown(bars.adjustedClose[i]),
    volume: Math.round(bars.volume[i] as number),
  }));
}
