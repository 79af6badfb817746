import { LIBRARIES } from '../../analytics/metrics/conventions/libraries.js';
import { METRICS } from '../../analytics/metrics/registry.js';
import { ReturnColumn, type Kernel, type Sample } from '../../analytics/metrics/sample.js';

/** How deep fields within fields are told. */
const DEPTH_MAX = 3;

/** The metrics among kernels, by their functions: `cagr`, `cagr:quantstats`. */
const metricNames: ReadonlyMap<Kernel<unknown>, string> = new Map<Kernel<unknown>, string>([
  ...Object.entries(LIBRARIES).flatMap(([library, definitions]) =>
    Object.entries(definitions).flatMap(([id, definition]) =>
      definition === undefined || 'isOurs' in definition
        ? []
        : [[definition.compute, `${id}:${library}`] as const],
    ),
  ),
  ...METRICS.map(({ id, compute }) => [compute, id] as const),
]);

/**
 * Everything that was computed on a sample on the way to its figures: by the name of each metric
 * and kernel, in the order of completion, what it came to. Columns are told by their length and
 * ends alone.
 */
export function intermediatesOf(sample: Sample): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const [kernel, result] of sample.intermediates()) {
    const name = metricNames.get(kernel) ?? kernel.name;
    let unique = name;
    for (let i = 2; unique in told; i += 1) unique = `${name} ${String(i)}`;
    told[unique] = plain(result, DEPTH_MAX);
  }
  return told;
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (value instanceof ReturnColumn) {
    const { n, mean, standardDeviation } = value.moments;
    return plain({ n, mean, standardDeviation }, depth);
  }
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = value as unknown as ArrayLike<unknown>;
    const { length } = items;
    const ends = length === 0 || depth === 0 ? [] : [items[0], items[length - 1]];
    const [first, last] = ends.map((item) => plain(item, depth - 1));
    return { length, first: first ?? null, last: last ?? null };
  }
  if (depth === 0) return null;
  const fields = Object.entries(value).filter(([, field]) => typeof field !== 'function');
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field, depth - 1)]));
}
