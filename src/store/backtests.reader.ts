import { uuid } from '../domain/fieldRules.js';
import {
  BACKTESTS_FROM,
  backtestColumns,
  backtestOf,
  filterConditions,
  isBacktestVisible,
  type BacktestFilter,
  type BacktestRow,
  type ListedBacktest,
} from './backtests/listing.js';
import type { Database } from './database.js';
import { readPage, SqlParameters, type Page, type Position } from './sqlPage.js';

interface Kept {
  readonly results: Readonly<Record<string, unknown>> | null;
}

/** A backtest with all that the engine kept of it. */
export type DescribedBacktest = ListedBacktest & Kept;

export interface BacktestListRequest extends BacktestFilter {
  /** Who asks: a user's id, or null for nobody in particular. */
  readonly visibleTo: string | null;
  readonly limit: number;
  readonly after: Position | null;
}

/** Reads backtests with their figures: one statement, however many. */
export class BacktestReader {
  constructor(private readonly database: Database) {}

  /** One page, newest first, without results. @throws HighwaterError BAD_CURSOR */
  async list(request: BacktestListRequest): Promise<Page<ListedBacktest>> {
    const parameters = new SqlParameters();
    const reader = parameters.add(request.visibleTo);
    const { rows, next } = await readPage<BacktestRow>(this.database.session, {
      columns: backtestColumns(reader),
      from: BACKTESTS_FROM,
      conditions: [isBacktestVisible(reader), ...filterConditions(request, reader, parameters)],
      parameters,
      sort: { expression: 'b.created_at', type: 'timestamptz', descending: true },
      tie: { expression: 'b.id', type: 'uuid', descending: true },
      limit: request.limit,
      after: request.after,
    });
    return { rows: rows.map(backtestOf), next };
  }

  /** One backtest; null where there is none and where it is another's. */
  async find(id: string, visibleTo: string | null): Promise<DescribedBacktest | null> {
    if (!uuid.accepts(id)) return null;
    const [found] = await this.database.session.query<BacktestRow & Kept>(
      `select ${backtestColumns('$2')}, b.results from ${BACKTESTS_FROM}
       where b.id = $1 and ${isBacktestVisible('$2')}`,
      [id, visibleTo],
    );
    if (found === undefined) return null;
    const { results, ...row } = found;
    return { ...backtestOf(row), results };
  }
}
