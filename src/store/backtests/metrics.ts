import { decimal, numberWithin, orNull, requireFields } from '../../domain/fieldRules.js';
import type { DecimalInput } from '../../domain/fieldRules.js';
import { RISK_METRIC_FIELDS, columnOf, type RiskMetricField } from '../entities/riskMetrics.js';
import type { SqlSession } from '../session.js';

/** A backtest's figures, named and defined as those of assets; null is unknown. */
export type BacktestFigures = Readonly<Record<RiskMetricField, number | null>>;

const FINITE = orNull(numberWithin(-Number.MAX_VALUE, Number.MAX_VALUE));
const FIGURE_RULES = {
  ...(Object.fromEntries(RISK_METRIC_FIELDS.map((field) => [field, FINITE])) as Record<
    RiskMetricField,
    typeof FINITE
  >),
  maxDrawdown: orNull(numberWithin(-1, 0)),
};
const TOTAL_RULES = {
  turnoverAnnual: orNull(decimal('0', '9999.999999', 6)),
  finalEquity: orNull(decimal('0', `${'9'.repeat(18)}.99`, 2)),
};

const COLUMNS = [
  'backtest_id',
  ...RISK_METRIC_FIELDS.map(columnOf),
  'turnover_annual',
  'final_equity',
];

const INSERT = `insert into performance_metrics (${COLUMNS.join(', ')})
  values (${COLUMNS.map((_, i) => `$${i + 1}`).join(', ')})`;

/** The figures of a completed backtest. @throws HighwaterError FIELD_REFUSED */
export async function insertMetrics(
  session: SqlSession,
  backtestId: string,
  metrics: {
    readonly figures: BacktestFigures;
    readonly turnoverAnnual: DecimalInput | null;
    readonly finalEquity: DecimalInput | null;
  },
): Promise<void> {
  const { figures, turnoverAnnual, finalEquity } = metrics;
  requireFields('backtest', FIGURE_RULES, figures);
  requireFields('backtest', TOTAL_RULES, { turnoverAnnual, finalEquity });
  await session.execute(INSERT, [
    backtestId,
    ...RISK_METRIC_FIELDS.map((field) => figures[field]),
    turnoverAnnual === null ? null : String(turnoverAnnual),
    finalEquity === null ? null : String(finalEquity),
  ]);
}

const alias = (field: RiskMetricField): string => `figure_${field}`;

/** The select list of figures; `m` is performance_metrics. */
export const METRIC_COLUMNS = `m.backtest_id is not null as "hasMetrics", ${RISK_METRIC_FIELDS.map(
  (field) => `m.${columnOf(field)} as "${alias(field)}"`,
).join(', ')}, m.turnover_annual::float8 as "turnoverAnnual",
  m.final_equity::text as "finalEquity"`;

/** Figures as they are told: numbers, and the final equity a decimal string. */
export type ListedMetrics = BacktestFigures & {
  readonly turnoverAnnual: number | null;
  readonly finalEquity: string | null;
};

export type MetricRow = Readonly<Record<string, unknown>> & {
  readonly hasMetrics: boolean;
  readonly turnoverAnnual: number | null;
  readonly finalEquity: string | null;
};

/** Takes the figures out of a row; null where there are none. */
export function metricsOf(row: MetricRow): ListedMetrics | null {
  if (!row.hasMetrics) return null;
  const figures = RISK_METRIC_FIELDS.map((field) => [field, row[alias(field)]] as const);
  return {
    ...(Object.fromEntries(figures) as BacktestFigures),
    turnoverAnnual: row.turnoverAnnual,
    finalEquity: row.finalEquity,
  };
}
