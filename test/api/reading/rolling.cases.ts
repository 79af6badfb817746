import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

type Row = { readonly date: string } & Readonly<Record<string, number | null>>;

async function roll(symbol: string, query: string) {
  const { status, json } = await app.get(`/v1/assets/${symbol}/rolling?${query}`);
  expect([query, status, json.code]).toEqual([query, 200, undefined]);
  return { rows: json.data as unknown as Row[], meta: json.meta, next: json.page.next };
}

async function figures(symbol: string, query: string): Promise<Record<string, number | null>> {
  const { json } = await app.get(`/v1/assets/${symbol}/metrics?${query}`);
  return (json.data as unknown as { metrics: Record<string, number | null> }).metrics;
}

describe('/v1/assets/{symbol}/rolling', () => {
  const ids = ['volatility', 'sharpe', 'beta', 'maxDrawdown', 'var95', 'omega'];

  it.each(['daily', 'weekly'])('agrees with the figures of the same window, %s', async (basis) => {
    const lookback = basis === 'daily' ? 63 : 26;
    const query = `metrics=${ids.join()}&lookback=${String(lookback)}&basis=${basis}`;
    const { rows, meta } = await roll('AGG', `${query}&from=2024-03-01`);
    expect(meta).toMatchObject({ symbol: 'AGG', lookback, basis, benchmark: 'SPY' });
    const [first, last] = [0, rows.length - 1];
    for (const index of [first, last]) {
      const end = rows[index]!.date;
      const { rows: before } = await roll('AGG', `metrics=meanReturn&lookback=2&basis=${basis}`);
      const base = before[before.findIndex(({ date }) => date === end) - lookback]!.date;
      const range = `from=${base}&to=${end}&basis=${basis}&metrics=${ids.join()}`;
      const direct = await figures('AGG', range);
      for (const id of ids) expect(rows[index]![id]).toBeCloseTo(direct[id]!, 9);
    }
  });

  it('begins with the first whole window and has a row for every day after it', async () => {
    const { rows, next } = await roll('BRK.B', 'metrics=totalReturn&lookback=20');
    // Bars from 2024-11-01 on: 41 sessions, 40 returns, 21 windows.
    expect([rows.length, next]).toEqual([21, null]);
    expect(rows.at(-1)!.date).toBe('2024-12-31');
    expect((await roll('BRK.B', 'metrics=totalReturn&lookback=252')).rows).toEqual([]);
    expect((await roll('EMPTY', 'metrics=sharpe')).rows).toEqual([]);
  });

  it('goes on where the page before ended', async () => {
    const query = 'metrics=sharpe,beta&lookback=30&from=2024-10-01';
    const whole = (await roll('SPY', query)).rows;
    const pages: Row[] = [];
    let cursor = '';
    for (let page = 0; page < 9; page += 1) {
      const { rows, next } = await roll('SPY', `${query}&limit=10${cursor}`);
      pages.push(...rows);
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(pages.map(({ date }) => date)).toEqual(whole.map(({ date }) => date));
    pages.forEach((row, i) => expect(row['sharpe']).toBeCloseTo(whole[i]!['sharpe']!, 8));
  });

  it('shows as CSV what it shows as JSON, and null as nothing', async () => {
    const query = 'metrics=sharpe,var95';
    const { rows } = await roll('SPLT', `${query}&lookback=10&from=2024-12-20`);
    expect(rows.every((row) => row['var95'] === null && row['sharpe'] !== null)).toBe(true);
    const { text } = await app.get(
      `/v1/assets/SPLT/rolling?${query}&lookback=10&from=2024-12-20&format=csv`,
    );
    const cells: Record<string, string>[] = parse(text, { columns: true });
    expect(cells.map((row) => Number(row['sharpe']))).toEqual(rows.map((row) => row['sharpe']));
    expect(cells[0]!['var95']).toBe('');
  });

  it.each([
    ['metrics=nope', 'metrics'],
    ['metrics=', 'metrics'],
    ['lookback=1', 'lookback'],
    ['lookback=1.5', 'lookback'],
    ['from=2024-12-01&to=2024-11-01', 'from'],
    ['limit=10001', 'limit'],
    ['basis=yearly', 'basis'],
    ['riskFreeRate=2', 'riskFreeRate'],
  ])('refuses %s', async (query, field) => {
    const { status, json } = await app.get(`/v1/assets/SPY/rolling?${query}`);
    expect([status, json.errors[0]?.field]).toEqual([400, field]);
  });

  it('refuses what it does not know, and a page of another list', async () => {
    expect((await app.get('/v1/assets/NOPE/rolling')).json.code).toBe('ASSET_NOT_FOUND');
    const rate = await app.get('/v1/assets/SPY/rolling?riskFreeRate=NOSUCH');
    expect([rate.status, rate.json.code]).toEqual([404, 'RATES_NOT_FOUND']);
    const { next } = await roll('SPY', 'lookback=30&limit=5');
    const other = await app.get(`/v1/assets/SPY/rolling?lookback=31&cursor=${next!}`);
    expect([other.status, other.json.code]).toEqual([400, 'BAD_CURSOR']);
  });
});
