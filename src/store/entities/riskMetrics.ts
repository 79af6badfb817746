import { defineEntity, p } from '@mikro-orm/core';
import { WINDOWS } from '../../domain/window.js';

/** The figures that every snapshot holds, named as in the API, in the order in which they are told. */
export const RISK_METRIC_FIELDS = [
  'totalReturn',
  'cagr',
  'volatility',
  'downsideDeviation',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'ulcerIndex',
  'var95',
  'var99',
  'cvar95',
  'cvar99',
  'skewness',
  'excessKurtosis',
  'bestDay',
  'worstDay',
  'winRate',
  'beta',
  'alpha',
  'correlation',
  'rSquared',
  'trackingError',
  'informationRatio',
  'upCapture',
  'downCapture',
  'treynor',
  'omega',
] as const;
export type RiskMetricField = (typeof RISK_METRIC_FIELDS)[number];

/** `maxDrawdown` → `max_drawdown`. */
export const columnOf = (field: RiskMetricField): string =>
  field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

/** Spelled as the database spells it back, so that the schema diff stays empty. */
export const DRAWDOWN_RANGE = "max_drawdown >= '-1'::float8 and max_drawdown <= '0'::float8";

const figure = () => p.double().nullable();

/** One nullable column per figure. */
export function figureColumns(): Record<RiskMetricField, ReturnType<typeof figure>> {
  const columns = RISK_METRIC_FIELDS.map((field) => [field, figure()] as const);
  return Object.fromEntries(columns) as Record<RiskMetricField, ReturnType<typeof figure>>;
}

const numbered = WINDOWS.map((window, i) => `('${window}', ${i + 1})`).join(', ');

/** Each row of risk_figures as one row per window that it holds. */
const RISK_METRICS_SQL = `
select f.snapshot_id, f.asset_id, f.index_id, f.portfolio_id,
  s.as_of, w.name as "window", f.from_dates[w.k] as from_date, f.to_date,
  f.observations[w.k] as observations,
  ${RISK_METRIC_FIELDS.map(columnOf)
    .map((column) => `f.${column}[w.k] as ${column}`)
    .join(',\n  ')},
  coalesce(f.reasons -> w.name, '{}'::jsonb) as reasons,
  coalesce(f.samples -> w.name, '{}'::jsonb) as samples
from risk_figures f
join snapshots s on s.id = f.snapshot_id
cross join (values ${numbered}) w(name, k)
where f.observations[w.k] is not null`.trim();

const RiskMetricsSchema = defineEntity({
  name: 'RiskMetrics',
  tableName: 'risk_metrics',
  view: true,
  expression: RISK_METRICS_SQL,
  properties: {
    snapshotId: p.uuid().primary(),
    assetId: p.uuid().nullable(),
    indexId: p.uuid().nullable(),
    portfolioId: p.uuid().nullable(),
    asOf: p.date(),
    window: p.string().$type<(typeof WINDOWS)[number]>(),
    fromDate: p.date().nullable(),
    toDate: p.date().nullable(),
    observations: p.integer(),
    ...figureColumns(),
    reasons: p.json<Record<string, string>>(),
    samples: p.json<Record<string, number>>(),
  },
});

/** A read-only view: the figures of one subject over one window, within one snapshot. */
export class RiskMetrics extends RiskMetricsSchema.class {}
RiskMetricsSchema.setClass(RiskMetrics);
