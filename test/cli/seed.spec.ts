import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MODEL_INDICES } from '../../seeds/modelIndices.js';
import { PROJECT_ROOT } from '../campaign/highwaterProcess.js';
import { furnishHome } from '../setup/databaseImages.js';
import { describeCommands } from './settings.js';

const TIMEOUT_MS = 60_000;
const STORY_TIMEOUT_MS = 180_000;

interface Report {
  readonly etfFactsAsOf: string;
  readonly sown: readonly {
    readonly kind: string;
    readonly name: string;
    readonly saved: string;
  }[];
}

describeCommands('highwater seed and index', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'highwater-seed-'));
    furnishHome(home);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  const run = (...options: readonly string[]): string => highwater('seed', ...options);

  function highwater(...options: readonly string[]): string {
    const { PATH = '', TZ = 'UTC' } = process.env;
    const ended = spawnSync(
      process.execPath,
      [join(PROJECT_ROOT, 'bin', 'highwater.js'), ...options],
      { env: { PATH, TZ, HIGHWATER_HOME: home }, encoding: 'utf8', timeout: TIMEOUT_MS },
    );
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    return ended.stdout;
  }

  it(
    'says what it added, and the second time that all was there',
    () => {
      const first = run();
      expect(first).toMatch(/^strategy {2}added buy-and-hold, rebalance, .*; 0 were there$/m);
      expect(first).toMatch(/^portfolio added .*golden-butterfly/m);
      expect(first).toContain('highwater user passwd demo@highwater.example');
      const second = run();
      expect(second).not.toContain('added');
      expect(second).toMatch(/^strategy {2}15 were there$/m);
      const { etfFactsAsOf, sown } = JSON.parse(run('--json')) as Report;
      expect(etfFactsAsOf).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(new Set(sown.map(({ saved }) => saved))).toEqual(new Set(['unchanged']));
      expect(new Set(sown.map(({ kind }) => kind)).size).toBe(5);
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'stores indices of the operator’s own beside those',
    () => {
      const file = join(home, 'own.json');
      const parameters = { constituents: ['GLD'] };
      const gold = { slug: 'gold-only', name: 'Gold', kind: 'equal-weighted', parameters };
      writeFileSync(file, JSON.stringify({ ...gold, baseDate: '2020-01-02', baseValue: '100' }));
      expect(highwater('index', 'import', file)).toMatch(/^added {5}gold-only$/m);
      const listed = JSON.parse(highwater('index', 'list', '--json')) as { slug: string }[];
      expect(listed.map(({ slug }) => slug)).toEqual([
        'gold-only',
        ...MODEL_INDICES.map(({ slug }) => slug).sort(),
      ]);
      expect(highwater('index', 'remove', 'gold-only')).toContain('Removed gold-only');
      expect(highwater('index', 'list')).not.toContain('gold-only');
    },
    STORY_TIMEOUT_MS,
  );
});
