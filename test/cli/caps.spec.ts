import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PROJECT_ROOT } from '../campaign/highwaterProcess.js';
import { furnishHome } from '../setup/databaseImages.js';
import { describeCommands } from './settings.js';

const TIMEOUT_MS = 60_000;
const [EXIT_USAGE, EXIT_SOME_REFUSED] = [2, 3];

describeCommands('highwater caps', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'highwater-caps-'));
    furnishHome(home);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  function run(...options: readonly string[]) {
    const { PATH = '', TZ = 'UTC' } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(PROJECT_ROOT, 'bin', 'highwater.js'), 'caps', ...options],
      { env: { PATH, TZ, HIGHWATER_HOME: home }, encoding: 'utf8', timeout: TIMEOUT_MS },
    );
    return { status, stdout, stderr };
  }

  it('names assets without prices, refuses a broken file with its line, and lists', () => {
    const file = join(home, 'caps.csv');
    const header = 'symbol,date,market_cap,shares_outstanding';
    writeFileSync(file, `${header}\nSPY,2024-01-02,5,\n`);
    const passedOver = run('import', file, '--json');
    expect([passedOver.status, passedOver.stderr]).toEqual([EXIT_SOME_REFUSED, '']);
    expect(JSON.parse(passedOver.stdout)).toMatchObject({ written: 0, unknown: ['SPY'] });
    writeFileSync(file, `${header}\nSPY,2024-01-02,five,\n`);
    const refused = run('import', file);
    expect([refused.status, refused.stdout]).toEqual([EXIT_USAGE, '']);
    expect(refused.stderr).toContain('caps.csv, line 2: market_cap is "five"');
    expect(run('list').stdout).toContain('No capitalisations are stored');
  });
});
