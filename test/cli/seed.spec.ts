import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MODEL_INDICES } from '../../seeds/modelIndices.js';
import { describeCommands, Installation } from './settings.js';

interface Report {
  readonly etfFactsAsOf: string;
  readonly sown: readonly {
    readonly kind: string;
    readonly name: string;
    readonly saved: string;
  }[];
}

describeCommands('highwater seed and index', () => {
  let own: Installation;
  beforeAll(() => void (own = new Installation().furnish()));
  afterAll(() => own.drop());

  async function run(...args: string[]): Promise<string> {
    const ended = await own.run(...args);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    return ended.stdout;
  }

  it('says what it added, and the second time that all was there', async () => {
    const first = await run('seed');
    expect(first).toMatch(/^strategy {2}added buy-and-hold, rebalance, .*; 0 were there$/m);
    expect(first).toMatch(/^portfolio added .*golden-butterfly/m);
    expect(first).toContain('highwater user passwd demo@highwater.example');
    const second = await run('seed');
    expect(second).not.toContain('added');
    expect(second).toMatch(/^strategy {2}15 were there$/m);
    const { etfFactsAsOf, sown } = JSON.parse(await run('seed', '--json')) as Report;
    expect(etfFactsAsOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(new Set(sown.map(({ saved }) => saved))).toEqual(new Set(['unchanged']));
    expect(new Set(sown.map(({ kind }) => kind)).size).toBe(5);
  });

  it('stores indices of the operator’s own beside those', async () => {
    const file = join(own.home, 'own.json');
    const parameters = { constituents: ['GLD'] };
    const gold = { slug: 'gold-only', name: 'Gold', kind: 'equal-weighted', parameters };
    writeFileSync(file, JSON.stringify({ ...gold, baseDate: '2020-01-02', baseValue: '100' }));
    expect(await run('index', 'import', file)).toMatch(/^added {5}gold-only$/m);
    const listed = JSON.parse(await run('index', 'list', '--json')) as { slug: string }[];
    expect(listed.map(({ slug }) => slug)).toEqual([
      'gold-only',
      ...MODEL_INDICES.map(({ slug }) => slug).sort(),
    ]);
    expect(await run('index', 'remove', 'gold-only')).toContain('Removed gold-only');
    expect(await run('index', 'list')).not.toContain('gold-only');
  });
});
