import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { INDEX_PARAMETERS } from '../../src/analytics/index/parameters.js';
import { INDEX_KINDS } from '../../src/domain/marketIndex.js';
import { withPart, writePart } from './generated.js';
import { parameterTable, type Property } from './parameterTable.js';

const sections = INDEX_KINDS.map((kind) => {
  const { properties } = z.toJSONSchema(INDEX_PARAMETERS[kind], { io: 'input' });
  return `## \`${kind}\`\n\n${parameterTable(properties as unknown as Record<string, Property>)}`;
});
const PART = { path: 'docs/indices.md', name: 'indices', text: sections.join('\n\n') };

describe('docs/indices.md', () => {
  it('has what the schemas have (npm run docs writes it)', () => {
    if (process.env['HIGHWATER_TEST_WRITE_DOCS'] !== undefined) writePart(PART);
    const { now, expected } = withPart(PART);
    expect(now).toBe(expected);
    for (const kind of INDEX_KINDS) expect(now).toContain(`## \`${kind}\``);
    expect(now).not.toContain('undefined');
  });
});
