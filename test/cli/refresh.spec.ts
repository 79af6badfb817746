import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { highwater } from '../campaign/highwaterProcess.js';
import { describeCommands, Installation, jsonOf, textOf } from './settings.js';

describeCommands('highwater refresh, status, verify and db', () => {
  let own: Installation;
  beforeAll(() => void (own = new Installation().write('SPY', 'AGG')));
  afterAll(() => own.drop());

  it('refreshes an empty home, and prints one JSON document', async () => {
    const ended = await highwater(['refresh', '--json'], own.settings);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(jsonOf(ended)).toMatchObject({
      isResumed: false,
      isPublished: true,
      failures: [],
      totals: { assets: 2, stored: 2, failed: 0 },
      snapshot: { asOf: '2023-12-29', source: 'csv', benchmark: 'SPY' },
    });
  });

  it('says in one line that nothing was new', async () => {
    const ended = await highwater(['refresh'], own.settings);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^Refreshed 2 assets to .*: 0 stored, 2 unchanged.*\n$/);
    expect(ended.stdout).toContain('0 rows written');
    expect(ended.stdout).toContain('the snapshot as of 2023-12-29 stays');
  });

  it('tells how things stand', async () => {
    const asJson = jsonOf(await highwater(['status', '--json'], own.settings));
    expect(asJson).toMatchObject({
      database: 'embedded',
      activeAssets: 2,
      bars: 500,
      lastTradeDate: '2023-12-29',
      lastRun: { status: 'completed', assetsFailed: 0 },
      snapshot: { asOf: '2023-12-29' },
    });
    const { stdout } = await highwater(['status'], own.settings);
    expect(stdout).toContain('2 active of 2, 500 bars');
    expect(stdout).toContain('as of 2023-12-29, csv');
  });

  it('verifies, and gives the same hashes twice', async () => {
    const first = await highwater(['verify', '--hashes', '--json'], own.settings);
    expect(first.code).toBe(0);
    expect(jsonOf(first)).toMatchObject({ assets: 2, bars: 500, discrepancies: [] });
    const hashes = jsonOf(first)['hashes'] as Record<string, string>;
    expect(Object.keys(hashes)).toContain('risk_figures');
    const second = await highwater(['verify', '--hashes'], own.settings);
    for (const [table, hash] of Object.entries(hashes)) {
      expect(second.stdout).toContain(`${hash}  ${table}\n`);
    }
    expect(second.stdout).toContain('Verified 2 assets, 500 bars: 0 discrepancies.');
  });

  it('ends with 3 and a line for each asset when some fail', async () => {
    own.folder.writeText('BAD', 'nonsense');
    const ended = await highwater(['refresh'], own.settings);
    expect(ended.code).toBe(3);
    expect(textOf(ended)).toMatch(/^BAD: BAD\.csv, line 1: .*\(PROVIDER_MALFORMED\)$/m);
    expect(textOf(ended)).toContain('1 failed');
    own.folder.remove('BAD');
  });

  it('migrates, lists and takes back', async () => {
    const nothing = await highwater(['db', 'migrate', '--json'], own.settings);
    expect(jsonOf(nothing)).toEqual({ applied: [] });
    const listed = jsonOf(await highwater(['db', 'status', '--json'], own.settings));
    const names = (listed['migrations'] as { name: string; appliedAt: string }[]).map((one) => {
      expect(one.appliedAt).toMatch(/^\d{4}-/);
      return one.name;
    });
    const refused = await highwater(['db', 'rollback', '--all'], own.settings);
    expect([refused.code, textOf(refused)]).toEqual([2, expect.stringContaining('--yes')]);
    const back = await highwater(['db', 'rollback', '--all', '--yes', '--json'], own.settings);
    expect(back.code).toBe(0);
    expect(jsonOf(back)['reverted']).toEqual(names.toReversed());
    const pending = await highwater(['db', 'status'], own.settings);
    expect(pending.stdout.match(/^pending/gm)).toHaveLength(names.length);
    const again = await highwater(['db', 'migrate'], own.settings);
    expect(again.stdout).toContain(`Applied ${names.join(', ')}.`);
  });

  it('ends with 5 when every asset fails', async () => {
    own.folder.writeText('SPY', 'nonsense').writeText('AGG', 'nonsense');
    const ended = await highwater(['refresh', '--json'], own.settings);
    expect(ended.code).toBe(5);
    expect(jsonOf(ended)).toMatchObject({ snapshot: null, totals: { failed: 2 } });
  });
});
