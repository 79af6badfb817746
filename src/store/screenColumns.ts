import { RISK_METRIC_FIELDS, columnOf, type RiskMetricField } from './entities/riskMetrics.js';

/** Facts of the asset that the screener shows, filters and sorts by, named as in the API. */
export const SCREEN_ASSET_FIELDS = [
  'type',
  'currency',
  'exchange',
  'sector',
  'category',
  'issuer',
  'expenseRatio',
  'assetsUnderManagement',
  'dividendYield',
] as const;
export type ScreenAssetField = (typeof SCREEN_ASSET_FIELDS)[number];

/** Everything that a screen can compare and sort by. */
export const SCREEN_FIELDS = [
  'symbol',
  'name',
  'observations',
  ...RISK_METRIC_FIELDS,
  ...SCREEN_ASSET_FIELDS,
] as const;
export type ScreenField = (typeof SCREEN_FIELDS)[number];

/** Where a field stands in `risk_metrics m`, `assets a` and `etf_info e`. */
export interface ScreenColumn {
  readonly expression: string;
  readonly type: 'text' | 'numeric' | 'float8';
  /** Money keeps its decimals as text; other numbers are shown as numbers. */
  readonly shown: string;
}

const text = (expression: string): ScreenColumn => ({
  expression,
  type: 'text',
  shown: expression,
});
const fraction = (expression: string): ScreenColumn => ({
  expression,
  type: 'numeric',
  shown: `${expression}::float8`,
});
const float = (expression: string): ScreenColumn => ({
  expression,
  type: 'float8',
  shown: expression,
});

const metricColumns = Object.fromEntries(
  RISK_METRIC_FIELDS.map((field) => [field, float(`m.${columnOf(field)}`)]),
) as Record<RiskMetricField, ScreenColumn>;

export const SCREEN_COLUMNS: Readonly<Record<ScreenField, ScreenColumn>> = {
  symbol: text('a.symbol'),
  name: text('a.name'),
  observations: { expression: 'm.observations', type: 'numeric', shown: 'm.observations' },
  ...metricColumns,
  type: text('a.type'),
  currency: text('a.currency'),
  exchange: text('a.exchange'),
  sector: text('a.sector'),
  category: text('e.category'),
  issuer: text('e.issuer'),
  expenseRatio: fraction('e.expense_ratio'),
  assetsUnderManagement: {
    expression: 'e.assets_under_management',
    type: 'numeric',
    shown: 'e.assets_under_management::text',
  },
  dividendYield: fraction('e.dividend_yield'),
};
