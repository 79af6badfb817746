import { table, type ColumnTable } from 'arquero';
import { lastIndexBefore } from '../../domain/adjustment.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { fromEpochDay, toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { PERIODS_PER_YEAR, type Basis } from '../metrics/annualisation.js';
import { figure, type MissingReason } from '../metrics/figure.js';
import {
  correlationMatrix,
  covarianceMatrix,
  type Matrix,
} from '../metrics/kernels/covarianceMatrix.js';
import { pricesOn, returnsOn, type BasisPrices, type BasisReturns } from './basis.js';
import { intersect, returnPanel } from './returnPanel.js';
import { sliceWindow, type Range } from './windowSlice.js';

export const MATRIX_MEASURES = ['correlation', 'covariance'] as const;
export type MatrixMeasure = (typeof MATRIX_MEASURES)[number];

export interface MatrixRequest {
  readonly members: readonly { readonly symbol: string; readonly series: PriceSeries }[];
  readonly range: Range & { readonly to: TradingDate };
  readonly basis: Basis;
  readonly measure: MatrixMeasure;
}

/** A symmetric matrix over the periods that all members have. */
export interface MatrixAnswer {
  readonly symbols: readonly string[];
  /** The last date of the first and of the last shared period; null where there is none. */
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  /** Shared returns. */
  readonly observations: number;
  readonly matrix: readonly (readonly (number | null)[])[];
  /** Why entries are null: row and column symbol, and the reason. */
  readonly missing: readonly {
    readonly row: string;
    readonly column: string;
    readonly reason: MissingReason;
  }[];
}

/**
 * Correlations, or covariances per year, of several assets' returns: each history is aggregated to
 * the basis, its returns are taken, and only then they are aligned on the periods that all have.
 * A member whose history begins within the window shortens it for all.
 *
 * @throws HighwaterError BAD_PRICE or DATES_NOT_ASCENDING
 */
export function matrixOf({ members, range, basis, measure }: MatrixRequest): MatrixAnswer {
  const parts = members.map(({ symbol, series }) => {
    const prices = pricesOn(series, basis, range.to);
    return { symbol, prices, returns: partOf(prices, range, basis) };
  });
  const { periods, columns } = intersect(returnPanel(parts), members.length);
  const entries =
    measure === 'correlation'
      ? correlationMatrix(columns)
      : covarianceMatrix(columns, PERIODS_PER_YEAR[basis]);
  const symbols = members.map(({ symbol }) => symbol);
  const dateOf = (period: number | undefined): TradingDate | null =>
    period === undefined ? null : periodDate(parts[0]?.prices, period);
  return {
    symbols,
    from: dateOf(periods[0]),
    to: dateOf(periods.at(-1)),
    observations: periods.length,
    matrix: entries.map((row) => row.map((entry) => figure(entry, periods.length).value)),
    missing: missingEntries(symbols, entries),
  };
}

/** The returns earned within a range; those of a younger asset from its first price on. */
function partOf(
  prices: BasisPrices,
  range: Range & { readonly to: TradingDate },
  basis: Basis,
): BasisReturns {
  const returns = returnsOn(prices);
  const slice = sliceWindow(prices, range, basis) ?? sinceFirst(prices, range.to);
  return {
    dates: returns.dates.subarray(slice.baseIndex, slice.endIndex),
    values: returns.values.subarray(slice.baseIndex, slice.endIndex),
  };
}

function sinceFirst({ dates }: BasisPrices, to: TradingDate) {
  return { baseIndex: 0, endIndex: Math.max(0, lastIndexBefore(dates, toEpochDay(to) + 1)) };
}

function periodDate(prices: BasisPrices | undefined, period: number): TradingDate | null {
  const day = prices?.dates[prices.periods.indexOf(period)];
  return day === undefined ? null : fromEpochDay(day);
}

function missingEntries(symbols: readonly string[], entries: Matrix): MatrixAnswer['missing'] {
  return entries.flatMap((row, i) =>
    row.flatMap((entry, j) => {
      const { reason } = figure(entry, 0);
      return reason === null
        ? []
        : [{ row: symbols[i] as string, column: symbols[j] as string, reason }];
    }),
  );
}

/** A matrix as a square table: symbol, then a column per member. */
export function matrixFrame({ symbols, matrix }: MatrixAnswer): ColumnTable {
  const columns = symbols.map((symbol, j): [string, unknown[]] => [
    symbol,
    matrix.map((row) => row[j] ?? null),
  ]);
  return table([['symbol', [...symbols]], ...columns]);
}
