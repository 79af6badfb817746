import type { RiskFreeRate } from '../../analytics/frames/riskFree.js';
import type { Convention } from '../../analytics/metrics/conventions/variant.js';
import type { MissingReason } from '../../analytics/metrics/figure.js';
import { computationOf, type MetricId } from '../../analytics/metrics/registry.js';
import { HighwaterError } from '../../domain/errors.js';
import type { Database } from '../../store/database.js';
import { RISK_METRIC_FIELDS } from '../../store/entities/riskMetrics.js';
import { FigureReader, type StoredFigures } from '../../store/figures.reader.js';
import { SnapshotHistoryReader } from '../../store/snapshotHistory.reader.js';
import type { PublishedSnapshot } from '../../store/snapshots.store.js';
import { choiceOf, type FigureChoice } from './choice.js';
import {
  computedFigures,
  type ChosenFigures,
  type ChosenHistories,
  type VersionedFigure,
} from './computedFigures.js';
import type { FigureParameters } from './figures.query.js';
import {
  Histories,
  NO_HISTORY,
  isSameName,
  type NamedHistory,
  type SubjectKind,
} from './histories.js';
import { requireSnapshotAt } from './knownAt.js';

/** What assets are measured against. */
export interface FigureTerms {
  /** Null where the asset is its own, and where that of the settings is not there. */
  readonly benchmark: NamedHistory | null;
  readonly riskFree: RiskFreeRate;
}

export interface FigureOptions {
  /** Whether the answer needs the sample, even where the snapshot holds all figures. */
  readonly needsSample?: boolean;
  /** Read already; otherwise they are read when needed. */
  readonly terms?: FigureTerms;
}

const isStored = (id: MetricId): boolean => (RISK_METRIC_FIELDS as readonly string[]).includes(id);

const needsBenchmark = (id: MetricId, convention: Convention): boolean =>
  computationOf(id, convention)?.needs.includes('benchmark') ?? false;

/** Finds or computes the figures that readers choose. */
export class Figures {
  readonly #stored: FigureReader;
  readonly #history: SnapshotHistoryReader;
  readonly #histories: Histories;

  constructor(database: Database) {
    this.#stored = new FigureReader(database);
    this.#history = new SnapshotHistoryReader(database);
    this.#histories = new Histories(database);
  }

  /**
   * What a query means.
   *
   * @param symbol or the slug of an index
   * @param published the snapshot that is published now
   * @throws HighwaterError NOT_PUBLISHED_THEN
   */
  async choose(
    symbol: string,
    query: FigureParameters,
    published: PublishedSnapshot,
    kind: SubjectKind = 'asset',
  ): Promise<FigureChoice> {
    const { knownAt } = query;
    const snapshot =
      knownAt === undefined ? published : await requireSnapshotAt(this.#history, knownAt);
    return choiceOf(symbol, query, snapshot, kind);
  }

  /**
   * The figures of a choice: those that its snapshot holds from there, all others computed. Where
   * the snapshot holds all and no sample is needed, no history is read.
   *
   * @throws HighwaterError ASSET_NOT_FOUND, INDEX_NOT_FOUND, INDEX_NOT_KNOWN_AT,
   *   BENCHMARK_NOT_FOUND, RATES_NOT_FOUND
   */
  async of(
    choice: FigureChoice,
    ids: readonly MetricId[],
    { needsSample = false, terms }: FigureOptions = {},
  ): Promise<ChosenFigures> {
    const stored = await this.#storedOf(choice, ids);
    const missing = stored === null ? ids : ids.filter((id) => !isStored(id));
    if (stored !== null && missing.length === 0 && !needsSample) {
      return { ...partOf(stored, choice, ids), sample: null };
    }
    const computed = await this.#computed(choice, missing, terms);
    if (stored === null) return computed;
    const published = partOf(stored, choice, ids);
    const figures = new Map([...published.figures, ...computed.figures]);
    return { ...published, figures, sample: computed.sample };
  }

  /** A figure as the choice's snapshot holds it; null where it holds none such. */
  async published(choice: FigureChoice, id: MetricId): Promise<VersionedFigure | null> {
    const stored = await this.#storedOf(choice, [id]);
    return stored === null ? null : (partOf(stored, choice, [id]).figures.get(id) ?? null);
  }

  /**
   * What a choice is measured against.
   *
   * @param ids what it is wanted for; anything unless given
   * @throws HighwaterError as {@link Figures.of}
   */
  async termsOf(choice: FigureChoice, ids?: readonly MetricId[]): Promise<FigureTerms> {
    const riskFree = await this.#histories.riskFree(choice.riskFreeRate, choice.believedAt);
    const isOwn = isSameName(choice.benchmark, choice.symbol);
    return { riskFree, benchmark: isOwn ? null : await this.#benchmarkOf(choice, ids) };
  }

  /**
   * What the sample of a choice is made from.
   *
   * @param terms read already, or the metrics that it is wanted for; anything unless given
   * @throws HighwaterError as {@link Figures.of}
   */
  async historiesOf(
    choice: FigureChoice,
    terms?: FigureTerms | readonly MetricId[],
  ): Promise<ChosenHistories> {
    const { kind, symbol, believedAt, basis } = choice;
    const series = (await this.#histories.of(kind, symbol, believedAt)) ?? NO_HISTORY;
    const { benchmark, riskFree } =
      terms !== undefined && 'riskFree' in terms ? terms : await this.termsOf(choice, terms);
    const request = {
      series,
      benchmark: benchmark?.series ?? null,
      isBenchmark: isSameName(choice.benchmark, symbol),
      riskFree,
      basis,
    };
    if (request.isBenchmark) return { request, benchmark: symbol };
    return { request, benchmark: benchmark?.name ?? choice.benchmark };
  }

  /**
   * Null for a benchmark of the settings that is not there, whose figures say so themselves, and
   * for one of which nothing is kept and nothing is needed.
   */
  async #benchmarkOf(
    choice: FigureChoice,
    ids?: readonly MetricId[],
  ): Promise<NamedHistory | null> {
    try {
      return await this.#histories.benchmark(choice.benchmark, choice.believedAt);
    } catch (error) {
      if (choice.isBenchmarkAsked || !(error instanceof HighwaterError)) throw error;
      if (error.code === 'BENCHMARK_NOT_FOUND') return null;
      const isNeeded = ids?.some((id) => needsBenchmark(id, choice.convention)) ?? true;
      if (error.code === 'INDEX_NOT_KNOWN_AT' && !isNeeded) return null;
      throw error;
    }
  }

  async #storedOf(choice: FigureChoice, ids: readonly MetricId[]): Promise<StoredFigures | null> {
    const { isPublished, range, snapshot, kind, symbol } = choice;
    if (!isPublished || !('window' in range) || !ids.some(isStored)) return null;
    return this.#stored.find(snapshot.id, { kind, name: symbol }, range.window);
  }

  async #computed(
    choice: FigureChoice,
    ids: readonly MetricId[],
    terms?: FigureTerms,
  ): Promise<ChosenFigures> {
    return computedFigures(choice, await this.historiesOf(choice, terms ?? ids), ids);
  }
}

/** The stored figures among those asked for, in the form of computed ones. */
function partOf(
  { from, to, observations, values, reasons, samples }: StoredFigures,
  { snapshot }: FigureChoice,
  ids: readonly MetricId[],
): Omit<ChosenFigures, 'sample'> {
  const figures = new Map<MetricId, VersionedFigure>();
  for (const field of RISK_METRIC_FIELDS) {
    if (!ids.includes(field)) continue;
    figures.set(field, {
      value: values[field],
      reason: (reasons[field] as MissingReason | undefined) ?? null,
      n: samples[field] ?? observations,
      definitions: snapshot.definitions,
    });
  }
  return { from, to, observations, benchmark: snapshot.benchmark, figures };
}
