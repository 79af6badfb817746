import { createHash } from 'node:crypto';
import type { Convention } from '../../analytics/metrics/conventions/variant.js';
import { metricDescriptions, type MetricId } from '../../analytics/metrics/registry.js';

const DIGITS = 12;

/**
 * The version of the definitions that this program computes by: a snapshot whose own is the same
 * was computed by the same.
 */
export const DEFINITIONS_VERSION = createHash('sha256')
  .update(JSON.stringify(metricDescriptions()))
  .digest('hex')
  .slice(0, DIGITS);

/** Names a metric's definition for good: `sharpe@…`, and `sharpe:quantstats@…` by a library's. */
export function definitionId(
  id: MetricId,
  convention: Convention,
  version: string = DEFINITIONS_VERSION,
): string {
  return convention === 'highwater' ? `${id}@${version}` : `${id}:${convention}@${version}`;
}
