import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTION_KINDS } from '../../src/domain/corporateAction.js';
import { Dec } from '../../src/domain/decimals.js';
import { fromEpochDay, tradingDate, type TradingDate } from '../../src/domain/tradingDate.js';
import { newId } from '../../src/store/entities/columns.js';
import { RevisionReader } from '../../src/store/revisions.reader.js';
import { SeriesStore } from '../../src/store/series.store.js';
import { Nights, action, bar } from './nights.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';
import { seed } from '../builders/propertyRuns.js';

let test: TestDatabase;
let reader: RevisionReader;
beforeAll(async () => {
  test = await openTestDatabase();
  reader = new RevisionReader(test.database);
});
afterAll(() => test.drop());

const [D2, D3, D4, D5] = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'].map(
  tradingDate,
) as [TradingDate, TradingDate, TradingDate, TradingDate];

describe('price_revisions', () => {
  it('gives back every state of a bar that was restated again and again', async () => {
    const nights = await Nights.begin(test.database);
    const runs = [
      await nights.deliver([bar(D2, '10'), bar(D3, '20')]),
      await nights.deliver([bar(D2, '10'), bar(D3, '21')]),
      await nights.deliver([bar(D3, '21')]),
      await nights.deliver([bar(D3, '22'), bar(D4, '30')]),
      await nights.deliver([bar(D3, '20'), bar(D4, '30')]),
    ];
    const expected = [
      { [D2]: 10, [D3]: 20 },
      { [D2]: 10, [D3]: 21 },
      { [D2]: 10, [D3]: 21 },
      { [D2]: 10, [D3]: 22, [D4]: 30 },
      { [D2]: 10, [D3]: 20, [D4]: 30 },
    ];
    for (const [i, run] of runs.entries()) {
      expect(await nights.closes(run)).toEqual(expected[i]);
      expect(await nights.closes(nights.endOf(i + 1))).toEqual(expected[i]);
    }
  });

  it('keeps the replaced row as it stood, and both runs', async () => {
    const nights = await Nights.begin(test.database);
    const first = await nights.deliver(
      [bar(D2, '10.123456')],
      [action(D2, 'dividend', '0.12345678')],
    );
    const second = await nights.deliver([bar(D2, '11')], [action(D2, 'dividend', '0.2')]);
    const rows = await test.database.session.query(
      `select subject, date, open, high, low, close, volume, value, source,
         believed_from_run_id as from, believed_until_run_id as until,
         replaced_at = $2 as "isReplacedThen"
       from price_revisions where asset_id = $1 order by subject`,
      [nights.assetId, nights.endOf(2)],
    );
    const runs = { from: first, until: second, date: D2, source: 'csv', isReplacedThen: true };
    const none = { open: null, high: null, low: null, close: null, volume: null };
    expect(rows).toEqual([
      {
        ...{ subject: 'bar', open: '10.123456', high: '20.246912', low: '5.061728' },
        ...{ close: '10.123456', volume: '7', value: null, ...runs },
      },
      { subject: 'dividend', ...none, value: '0.12345678', ...runs },
    ]);
  });

  it('writes none where nothing is replaced: unchanged, added or vanished', async () => {
    const nights = await Nights.begin(test.database);
    await nights.deliver([bar(D2, '10'), bar(D3, '20')], [action(D3, 'dividend', '1')]);
    await nights.deliver([bar(D2, '10'), bar(D3, '20')], [action(D3, 'dividend', '1')]);
    const last = await nights.deliver([bar(D2, '10'), bar(D4, '30')], []);
    const rows = await test.database.session.query(
      'select 1 from price_revisions where asset_id = $1',
      [nights.assetId],
    );
    expect(rows).toEqual([]);
    expect(await nights.closes(last)).toEqual({ [D2]: 10, [D3]: 20, [D4]: 30 });
  });

  it('gives back actions of every kind on one day, each by itself', async () => {
    const nights = await Nights.begin(test.database);
    const bars = [bar(D2, '100'), bar(D3, '100')];
    const runs = [
      await nights.deliver(bars, [action(D3, 'dividend', '1'), action(D3, 'split', '2')]),
      await nights.deliver(bars, [action(D3, 'dividend', '1.5'), action(D3, 'split', '2')]),
      await nights.deliver(bars, [action(D3, 'capital_gain', '3'), action(D3, 'split', '4')]),
    ];
    const [dividend, better] = ['2024-01-03 dividend 1', '2024-01-03 dividend 1.5'];
    expect(await nights.actions(runs[0]!)).toEqual([dividend, '2024-01-03 split 2']);
    expect(await nights.actions(runs[1]!)).toEqual([better, '2024-01-03 split 2']);
    expect(await nights.actions(runs[2]!)).toEqual([
      '2024-01-03 capital_gain 3',
      better,
      '2024-01-03 split 4',
    ]);
  });

  it('rolls back with the delivery that would have replaced the row', async () => {
    const nights = await Nights.begin(test.database);
    const first = await nights.deliver([bar(D2, '10'), bar(D3, '20')]);
    const broken = { ...bar(D3, '21'), low: new Dec('50') };
    await expect(nights.deliver([bar(D2, '11'), broken])).rejects.toThrow(/prices_low/);
    expect(await nights.closes(first)).toEqual({ [D2]: 10, [D3]: 20 });
    const rows = await test.database.session.query(
      'select 1 from price_revisions where asset_id = $1',
      [nights.assetId],
    );
    expect(rows).toEqual([]);
    await test.database.session.execute(
      `update refresh_runs set status = 'failed' where status = 'running'`,
    );
  });

  it('takes neither an update nor a deletion, and goes with its asset', async () => {
    const nights = await Nights.begin(test.database);
    await nights.deliver([bar(D2, '10')]);
    await nights.deliver([bar(D2, '11')]);
    const { session } = test.database;
    for (const change of ['update price_revisions set close = 1', 'delete from price_revisions']) {
      await expect(
        session.execute(`${change} where asset_id = $1`, [nights.assetId]),
      ).rejects.toThrow('append-only');
    }
    await session.execute('delete from assets where id = $1', [nights.assetId]);
    const left = await session.query('select 1 from price_revisions where asset_id = $1', [
      nights.assetId,
    ]);
    expect(left).toEqual([]);
  });
});

describe('RevisionReader', () => {
  it('derives the series that a reader had then, factors and all', async () => {
    const nights = await Nights.begin(test.database);
    const series = new SeriesStore(test.database);
    const bars = [bar(D2, '100'), bar(D3, '50'), bar(D4, '51')];
    const stored = async () => {
      const all = await series.loadAll();
      return all.find(({ assetId }) => assetId === nights.assetId)!.series;
    };
    const first = await nights.deliver(bars, [action(D3, 'dividend', '1')]);
    const then = await stored();
    const second = await nights.deliver(
      [bar(D2, '100'), bar(D3, '49'), bar(D4, '51'), bar(D5, '52')],
      [action(D3, 'dividend', '2'), action(D4, 'split', '2')],
    );
    expect(await reader.seriesKnownAt(nights.assetId, first)).toEqual(then);
    expect(await reader.seriesKnownAt(nights.assetId, second)).toEqual(await stored());
    expect(then.adjustedClose).not.toEqual((await stored()).adjustedClose);
  });

  it('takes the last run that had ended by a date, whether it completed or failed', async () => {
    const nights = await Nights.begin(test.database);
    const failed = await nights.deliver([bar(D2, '10')], [], 'failed');
    const end = nights.endOf(1).getTime();
    expect(await reader.runAt(new Date(end))).toBe(failed);
    expect(await reader.runAt(new Date(end - 1))).not.toBe(failed);
    expect(await nights.closes(new Date(end - 1))).toEqual({});
    expect(await nights.closes(new Date(end))).toEqual({ [D2]: 10 });
    const open = await nights.deliver([bar(D2, '11')], [], 'open');
    expect(await nights.closes(new Date(end + 86_400_000 * 300))).toEqual({ [D2]: 10 });
    expect(await nights.closes(open)).toEqual({ [D2]: 11 });
    await test.database.session.execute(
      `update refresh_runs set status = 'failed', finished_at = $1 where id = $2`,
      [nights.endOf(2), open],
    );
  });

  it('knows nothing before the first run', async () => {
    const nights = await Nights.begin(test.database);
    await nights.deliver([bar(D2, '10')]);
    const before = new Date('1999-01-01');
    expect(await reader.runAt(before)).toBeNull();
    expect(await nights.closes(before)).toEqual({});
    expect(await nights.actions(before)).toEqual([]);
    expect(await reader.seriesKnownAt(nights.assetId, before)).toBeNull();
  });

  it.each([newId(), 'yesterday', "' or true --", ''])('knows no run %s', async (at) => {
    const nights = await Nights.begin(test.database);
    const unknown = { code: 'RUN_UNKNOWN', kind: 'not-found' };
    await expect(reader.runAt(at)).rejects.toMatchObject(unknown);
    await expect(reader.barsKnownAt(nights.assetId, at)).rejects.toMatchObject(unknown);
    await expect(reader.actionsKnownAt(nights.assetId, at)).rejects.toMatchObject(unknown);
    await expect(reader.seriesKnownAt(nights.assetId, at)).rejects.toMatchObject(unknown);
  });

  it('reads a range with both ends, and no more bars than asked for', async () => {
    const nights = await Nights.begin(test.database);
    const first = await nights.deliver([D2, D3, D4, D5].map((date) => bar(date, '10')));
    await nights.deliver([D2, D3, D4, D5].map((date) => bar(date, '20')));
    const range = { from: D3, to: D5, limit: 2 };
    const { dates, close } = await reader.barsKnownAt(nights.assetId, first, range);
    expect([...dates].map(fromEpochDay)).toEqual([D3, D4]);
    expect([...close]).toEqual([10, 10]);
  });

  it('agrees with a model that keeps a full copy of every night', async () => {
    const dates = [D2, D3, D4, D5];
    const night = fc.record({
      bars: fc.uniqueArray(
        fc.record({ day: fc.nat(3), close: fc.integer({ min: 100, max: 140 }) }),
        {
          selector: ({ day }) => day,
          maxLength: 4,
        },
      ),
      actions: fc.uniqueArray(
        fc.record({
          day: fc.nat(3),
          kind: fc.constantFrom(...ACTION_KINDS),
          value: fc.integer({ min: 1, max: 3 }),
        }),
        { selector: ({ day, kind }) => `${day} ${kind}`, maxLength: 4 },
      ),
    });
    const holds = fc.asyncProperty(
      fc.array(night, { minLength: 1, maxLength: 6 }),
      async (plan) => {
        const nights = await Nights.begin(test.database);
        const closes: Record<string, number> = {};
        const actions: Record<string, string> = {};
        const copies: { run: string; closes: typeof closes; actions: string[] }[] = [];
        for (const { bars, actions: paid } of plan) {
          const delivered = bars.toSorted((a, b) => a.day - b.day);
          const run = await nights.deliver(
            delivered.map(({ day, close }) => bar(dates[day]!, String(close))),
            paid.map(({ day, kind, value }) => action(dates[day]!, kind, String(value))),
          );
          for (const { day, close } of delivered) closes[dates[day]!] = close;
          for (const { day, kind, value } of paid)
            actions[`${dates[day]!} ${kind}`] = String(value);
          const list = Object.entries(actions).map(([key, value]) => `${key} ${value}`);
          copies.push({ run, closes: { ...closes }, actions: list.sort() });
        }
        for (const [i, copy] of copies.entries()) {
          expect(await nights.closes(copy.run)).toEqual(copy.closes);
          expect(await nights.actions(copy.run)).toEqual(copy.actions);
          expect(await nights.closes(nights.endOf(i + 1))).toEqual(copy.closes);
        }
      },
    );
    await fc.assert(holds, { seed, numRuns: 12 });
  }, 120_000);
});

console.info(`fast-check seed of revisions.spec: ${seed} (FC_SEED)`);
