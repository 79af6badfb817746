import { HighwaterError } from '../../domain/errors.js';
import type { Database } from '../../store/database.js';
import { BacktestResultReader, type BacktestParts } from '../../store/backtestResults.reader.js';
import { BacktestReader } from '../../store/backtests.reader.js';
import type { BacktestFilter, ListedBacktest } from '../../store/backtests/listing.js';

/** Whose runs, by which rule. */
export interface NightlyChoice {
  readonly portfolioId: string;
  /** Slug or id. */
  readonly strategy: string;
  readonly visibleTo: string | null;
}

/** Finds what the nights ran of a portfolio. */
export class NightlyRuns {
  readonly #backtests: BacktestReader;
  readonly #results: BacktestResultReader;

  constructor(database: Database) {
    this.#backtests = new BacktestReader(database);
    this.#results = new BacktestResultReader(database);
  }

  /** The newest, however it stands; null before the first. */
  async newest(choice: NightlyChoice): Promise<ListedBacktest | null> {
    const { visibleTo } = choice;
    const filter = filterOf(choice, null);
    const { rows } = await this.#backtests.list({ ...filter, visibleTo, limit: 1, after: null });
    return rows[0] ?? null;
  }

  /**
   * Parts of the newest one that is completed: it stays the answer while a newer one is under way.
   *
   * @throws HighwaterError PORTFOLIO_NOT_RUN
   */
  async completed(choice: NightlyChoice, parts: readonly string[]): Promise<BacktestParts> {
    const filter = filterOf(choice, 'completed');
    const found = await this.#results.newest(filter, choice.visibleTo, parts);
    if (found === null) throw notRun(choice, await this.newest(choice));
    return found;
  }
}

function filterOf(
  { portfolioId, strategy }: NightlyChoice,
  status: 'completed' | null,
): BacktestFilter {
  return { portfolio: portfolioId, strategy, status, isNightly: true };
}

function notRun({ strategy }: NightlyChoice, newest: ListedBacktest | null): HighwaterError {
  const state =
    newest === null
      ? 'the first nightly run after it was made, with prices of all that it holds, makes one'
      : `its newest run is ${newest.status}${newest.error === null ? '' : `: ${newest.error}`}`;
  const message = `No run of this portfolio by ${strategy} is completed yet: ${state}.`;
  return new HighwaterError('PORTFOLIO_NOT_RUN', 'not-found', message);
}
