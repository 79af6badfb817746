import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeCommands, Installation, jsonOf } from './settings.js';

const [EXIT_USAGE, EXIT_SOME_REFUSED] = [2, 3];

describeCommands('highwater caps', () => {
  let own: Installation;
  beforeAll(() => void (own = new Installation().furnish()));
  afterAll(() => own.drop());

  it('names assets without prices, refuses a broken file with its line, and lists', async () => {
    const file = join(own.home, 'caps.csv');
    const header = 'symbol,date,market_cap,shares_outstanding';
    writeFileSync(file, `${header}\nSPY,2024-01-02,5,\n`);
    const passedOver = await own.run('caps', 'import', file, '--json');
    expect([passedOver.code, passedOver.stderr]).toEqual([EXIT_SOME_REFUSED, '']);
    expect(jsonOf(passedOver)).toMatchObject({ written: 0, unknown: ['SPY'] });
    writeFileSync(file, `${header}\nSPY,2024-01-02,five,\n`);
    const refused = await own.run('caps', 'import', file);
    expect([refused.code, refused.stdout]).toEqual([EXIT_USAGE, '']);
    expect(refused.stderr).toContain('caps.csv, line 2: market_cap is "five"');
    expect((await own.run('caps', 'list')).stdout).toContain('No capitalisations are stored');
  });
});
