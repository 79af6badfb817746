import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeCommands, Installation, jsonOf } from './settings.js';

const EXIT_USAGE = 2;

describeCommands('highwater rates', () => {
  let own: Installation;
  let file: string;
  beforeAll(() => {
    own = new Installation().furnish();
    file = join(own.home, 'fred.csv');
  });
  afterAll(() => own.drop());

  const run = (...options: string[]) => own.run('rates', ...options);

  it('imports a file once, tells what is restated, and lists what there is', async () => {
    expect((await run('list')).stdout).toContain('No rates are stored');
    writeFileSync(file, 'DATE,TB3MS\n2024-01-01,5.2\n2024-02-01,\n2024-03-01,5.25\n');
    const first = await run('import', file);
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toContain('TB3MS  2 observations from 2024-01-01 to 2024-03-01');
    expect(first.stdout).toContain('2 added, 0 restated, 0 were there, 1 without value');
    expect(jsonOf(await run('import', file, '--json'))).toEqual({
      series: 'TB3MS',
      added: 0,
      restated: 0,
      unchanged: 2,
      missing: 1,
    });
    writeFileSync(file, 'DATE,VALUE\n2024-01-01,5.2\n2024-03-01,5.3\n');
    const restated = await run('import', file, '--series', 'tb3ms');
    expect(restated.stdout).toContain('0 added, 1 restated, 1');
    const today = new Date().toISOString().slice(0, 10);
    const told = `TB3MS                 2 from 2024-01-01 to 2024-03-01, 1 restated; 5.3000 % since`;
    expect((await run('list')).stdout).toContain(`${told} ${today.slice(0, 4)}`);
    expect(jsonOf(await run('list', '--json'))).toMatchObject([{ series: 'TB3MS' }]);
  });

  it('refuses a broken file with its line, and stores nothing of it', async () => {
    writeFileSync(file, 'DATE,DGS10\n2024-01-02,3.9\n2024-01-03,n/a\n');
    const refused = await run('import', file);
    expect([refused.code, refused.stdout]).toEqual([EXIT_USAGE, '']);
    expect(refused.stderr).toContain('fred.csv, line 3: "n/a" is no number');
    expect((await run('list')).stdout).not.toContain('DGS10');
  });
});
