import type { Convention } from '../../analytics/metrics/conventions/variant.js';
import type { MetricId } from '../../analytics/metrics/registry.js';
import { DEFINITIONS_VERSION } from '../../analytics/report/versions.js';

/** Names a metric's definition for good: `sharpe@…`, and `sharpe:quantstats@…` by a library's. */
export function definitionId(
  id: MetricId,
  convention: Convention,
  version: string = DEFINITIONS_VERSION,
): string {
  return convention === 'highwater' ? `${id}@${version}` : `${id}:${convention}@${version}`;
}
