import type { Severity } from '../domain/finding.js';
import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { isoTime } from './sqlTime.js';
import { SqlParameters, readPage, type Page, type Position } from './sqlPage.js';

/** A finding as it is told. */
export interface ListedFinding {
  readonly id: string;
  readonly symbol: string;
  readonly code: string;
  readonly severity: Severity;
  readonly tradeDate: TradingDate | null;
  readonly message: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly runId: string;
  /** ISO 8601 in UTC. */
  readonly foundAt: string;
}

export interface FindingListRequest {
  readonly symbol: string | null;
  readonly code: string | null;
  readonly severity: Severity | null;
  /** Bounds of the trade date, included; findings about a whole series then stay out. */
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly limit: number;
  readonly after: Position | null;
}

/** Reads what was refused and why. */
export class FindingReader {
  constructor(private readonly database: Database) {}

  /** One page of findings, newest first. @throws HighwaterError BAD_CURSOR */
  list(request: FindingListRequest): Promise<Page<ListedFinding>> {
    const parameters = new SqlParameters();
    const asked: readonly (readonly [string, string | null])[] = [
      ['a.symbol =', request.symbol],
      ['f.code =', request.code],
      ['f.severity =', request.severity],
      ['f.trade_date >=', request.from],
      ['f.trade_date <=', request.to],
    ];
    return readPage<ListedFinding>(this.database.session, {
      columns: `f.id, a.symbol, f.code, f.severity, f.trade_date as "tradeDate", f.message,
        f.detail, f.run_id as "runId", ${isoTime('f.found_at')} as "foundAt"`,
      from: 'quality_findings f join assets a on a.id = f.asset_id',
      conditions: asked.flatMap(([comparison, value]) =>
        value === null ? [] : [`${comparison} ${parameters.add(value)}`],
      ),
      parameters,
      sort: { expression: 'f.found_at', type: 'timestamptz', descending: true },
      tie: { expression: 'f.id', type: 'uuid', descending: true },
      limit: request.limit,
      after: request.after,
    });
  }
}
