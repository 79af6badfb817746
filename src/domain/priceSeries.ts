/**
 * An asset's whole history as columns of one length, ascending by date, no gaps filled.
 * `dates` are days since 1970-01-01; closes are in the asset's currency; `close` is as traded,
 * `adjustedClose` back-adjusted for splits, dividends and capital gains.
 */
export interface PriceSeries {
  readonly dates: Int32Array;
  readonly close: Float64Array;
  readonly adjustedClose: Float64Array;
  readonly volume: Float64Array;
}
