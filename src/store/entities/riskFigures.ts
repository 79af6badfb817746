import { defineEntity, p } from '@mikro-orm/core';
import { WINDOWS } from '../../domain/window.js';
import { Asset } from './asset.js';
import { MarketIndex } from './marketIndex.js';
import { Portfolio } from './portfolio.js';
import { RISK_METRIC_FIELDS, columnOf, type RiskMetricField } from './riskMetrics.js';
import { Snapshot } from './snapshot.js';

const figure = () => p.array<number | null>().columnType('double precision[]');

/** One array column per figure. */
function figureArrays(): Record<RiskMetricField, ReturnType<typeof figure>> {
  const columns = RISK_METRIC_FIELDS.map((field) => [field, figure()] as const);
  return Object.fromEntries(columns) as Record<RiskMetricField, ReturnType<typeof figure>>;
}

const ARRAYS = ['from_dates', 'observations', ...RISK_METRIC_FIELDS.map(columnOf)];

const RiskFiguresSchema = defineEntity({
  name: 'RiskFigures',
  tableName: 'risk_figures',
  properties: {
    snapshot: () => p.manyToOne(Snapshot).primary().deleteRule('cascade').updateRule('no action'),
    subjectId: p
      .uuid()
      .primary()
      .generated('(coalesce(asset_id, index_id, portfolio_id)) stored')
      .comment('what the figures are of: one of the three'),
    asset: () => p.manyToOne(Asset).nullable().deleteRule('cascade').updateRule('no action'),
    index: () => p.manyToOne(MarketIndex).nullable().deleteRule('cascade').updateRule('no action'),
    portfolio: () =>
      p.manyToOne(Portfolio).nullable().deleteRule('cascade').updateRule('no action'),
    toDate: p.date().nullable(),
    fromDates: p
      .array<string | null>()
      .columnType('date[]')
      .comment('by window, the base date: the first return is earned after it'),
    observations: p
      .array<number | null>()
      .columnType('int[]')
      .comment('by window, daily returns; null where a window is not stored'),
    ...figureArrays(),
    reasons: p
      .json<Record<string, Record<string, string>>>()
      .defaultRaw(`'{}'`)
      .comment('why a figure is null, by window and figure'),
    samples: p
      .json<Record<string, Record<string, number>>>()
      .defaultRaw(`'{}'`)
      .comment('n where it is not observations, by window and figure'),
    inputs: p.string().length(64).nullable().comment('SHA-256 of all that the figures follow from'),
  },
  checks: [
    {
      name: 'risk_figures_one_subject',
      expression: 'num_nonnulls(asset_id, index_id, portfolio_id) = 1',
    },
    {
      name: 'risk_figures_all_windows',
      expression: ARRAYS.map((array) => `cardinality(${array}) = ${WINDOWS.length}`).join(' and '),
    },
    { name: 'risk_figures_observations_range', expression: '0 <= all (observations)' },
    {
      name: 'risk_figures_drawdown_range',
      expression: "'-1'::float8 <= all (max_drawdown) and '0'::float8 >= all (max_drawdown)",
    },
  ],
  indexes: [
    {
      name: 'risk_figures_asset_index',
      properties: ['asset'],
      where: 'asset_id is not null',
    },
    {
      name: 'risk_figures_index_index',
      properties: ['index'],
      where: 'index_id is not null',
    },
    {
      name: 'risk_figures_portfolio_index',
      properties: ['portfolio'],
      where: 'portfolio_id is not null',
    },
  ],
});

/** The nightly figures of one asset, index or portfolio over every window, within one snapshot. */
export class RiskFigures extends RiskFiguresSchema.class {}
RiskFiguresSchema.setClass(RiskFigures);
