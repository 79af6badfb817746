import { LIBRARIES } from './conventions/libraries.js';
import {
  describeVariant,
  type Convention,
  type Library,
  type VariantDescription,
} from './conventions/variant.js';
import { DISPERSION_METRICS } from './dispersion/catalogue.js';
import { DRAWDOWN_METRICS } from './drawdown/catalogue.js';
import type { MetricComputation, MetricDefinition, MetricDescription } from './metric.js';
import { RATIO_METRICS } from './ratios/catalogue.js';
import { RELATIVE_METRICS } from './relative/catalogue.js';
import { RETURN_METRICS } from './returns/catalogue.js';
import { TAIL_METRICS } from './tail/catalogue.js';

/** Every metric there is by family, in the order in which it is shown. */
export const METRICS_BY_FAMILY = {
  return: RETURN_METRICS,
  dispersion: DISPERSION_METRICS,
  ratio: RATIO_METRICS,
  tail: TAIL_METRICS,
  drawdown: DRAWDOWN_METRICS,
  relative: RELATIVE_METRICS,
} as const satisfies Readonly<Record<string, readonly MetricDefinition[]>>;

export type MetricFamily = keyof typeof METRICS_BY_FAMILY;
export type MetricId = (typeof METRICS_BY_FAMILY)[MetricFamily][number]['id'];

export const METRIC_FAMILIES = Object.keys(METRICS_BY_FAMILY) as readonly MetricFamily[];

interface Registered {
  readonly family: MetricFamily;
  readonly metric: MetricDefinition<MetricId>;
}

const registered: readonly Registered[] = METRIC_FAMILIES.flatMap((family) =>
  METRICS_BY_FAMILY[family].map((metric) => ({ family, metric })),
);
const registeredById: ReadonlyMap<string, Registered> = new Map(
  registered.map((entry) => [entry.metric.id, entry]),
);

/** Every metric there is, in the order in which it is shown. */
export const METRICS: readonly MetricDefinition<MetricId>[] = registered.map((it) => it.metric);

export const METRIC_IDS: readonly MetricId[] = METRICS.map(({ id }) => id);

/** Whether a text is the id of a metric. */
export function isMetricId(text: string): text is MetricId {
  return registeredById.has(text);
}

/** The definition behind an id: our own. */
export function metricOf(id: MetricId): MetricDefinition<MetricId> {
  return (registeredById.get(id) as Registered).metric;
}

/** How a convention computes a metric; undefined where the library has no such metric. */
export function computationOf(id: MetricId, convention: Convention): MetricComputation | undefined {
  if (convention === 'highwater') return metricOf(id);
  const definition = LIBRARIES[convention][id];
  if (definition === undefined) return undefined;
  return 'isOurs' in definition ? metricOf(id) : definition;
}

/** What readers are told of a metric in the list of all. */
export interface ListedMetric extends MetricDescription<MetricId> {
  readonly family: MetricFamily;
  /** By library: its definition of the same metric, or null where it has none. */
  readonly conventions: Readonly<Record<Library, VariantDescription | null>>;
}

/** What readers are told of every metric, in order: plain JSON, for /v1/metrics/definitions. */
export function metricDescriptions(): ListedMetric[] {
  return registered.map(({ family, metric }) => ({
    id: metric.id,
    name: metric.name,
    family,
    unit: metric.unit,
    formula: metric.formula,
    latex: metric.latex,
    convention: metric.convention,
    sign: metric.sign,
    minimumSample: metric.minimumSample,
    source: metric.source,
    needs: [...metric.needs],
    conventions: conventionsOf(metric),
  }));
}

function conventionsOf(metric: MetricDefinition<MetricId>): ListedMetric['conventions'] {
  const entries = Object.entries(LIBRARIES).map(([library, definitions]) => {
    const definition = definitions[metric.id];
    return [library, definition === undefined ? null : describeVariant(definition, metric)];
  });
  return Object.fromEntries(entries) as ListedMetric['conventions'];
}
