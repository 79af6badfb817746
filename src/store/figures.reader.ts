import type { TradingDate } from '../domain/tradingDate.js';
import type { Window } from '../domain/window.js';
import type { Database } from './database.js';
import { RISK_METRIC_FIELDS, columnOf, type RiskMetricField } from './entities/riskMetrics.js';
import { SCREEN_COLUMNS, type ScreenField } from './screenColumns.js';
import { SqlParameters, readPage, type Page, type Position } from './sqlPage.js';

export const COMPARISONS = ['>=', '<=', '!=', '>', '<', '='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** One condition of a screen. A missing value satisfies none. */
export interface ScreenCondition {
  readonly field: ScreenField;
  readonly comparison: Comparison;
  /** A number for a field of numbers, a text for one of texts. */
  readonly value: number | string;
}

export interface ScreenRequest {
  readonly snapshotId: string;
  readonly window: Window;
  /** Shown after symbol, name, window, from, to and observations. */
  readonly fields: readonly ScreenField[];
  readonly conditions: readonly ScreenCondition[];
  readonly sort: { readonly by: ScreenField; readonly descending: boolean };
  readonly limit: number;
  readonly after: Position | null;
}

/** One asset's row of a screen, flat; money is a decimal string, all other figures numbers. */
export interface ScreenRow extends Readonly<Record<string, string | number | null>> {
  readonly symbol: string;
  readonly name: string | null;
  readonly window: Window;
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly observations: number;
}

/** Whose figures: an asset by its symbol, an index by its slug. */
export interface FigureName {
  readonly kind: 'asset' | 'index';
  readonly name: string;
}

const NAMED: Readonly<Record<FigureName['kind'], string>> = {
  asset: 'assets a on a.id = m.asset_id and a.symbol',
  index: 'indices i on i.id = m.index_id and i.slug',
};

/** The published figures of one subject over one window. */
export interface StoredFigures {
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly observations: number;
  readonly values: Readonly<Record<RiskMetricField, number | null>>;
  readonly reasons: Readonly<Partial<Record<RiskMetricField, string>>>;
  readonly samples: Readonly<Partial<Record<RiskMetricField, number>>>;
}

const KEY_COLUMNS = `a.symbol, a.name, m."window", m.from_date as "from", m.to_date as "to",
  m.observations`;

type StoredRow = Omit<StoredFigures, 'values'> & Record<RiskMetricField, number | null>;

/** Reads the figures of a snapshot. */
export class FigureReader {
  constructor(private readonly database: Database) {}

  /** One page of a snapshot's figures, one row per asset. @throws HighwaterError BAD_CURSOR */
  screen(request: ScreenRequest): Promise<Page<ScreenRow>> {
    const parameters = new SqlParameters();
    const { sort } = request;
    const conditions = [
      `m.snapshot_id = ${parameters.add(request.snapshotId)}`,
      `m."window" = ${parameters.add(request.window)}`,
      ...request.conditions.map(({ field, comparison, value }) => {
        const { expression, type } = SCREEN_COLUMNS[field];
        const operator = comparison === '!=' ? '<>' : comparison;
        return `${expression} ${operator} ${parameters.add(value)}::${type}`;
      }),
    ];
    const columns = request.fields.map((field) => `${SCREEN_COLUMNS[field].shown} as "${field}"`);
    const { expression, type } = SCREEN_COLUMNS[sort.by];
    return readPage<ScreenRow>(this.database.session, {
      columns: [KEY_COLUMNS, ...columns].join(', '),
      from: `risk_metrics m join assets a on a.id = m.asset_id
        left join etf_info e on e.asset_id = a.id`,
      conditions,
      parameters,
      sort: { expression, type, descending: sort.descending },
      tie: { expression: 'a.symbol', type: 'text', descending: false },
      limit: request.limit,
      after: request.after,
    });
  }

  /** The figures of one subject, or null when the snapshot has none of it. One statement. */
  async find(
    snapshotId: string,
    { kind, name }: FigureName,
    window: Window,
  ): Promise<StoredFigures | null> {
    const [row] = await this.database.session.query<StoredRow>(
      `select m.from_date as "from", m.to_date as "to", m.observations, m.reasons, m.samples,
         ${RISK_METRIC_FIELDS.map((field) => `m.${columnOf(field)} as "${field}"`).join(', ')}
       from risk_metrics m join ${NAMED[kind]} = $2
       where m.snapshot_id = $1 and m."window" = $3`,
      [snapshotId, name, window],
    );
    if (row === undefined) return null;
    const { from, to, observations, reasons, samples } = row;
    const values = RISK_METRIC_FIELDS.map((field) => [field, row[field]] as const);
    return {
      from,
      to,
      observations,
      reasons,
      samples,
      values: Object.fromEntries(values) as StoredFigures['values'],
    };
  }
}
