import type { RiskFreeRate } from '../../analytics/frames/riskFree.js';
import { HighwaterError } from '../../domain/errors.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { AssetReader } from '../../store/assets.reader.js';
import type { Database } from '../../store/database.js';
import { IndexReader } from '../../store/indices.reader.js';
import { PriceReader } from '../../store/prices.reader.js';
import { RateReader } from '../../store/rates.reader.js';
import { RevisionReader, type KnownAt } from '../../store/revisions.reader.js';
import { SeriesStore } from '../../store/series.store.js';
import { assetNotFound } from '../http/parameters.js';
import { indexNotFound } from '../indices/indexPath.js';

/** A history under the name that its owner bears: a symbol in capitals, or an index's slug. */
export interface NamedHistory {
  readonly name: string;
  readonly kind: 'asset' | 'index';
  /** Null for an asset without prices and an index without values. */
  readonly series: PriceSeries | null;
}

/** What figures can be asked of. */
export type SubjectKind = NamedHistory['kind'];

const NAME_SHOWN = 60;

/** An empty history, for what has no prices: every figure of it is missing, and says why. */
export const NO_HISTORY: PriceSeries = {
  dates: new Int32Array(),
  close: new Float64Array(),
  adjustedClose: new Float64Array(),
  volume: new Float64Array(),
};

/** Whether two texts name the same asset or index: case tells none apart. */
export function isSameName(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}

/**
 * The histories behind the names that readers give. Each is as it is believed now, or, where a
 * moment is given, as it was believed then.
 */
export class Histories {
  readonly #assets: AssetReader;
  readonly #prices: PriceReader;
  readonly #series: SeriesStore;
  readonly #indices: IndexReader;
  readonly #rates: RateReader;
  readonly #revisions: RevisionReader;

  constructor(database: Database) {
    this.#assets = new AssetReader(database);
    this.#prices = new PriceReader(database);
    this.#series = new SeriesStore(database);
    this.#indices = new IndexReader(database);
    this.#rates = new RateReader(database);
    this.#revisions = new RevisionReader(database);
  }

  /**
   * The prices of an asset; null where it has none.
   *
   * @param symbol in capitals
   * @throws HighwaterError ASSET_NOT_FOUND
   */
  async asset(symbol: string, knownAt?: KnownAt): Promise<PriceSeries | null> {
    if (knownAt !== undefined) {
      const asset = await this.#prices.asset(symbol);
      if (asset === null) throw assetNotFound(symbol);
      return this.#revisions.seriesKnownAt(asset.id, knownAt);
    }
    const stored = await this.#series.load(symbol);
    if (stored !== null) return stored.series;
    if (!(await this.#assets.exists(symbol))) throw assetNotFound(symbol);
    return null;
  }

  /**
   * The values of an index; null where it has none.
   *
   * @param slug in small letters
   * @throws HighwaterError INDEX_NOT_FOUND; INDEX_NOT_KNOWN_AT as it was believed at a moment,
   *   which is not kept
   */
  async index(slug: string, knownAt?: KnownAt): Promise<PriceSeries | null> {
    if (knownAt !== undefined) throw indexNotKnownAt(slug);
    const series = await this.#indices.series(slug);
    if (series === null && (await this.#indices.find(slug)) === null) throw indexNotFound(slug);
    return series;
  }

  /** The history of an asset or of an index. @throws HighwaterError as these do */
  of(kind: SubjectKind, name: string, knownAt?: KnownAt): Promise<PriceSeries | null> {
    return kind === 'asset' ? this.asset(name, knownAt) : this.index(name, knownAt);
  }

  /**
   * What an asset is held against: an asset of this symbol that has prices, or else the index of
   * this slug.
   *
   * @throws HighwaterError BENCHMARK_NOT_FOUND; INDEX_NOT_KNOWN_AT for an index as it was believed
   *   at a moment, which is not kept
   */
  async benchmark(name: string, knownAt?: KnownAt): Promise<NamedHistory> {
    const symbol = name.toUpperCase();
    const isAsset = await this.#assets.exists(symbol);
    const series = isAsset ? await this.asset(symbol, knownAt) : null;
    const asset = { name: symbol, kind: 'asset', series } as const;
    if (series !== null) return asset;
    const index = await this.#indices.find(name.toLowerCase());
    if (index === null) {
      if (isAsset) return asset;
      throw benchmarkNotFound(name);
    }
    if (knownAt !== undefined) throw indexNotKnownAt(index.slug);
    return { name: index.slug, kind: 'index', series: await this.#indices.series(index.slug) };
  }

  /**
   * A fraction per year as it is, or the stored series of this name.
   *
   * @throws HighwaterError RATES_NOT_FOUND
   */
  async riskFree(rate: number | string, knownAt?: KnownAt): Promise<RiskFreeRate> {
    if (typeof rate === 'number') return rate;
    const series = await this.#rates.series(rate.toUpperCase(), knownAt);
    if (series === null) throw ratesNotFound(rate);
    return series;
  }
}

const shown = (name: string): string => name.replace(/\p{Cc}/gu, '?').slice(0, NAME_SHOWN);

function benchmarkNotFound(name: string): HighwaterError {
  return new HighwaterError(
    'BENCHMARK_NOT_FOUND',
    'not-found',
    `There is neither an asset nor an index "${shown(name)}": /v1/assets lists the assets.`,
  );
}

function ratesNotFound(name: string): HighwaterError {
  return new HighwaterError(
    'RATES_NOT_FOUND',
    'not-found',
    `There is no stored series of rates "${shown(name)}": give a fraction per year, e.g. 0.02, ` +
      'or have the operator import the series (highwater rates import FILE).',
  );
}

function indexNotKnownAt(slug: string): HighwaterError {
  return new HighwaterError(
    'INDEX_NOT_KNOWN_AT',
    'usage',
    `What the index "${slug}" was believed to be in the past is not kept: leave knownAt out, or ` +
      'choose an asset as benchmark.',
  );
}
