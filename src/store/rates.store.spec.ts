import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { Dec } from '../domain/decimals.js';
import { fromEpochDay, toEpochDay, tradingDate } from '../domain/tradingDate.js';
import { newId } from './entities/columns.js';
import { RateReader } from './rates.reader.js';
import { RateStore, type RateImport } from './rates.store.js';

let test: TestDatabase;
let store: RateStore;
let rates: RateReader;
beforeAll(async () => {
  test = await openTestDatabase();
  [store, rates] = [new RateStore(test.database), new RateReader(test.database)];
});
afterAll(() => test.drop());
beforeEach(() => test.database.session.execute('delete from risk_free_rates'));

type Row = readonly [date: string, knownFrom: string, rate: string];

function request(rows: readonly Row[], changes: Partial<RateImport> = {}): RateImport {
  return {
    series: 'DGS3MO',
    observations: rows.map(([date, knownFrom, rate]) => ({
      date: tradingDate(date),
      knownFrom: tradingDate(knownFrom),
      rate: new Dec(rate),
    })),
    hasVintages: false,
    now: new Date('2024-02-01T12:00:00Z'),
    today: tradingDate('2024-02-01'),
    ...changes,
  };
}

const told = async (knownAt?: Date | string): Promise<(readonly [string, number])[] | null> => {
  const series = await rates.series('DGS3MO', knownAt);
  if (series === null) return null;
  return [...series.dates].map((day, i) => [fromEpochDay(day), series.rates[i] as number] as const);
};

const TWO: Row[] = [
  ['2024-01-02', '2024-01-03', '0.05'],
  ['2024-01-03', '2024-01-04', '0.0525'],
];
const LATER = { now: new Date('2024-03-05T12:00:00Z'), today: tradingDate('2024-03-05') };

describe('RateStore and RateReader', () => {
  it('give rates from the day on which they were known', async () => {
    expect(await told()).toBeNull();
    expect(await store.import(request(TWO))).toEqual({ added: 2, restated: 0, unchanged: 0 });
    expect(await told()).toEqual([
      ['2024-01-03', 0.05],
      ['2024-01-04', 0.0525],
    ]);
    const series = await rates.series('DGS3MO');
    expect(series?.dates).toEqual(
      Int32Array.of(...TWO.map(([, it]) => toEpochDay(tradingDate(it)))),
    );
    expect(await rates.series('TB3MS')).toBeNull();
  });

  it('store the same file once', async () => {
    await store.import(request(TWO));
    expect(await store.import(request(TWO, LATER))).toEqual({
      added: 0,
      restated: 0,
      unchanged: 2,
    });
    expect(await told()).toHaveLength(2);
  });

  it('keep what a restatement replaces, and its time', async () => {
    await store.import(request(TWO));
    const restated: Row[] = [TWO[0]!, ['2024-01-03', '2024-01-04', '0.06']];
    expect(await store.import(request(restated, LATER))).toEqual({
      added: 0,
      restated: 1,
      unchanged: 1,
    });
    expect(await told()).toEqual([
      ['2024-01-03', 0.05],
      ['2024-01-04', 0.0525],
      ['2024-03-05', 0.06],
    ]);
    expect(await told(new Date('2024-03-05T11:59:59Z'))).toHaveLength(2);
    expect(await told(new Date('2024-02-01T11:59:59Z'))).toBeNull();
    // The old observation that is restated late changes no day's rate.
    const old: Row[] = [['2024-01-02', '2024-01-03', '0.01']];
    const again = { now: new Date('2024-03-06T12:00:00Z'), today: tradingDate('2024-03-06') };
    expect((await store.import(request(old, again))).restated).toBe(1);
    expect(await told()).toHaveLength(3);
  });

  it('tell two restatements of one day apart by their times', async () => {
    await store.import(request(TWO.slice(0, 1)));
    for (const [hour, rate] of [
      [9, '0.06'],
      [10, '0.07'],
    ] as const) {
      const now = new Date(Date.UTC(2024, 2, 5, hour));
      await store.import(request([['2024-01-02', '2024-01-03', rate]], { ...LATER, now }));
    }
    expect((await told())?.at(-1)).toEqual(['2024-03-05', 0.07]);
    expect((await told(new Date('2024-03-05T09:30:00Z')))?.at(-1)).toEqual(['2024-03-05', 0.06]);
  });

  it('take vintages as they come, in any order', async () => {
    const first: Row = ['2024-01-01', '2024-02-01', '0.03'];
    const second: Row = ['2024-01-01', '2024-02-20', '0.031'];
    const vintages = { hasVintages: true };
    await store.import(request([second, first], vintages));
    expect(await told()).toEqual([
      ['2024-02-01', 0.03],
      ['2024-02-20', 0.031],
    ]);
    expect(await store.import(request([first, second], { ...LATER, ...vintages }))).toEqual({
      added: 0,
      restated: 0,
      unchanged: 2,
    });
  });

  it('know at the end of a run what was stored by then', async () => {
    const id = newId();
    await test.database.session.execute(
      `insert into refresh_runs (id, trigger, source, session, status, started_at, finished_at)
       values ($1, 'command', 'csv', '2024-02-01', 'completed', '2024-02-02', '2024-02-02')`,
      [id],
    );
    await store.import(request(TWO));
    await store.import(request([['2024-02-05', '2024-02-06', '0.01']], LATER));
    expect(await told(id)).toHaveLength(2);
    await expect(told(newId())).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
    await expect(told('yesterday')).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
  });

  it('list series with their newest rate', async () => {
    await store.import(request(TWO));
    await store.import(request([['2024-01-03', '2024-01-04', '0.06']], LATER));
    await store.import(request(TWO.slice(0, 1), { series: 'TB3MS' }));
    expect(await rates.list()).toEqual([
      {
        series: 'DGS3MO',
        observations: 2,
        firstDate: '2024-01-02',
        lastDate: '2024-01-03',
        restatements: 1,
        rate: 0.06,
        knownFrom: '2024-03-05',
      },
      expect.objectContaining({ series: 'TB3MS', restatements: 0, rate: 0.05 }),
    ]);
  });

  it('refuse what no rate can be, and store none of it', async () => {
    const bad: Row[] = [...TWO, ['2024-01-04', '2024-01-05', '1.5']];
    const refusal = { code: 'FIELD_REFUSED', detail: { field: 'rate' } };
    await expect((async () => store.import(request(bad)))()).rejects.toMatchObject(refusal);
    expect(await told()).toBeNull();
  });
});
