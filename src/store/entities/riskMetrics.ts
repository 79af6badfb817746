import { defineEntity, p } from '@mikro-orm/core';
import { WINDOWS } from '../../domain/window.js';
import { Asset } from './asset.js';
import { id, oneOf } from './columns.js';
import { Snapshot } from './snapshot.js';

/** The figures that a row holds, named as in the API; each is a column of its own. */
export const RISK_METRIC_FIELDS = [
  'totalReturn',
  'cagr',
  'volatility',
  'downsideDeviation',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'var95',
  'cvar95',
  'beta',
  'alpha',
  'correlation',
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

const RiskMetricsSchema = defineEntity({
  name: 'RiskMetrics',
  tableName: 'risk_metrics',
  properties: {
    id: id(),
    snapshot: () => p.manyToOne(Snapshot).deleteRule('cascade').updateRule('no action'),
    asset: () => p.manyToOne(Asset).deleteRule('cascade').updateRule('no action'),
    asOf: p.date(),
    window: p.string().length(8).$type<(typeof WINDOWS)[number]>(),
    fromDate: p.date().nullable().comment('the base date: the first return is earned after it'),
    toDate: p.date().nullable(),
    observations: p.integer().comment('daily returns in the window'),
    ...figureColumns(),
    reasons: p.json<Record<string, string>>().defaultRaw(`'{}'`).comment('why a figure is null'),
    samples: p
      .json<Record<string, number>>()
      .defaultRaw(`'{}'`)
      .comment('n where it is not observations'),
  },
  checks: [
    { name: 'risk_metrics_window_known', expression: oneOf('"window"', WINDOWS) },
    { name: 'risk_metrics_observations_range', expression: 'observations >= 0' },
    {
      name: 'risk_metrics_drawdown_range',
      expression: DRAWDOWN_RANGE,
    },
  ],
  uniques: [{ name: 'risk_metrics_unique', properties: ['snapshot', 'window', 'asset'] }],
  indexes: [{ name: 'risk_metrics_asset_index', properties: ['asset', 'asOf', 'window'] }],
});

/** The nightly figures of one asset over one window, within one snapshot. */
export class RiskMetrics extends RiskMetricsSchema.class {}
RiskMetricsSchema.setClass(RiskMetrics);
