import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PROJECT_ROOT } from '../campaign/highwaterProcess.js';
import { furnishHome } from '../setup/databaseImages.js';
import { describeCommands } from './settings.js';

const TIMEOUT_MS = 60_000;
const EXIT_USAGE = 2;

describeCommands('highwater rates', () => {
  let home: string;
  let file: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'highwater-rates-'));
    file = join(home, 'fred.csv');
    furnishHome(home);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  function run(...options: readonly string[]) {
    const { PATH = '', TZ = 'UTC' } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(PROJECT_ROOT, 'bin', 'highwater.js'), 'rates', ...options],
      { env: { PATH, TZ, HIGHWATER_HOME: home }, encoding: 'utf8', timeout: TIMEOUT_MS },
    );
    return { status, stdout, stderr };
  }

  it('imports a file once, tells what is restated, and lists what there is', () => {
    expect(run('list').stdout).toContain('No rates are stored');
    writeFileSync(file, 'DATE,TB3MS\n2024-01-01,5.2\n2024-02-01,\n2024-03-01,5.25\n');
    const first = run('import', file);
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toContain('TB3MS  2 observations from 2024-01-01 to 2024-03-01');
    expect(first.stdout).toContain('2 added, 0 restated, 0 were there, 1 without value');
    expect(JSON.parse(run('import', file, '--json').stdout)).toEqual({
      series: 'TB3MS',
      added: 0,
      restated: 0,
      unchanged: 2,
      missing: 1,
    });
    writeFileSync(file, 'DATE,VALUE\n2024-01-01,5.2\n2024-03-01,5.3\n');
    expect(run('import', file, '--series', 'tb3ms').stdout).toContain('0 added, 1 restated, 1');
    const today = new Date().toISOString().slice(0, 10);
    const told = `TB3MS                 2 from 2024-01-01 to 2024-03-01, 1 restated; 5.3000 % since`;
    expect(run('list').stdout).toContain(`${told} ${today.slice(0, 4)}`);
    expect(JSON.parse(run('list', '--json').stdout)).toMatchObject([{ series: 'TB3MS' }]);
  });

  it('refuses a broken file with its line, and stores nothing of it', () => {
    writeFileSync(file, 'DATE,DGS10\n2024-01-02,3.9\n2024-01-03,n/a\n');
    const refused = run('import', file);
    expect([refused.status, refused.stdout]).toEqual([EXIT_USAGE, '']);
    expect(refused.stderr).toContain('fred.csv, line 3: "n/a" is no number');
    expect(run('list').stdout).not.toContain('DGS10');
  });
});
