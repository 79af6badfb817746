import { describe, expect, it } from '@jest/globals';
import { STRATEGY_KINDS } from '../../src/domain/strategy.js';
import { withPart, writePart } from './generated.js';
import { strategySections } from './strategyTables.js';

const PART = { path: 'docs/strategies.md', name: 'strategies', text: strategySections() };

describe('docs/strategies.md', () => {
  it('has what the registry has (npm run docs writes it)', () => {
    if (process.env['HIGHWATER_TEST_WRITE_DOCS'] !== undefined) writePart(PART);
    const { now, expected } = withPart(PART);
    expect(now).toBe(expected);
    for (const kind of STRATEGY_KINDS) expect(now).toContain(`: \`${kind}\``);
    expect(now).not.toContain('undefined');
  });
});
