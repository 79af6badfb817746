import { HighwaterError } from '../../domain/errors.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import type { RateSeries } from '../../domain/rateSeries.js';
import type { IndexReader } from '../../store/indices.reader.js';
import type { RateReader } from '../../store/rates.reader.js';
import type { SeriesStore } from '../../store/series.store.js';
import type { RiskFreeRate } from '../frames/riskFree.js';
import { sha256 } from './inputs.js';

/** What figures are measured against. */
export interface Benchmark {
  /** Symbol of an asset or slug of an index. */
  readonly name: string;
  /** Key of the asset or index; null where it has no history. */
  readonly id: string | null;
  readonly series: PriceSeries | null;
}

/** What the figures of all subjects have in common. */
export interface FigureTerms {
  readonly benchmark: Benchmark;
  readonly riskFree: RiskFreeRate;
  /** SHA-256 of the benchmark's history and the rates: with it the figures of all change. */
  readonly hash: string;
}

export interface TermsRequest {
  /** Symbol of an asset, active or not, or slug of an index, in any case. */
  readonly benchmark: string;
  /** Fraction per year, or the name of a stored series. */
  readonly riskFreeRate: number | string;
}

export interface TermsStores {
  readonly series: SeriesStore;
  readonly indices: IndexReader;
  readonly rates: RateReader;
}

/**
 * Finds the histories that a benchmark and a rate mean. A benchmark that has no history leaves
 * figures missing; a rate that is not stored is an error, for it would change every ratio.
 *
 * @throws HighwaterError RATES_NOT_FOUND
 */
export async function figureTerms(
  stores: TermsStores,
  request: TermsRequest,
): Promise<FigureTerms> {
  const benchmark = await benchmarkOf(stores, request.benchmark);
  const riskFree = await riskFreeOf(stores.rates, request.riskFreeRate);
  return {
    benchmark,
    riskFree,
    hash: sha256([
      benchmark.series === null ? 'none' : sha256(columnsOf(benchmark.series)),
      typeof riskFree === 'number' ? String(riskFree) : sha256([riskFree.dates, riskFree.rates]),
    ]),
  };
}

const columnsOf = ({ dates, adjustedClose }: PriceSeries) => [dates, adjustedClose];

async function benchmarkOf({ series, indices }: TermsStores, name: string): Promise<Benchmark> {
  const symbol = name.toUpperCase();
  const asset = await series.load(symbol);
  if (asset !== null) return { name: symbol, id: asset.assetId, series: asset.series };
  const index = await indices.find(name.toLowerCase());
  if (index === null) return { name: symbol, id: null, series: null };
  return { name: index.slug, id: index.id, series: await indices.series(index.slug) };
}

async function riskFreeOf(rates: RateReader, rate: number | string): Promise<number | RateSeries> {
  if (typeof rate === 'number') return rate;
  const series = await rates.series(rate.toUpperCase());
  if (series !== null) return series;
  throw new HighwaterError(
    'RATES_NOT_FOUND',
    'usage',
    `RISK_FREE_RATE names "${rate.slice(0, 40)}", of which no rates are stored: bring them with ` +
      '"highwater rates import FILE", or set a fraction per year such as 0.02.',
  );
}
