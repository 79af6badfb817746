import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

const table = (text: string): Record<string, string>[] => parse(text, { columns: true });

/** A JSON value as its CSV cell. */
const cell = (value: unknown): string => {
  if (value === null) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
};

describe('tables', () => {
  it.each([
    '/v1/assets',
    '/v1/assets/SPY/prices?frequency=monthly',
    '/v1/assets/SPY/actions',
    '/v1/metrics?fields=sharpe,maxDrawdown,category',
    '/v1/runs',
    '/v1/findings',
  ])('%s holds the same as CSV', async (url) => {
    const [json, csv] = [await app.get(url), await app.get(url, { accept: 'text/csv' })];
    expect(csv.status).toBe(200);
    expect(csv.headers['content-type']).toMatch(/^text\/csv; charset=utf-8/);
    expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+\.csv"$/);
    expect(csv.headers['x-highwater-snapshot']).toBe(json.json.meta['snapshot']);
    expect(csv.headers['x-highwater-as-of']).toBe('2024-12-31');
    expect(csv.headers['x-highwater-source']).toBe('simulated');
    expect(csv.text.endsWith('\r\n')).toBe(true);
    const rows = table(csv.text);
    expect(rows).toHaveLength(json.json.data.length);
    json.json.data.forEach((row, i) => {
      const cells = Object.entries(row).map(([name, value]) => [name, cell(value)]);
      expect(Object.entries(rows[i]!)).toEqual(cells);
    });
  });

  it('defuses formulas and leaves numbers alone', async () => {
    const [row] = table((await app.get('/v1/assets?q=Growth&format=csv')).text);
    expect(row!['name']).toBe("'=cmd|Split Growth");
    const [screened] = table((await app.get('/v1/metrics?format=csv&fields=maxDrawdown')).text);
    expect(Number(screened!['maxDrawdown'])).toBeLessThan(0);
  });

  it('shows figures in one row, and with detail one row per metric', async () => {
    const [row] = table((await app.get('/v1/assets/AGG/metrics?format=csv')).text);
    expect(row).toMatchObject({ symbol: 'AGG', window: '1y', benchmark: 'SPY' });
    const details = table((await app.get('/v1/assets/AGG/metrics?format=csv&detail=true')).text);
    const sharpe = details.find(({ metric }) => metric === 'sharpe');
    expect(sharpe!['value']).toBe(row!['sharpe']);
    expect(sharpe!['n']).toBe('252');
  });

  it('gives the next cursor of a table in a header, and the header row of an empty one', async () => {
    const page = await app.get('/v1/assets?limit=1&format=csv');
    const next = (await app.get('/v1/assets?limit=1')).json.page.next;
    expect(page.headers['x-highwater-next-cursor']).toBe(next);
    const empty = await app.get('/v1/assets?q=nothing-like-this&format=csv');
    expect(empty.text).toMatch(/^symbol,name,type,[\w,]+\r\n$/);
  });

  it.each([
    ['text/csv;q=0.5, application/json', 'application/json'],
    ['text/csv, */*;q=0.1', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['application/json;q=0, */*', 'text/csv'],
    ['', 'application/json'],
  ])('Accept: %s gives %s', async (accept, type) => {
    const { headers } = await app.get('/v1/assets', { accept });
    expect(headers['content-type']).toContain(type);
  });

  it.each([
    ['/v1/assets?format=xml', {}, 'text/csv'],
    ['/v1/assets?format=', {}, 'text/csv'],
    ['/v1/assets', { accept: 'image/png' }, 'text/csv'],
    ['/v1/assets', { accept: 'text/csv;q=0' }, 'text/csv'],
    ['/v1/assets/SPY', { accept: 'text/csv' }, 'application/json'],
  ])('%s %o is 406 and lists what there is', async (url, headers, listed) => {
    const { status, json } = await app.get(url, headers);
    expect([status, json.code]).toEqual([406, 'NOT_ACCEPTABLE']);
    expect(json.detail).toContain(listed);
  });

  it('takes the format of the address before that of Accept', async () => {
    const { headers } = await app.get('/v1/assets?format=json', { accept: 'text/csv' });
    expect(headers['content-type']).toMatch(/json/);
  });
});
