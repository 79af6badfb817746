import { beforeAll, describe, expect, it } from '@jest/globals';
import { SeriesStore } from '../../../src/store/series.store.js';
import { fromEpochDay, tradingDate } from '../../../src/domain/tradingDate.js';
import { FIXTURE, barsOf, storeFixture } from '../fixture.js';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

const SPLT = FIXTURE.find(({ symbol }) => symbol === 'SPLT')!;
const rows = async (query = '', symbol = 'SPLT') =>
  (await app.get(`/v1/assets/${symbol}/prices${query}`)).json.data as unknown as Row[];
interface Row {
  date: string;
  open: number;
  high: number;
  low: number;
  close: number;
  adjustedClose: number;
  volume: number;
}

describe('/v1/assets/{symbol}/prices', () => {
  it('gives bars as traded for adjust=none', async () => {
    const expected = barsOf(SPLT).map((bar) => ({
      date: bar.date,
      open: bar.open.toNumber(),
      high: bar.high.toNumber(),
      low: bar.low.toNumber(),
      close: bar.close.toNumber(),
      volume: Number(bar.volume),
    }));
    const found = await rows('?adjust=none');
    expect(found).toHaveLength(expected.length);
    expect(found).toMatchObject(expected);
  });

  it('gives total-return prices unless told otherwise: those of the packed series', async () => {
    const stored = await new SeriesStore(app.database).load('SPLT');
    const { dates, adjustedClose } = stored!.series;
    const found = await rows();
    expect(found.map(({ date }) => date)).toEqual(Array.from(dates, fromEpochDay));
    found.forEach((row, i) => {
      expect(row.close).toBe(row.adjustedClose);
      expect(Math.abs(row.close - adjustedClose[i]!)).toBeLessThanOrEqual(5.1e-7);
    });
  });

  it('puts prices and volumes into shares of today for adjust=splits', async () => {
    const [traded, split] = [await rows('?adjust=none'), await rows('?adjust=splits')];
    split.forEach((row, i) => {
      const ratio = row.date < '2024-06-10' ? 4 : 1;
      expect(row.close).toBeCloseTo(traded[i]!.close / ratio, 6);
      expect(row.volume).toBe(traded[i]!.volume * ratio);
      expect(row.adjustedClose).toBe(traded[i]!.adjustedClose);
    });
  });

  it('keeps to from and to, both included', async () => {
    const found = await rows('?from=2024-06-07&to=2024-06-10');
    expect(found.map(({ date }) => date)).toEqual(['2024-06-07', '2024-06-10']);
    expect(await rows('?from=2030-01-01')).toEqual([]);
    expect(await rows('', 'EMPTY')).toEqual([]);
  });

  it.each(['daily', 'weekly', 'monthly', 'quarterly', 'yearly'])(
    'pages %s rows',
    async (period) => {
      const whole = await rows(`?frequency=${period}`, 'BRK.B');
      const found: Row[] = [];
      let cursor = '';
      for (let page = 0; page < 100; page += 1) {
        const url = `/v1/assets/BRK.B/prices?frequency=${period}&limit=7${cursor}`;
        const { json } = await app.get(url);
        found.push(...(json.data as unknown as Row[]));
        if (json.page.next === null) break;
        cursor = `&cursor=${json.page.next}`;
      }
      expect(found).toEqual(whole);
    },
  );

  it('resamples what it adjusted', async () => {
    const days = await rows('?from=2024-06-01&to=2024-06-30');
    const [month] = await rows('?from=2024-06-01&to=2024-06-30&frequency=monthly');
    expect(month).toEqual({
      date: '2024-06-28',
      open: days[0]!.open,
      high: Math.max(...days.map(({ high }) => high)),
      low: Math.min(...days.map(({ low }) => low)),
      close: days.at(-1)!.close,
      adjustedClose: days.at(-1)!.adjustedClose,
      volume: days.reduce((sum, { volume }) => sum + volume, 0),
    });
  });

  it('takes two statements beside the snapshot pointer, however many rows', async () => {
    for (const query of ['?limit=1', '', '?frequency=weekly&adjust=splits']) {
      app.statements();
      await rows(query);
      expect(app.statements()).toHaveLength(3);
    }
  });

  it.each([
    ['from=2024-13-01', 'from'],
    ['from=2024-02-01&to=2024-01-01', 'from'],
    ['adjust=all', 'adjust'],
    ['frequency=hourly', 'frequency'],
    ['limit=10001', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1e2', 'limit'],
    ['to=', 'to'],
  ])('refuses %s and says what it accepts', async (query, field) => {
    const { status, json } = await app.get(`/v1/assets/SPY/prices?${query}`);
    expect([status, json.code]).toEqual([400, 'INVALID_PARAMETER']);
    expect(json.errors[0]).toMatchObject({ field });
    expect(json.errors[0]!.accepts).not.toBe('');
  });
});

describe('/v1/assets/{symbol}/actions', () => {
  it('lists splits and dividends between two dates', async () => {
    const { json } = await app.get('/v1/assets/splt/actions');
    expect(json.data).toEqual([
      { exDate: '2024-06-10', kind: 'split', value: 4 },
      { exDate: '2024-09-20', kind: 'dividend', value: 0.25 },
    ]);
    const later = await app.get('/v1/assets/SPLT/actions?from=2024-06-11');
    expect(later.json.data).toHaveLength(1);
    expect((await app.get('/v1/assets/AGG/actions')).json.data).toEqual([]);
  });
});

describe('bars that are stored but not published', () => {
  it('are not shown, nor are the adjustments that they brought', async () => {
    const before = await rows('', 'SPLT');
    await storeFixture(app.database, tradingDate('2025-01-10'), new Date('2025-01-11T00:00:00Z'));
    const stored = await new SeriesStore(app.database).load('SPLT');
    expect(fromEpochDay(stored!.series.dates.at(-1)!)).toBe('2025-01-10');
    expect(await rows('', 'SPLT')).toEqual(before);
    const { json } = await app.get('/v1/assets/SPLT');
    expect(json.data).toMatchObject({ lastDate: '2024-12-31' });
  });
});
