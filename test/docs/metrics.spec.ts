import { describe, expect, it } from '@jest/globals';
import { METRIC_IDS } from '../../src/analytics/metrics/registry.js';
import { withPart, writePart, type GeneratedPart } from './generated.js';
import { catalogueTables, familyTable } from './metricTables.js';

const PARTS: readonly GeneratedPart[] = [
  { path: 'README.md', name: 'metrics', text: familyTable() },
  { path: 'docs/metrics.md', name: 'metrics', text: catalogueTables() },
];

describe('documents made from the metric registry', () => {
  it.each(PARTS)('$path has what the registry has (npm run docs writes it)', (part) => {
    if (process.env['HIGHWATER_TEST_WRITE_DOCS'] !== undefined) writePart(part);
    const { now, expected } = withPart(part);
    expect(now).toBe(expected);
    for (const id of METRIC_IDS) expect(now).toContain(`\`${id}\``);
  });
});
