import { alpha } from './alpha.js';
import { beta } from './beta.js';
import { cagr } from './cagr.js';
import { calmar } from './calmar.js';
import { correlation } from './correlation.js';
import { cvar95 } from './cvar95.js';
import { downsideDeviation } from './downsideDeviation.js';
import { maxDrawdown } from './maxDrawdown.js';
import type { MetricDefinition, MetricDescription } from './metric.js';
import { sharpe } from './sharpe.js';
import { sortino } from './sortino.js';
import { totalReturn } from './totalReturn.js';
import { var95 } from './var95.js';
import { volatility } from './volatility.js';

/** Every metric there is, in the order in which it is shown. */
export const METRICS = [
  totalReturn,
  cagr,
  volatility,
  downsideDeviation,
  sharpe,
  sortino,
  calmar,
  maxDrawdown,
  var95,
  cvar95,
  beta,
  alpha,
  correlation,
] as const satisfies readonly MetricDefinition[];

export type MetricId = (typeof METRICS)[number]['id'];

export const METRIC_IDS: readonly MetricId[] = METRICS.map(({ id }) => id);

const metricsById: ReadonlyMap<string, MetricDefinition<MetricId>> = new Map(
  METRICS.map((metric) => [metric.id, metric]),
);

/** Whether a text is the id of a metric. */
export function isMetricId(text: string): text is MetricId {
  return metricsById.has(text);
}

/** The definition behind an id. */
export function metricOf(id: MetricId): MetricDefinition<MetricId> {
  return metricsById.get(id) as MetricDefinition<MetricId>;
}

/** What readers are told of every metric, in order: plain JSON, for /v1/metrics/definitions. */
export function metricDescriptions(): MetricDescription<MetricId>[] {
  return METRICS.map((metric) => ({
    id: metric.id,
    name: metric.name,
    unit: metric.unit,
    formula: metric.formula,
    latex: metric.latex,
    convention: metric.convention,
    sign: metric.sign,
    minimumSample: metric.minimumSample,
    source: metric.source,
    needs: [...metric.needs],
  }));
}
