import { defineEntity, p } from '@mikro-orm/core';
import { Asset } from './asset.js';

const PriceSeriesSchema = defineEntity({
  name: 'PriceSeriesRow',
  tableName: 'price_series',
  properties: {
    asset: () => p.oneToOne(Asset).primary().owner().deleteRule('cascade').updateRule('no action'),
    firstDate: p.date(),
    lastDate: p.date(),
    length: p.integer(),
    dates: p.blob().$type<Uint8Array>().comment('int32 little-endian, days since 1970-01-01'),
    close: p.blob().$type<Uint8Array>().comment('float64 little-endian, as traded'),
    adjustedClose: p.blob().$type<Uint8Array>().comment('float64 little-endian'),
    volume: p.blob().$type<Uint8Array>().comment('float64 little-endian, shares'),
    hash: p.string().length(64).comment('SHA-256 of the four columns, hexadecimal'),
  },
  checks: [
    { name: 'price_series_length_positive', expression: 'length > 0' },
    { name: 'price_series_dates_ordered', expression: 'first_date <= last_date' },
    { name: 'price_series_dates_size', expression: 'octet_length(dates) = length * 4' },
    { name: 'price_series_close_size', expression: 'octet_length(close) = length * 8' },
    { name: 'price_series_adjusted_size', expression: 'octet_length(adjusted_close) = length * 8' },
    { name: 'price_series_volume_size', expression: 'octet_length(volume) = length * 8' },
  ],
});

/** An asset's whole history in four binary columns, written with its prices. */
export class PriceSeriesRow extends PriceSeriesSchema.class {}
PriceSeriesSchema.setClass(PriceSeriesRow);
