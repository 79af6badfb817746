import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { tradingDate } from '../../domain/tradingDate.js';
import { CsvProvider } from './csv.js';
import { createProvider } from './registry.js';

const HEADER = 'date,open,high,low,close,adj_close,volume,dividend';
const signal = new AbortController().signal;
const to = tradingDate('2024-01-31');
let directory: string;
let csv: CsvProvider;

const write = (name: string, ...lines: string[]): Promise<void> =>
  writeFile(join(directory, name), lines.join('\n'));
const fetch = (symbol: string) => csv.fetchHistory({ symbol, from: null, to, signal });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'highwater-csv-'));
  csv = new CsvProvider(directory);
});
afterAll(() => rm(directory, { recursive: true }));

describe('CsvProvider', () => {
  const rows = ['2024-01-02,10,11,9,10.5,10.2,100,0', '2024-01-03,10,11,9,10,9.9,200,0.3'];

  it('takes the folder for the universe, side files and strangers aside', async () => {
    await write('spy.csv', HEADER, ...rows);
    await write('BRK.B.csv', HEADER, ...rows);
    await write('notes (copy).csv', 'x');
    await write('README.md', 'x');
    await write('_splits.csv', 'symbol,ex_date,new_shares_per_old', 'spy,2024-01-03,2');
    expect(await csv.universe()).toEqual(['BRK.B', 'SPY']);
  });

  it('reads bars, dividends, the splits and the metadata of the side files', async () => {
    const columns = 'symbol,name,type,sector,currency,exchange,category,issuer,expense_ratio';
    await write('_assets.csv', columns, 'SPY,S&P 500,etf,,CAD,NYSE,Large Blend,SSGA,0.0009');
    const history = await fetch('SPY');
    expect(history).toMatchObject({ symbol: 'SPY', currency: 'CAD', hasDividends: true });
    expect(history.bars.map(({ adjustedClose }) => adjustedClose)).toEqual([10.2, 9.9]);
    expect(history.actions.map(({ kind, value }) => [kind, value.toNumber()])).toEqual([
      ['dividend', 0.3],
      ['split', 2],
    ]);
    expect((await fetch('BRK.B')).currency).toBe('USD');
    expect(await csv.fetchProfile('SPY', signal)).toMatchObject({
      sector: null,
      etf: { expenseRatio: 0.0009, category: 'Large Blend' },
    });
    expect(await csv.fetchProfile('BRK.B', signal)).toBeNull();
  });

  it('reads capitalisations from their side file, and again where it has changed', async () => {
    const columns = 'symbol,date,market_cap,shares_outstanding';
    const capsOf = async (symbol: string) => {
      const { caps } = await csv.fetchCapitalisations({ symbol, from: null, to, signal });
      return caps.map((it) => [
        it.date,
        it.marketCap?.toNumber(),
        it.sharesOutstanding?.toNumber(),
      ]);
    };
    expect(await capsOf('SPY')).toEqual([]);
    const lines = ['SPY,2024-01-03,1e9,', 'spy,2024-01-02,,5000', 'BRK.B,2024-01-02,7,1'];
    await write('_market_caps.csv', columns, ...lines);
    expect(await capsOf('SPY')).toEqual([
      ['2024-01-02', undefined, 5000],
      ['2024-01-03', 1e9, undefined],
    ]);
    expect(await capsOf('BRK.B')).toEqual([['2024-01-02', 7, 1]]);
    expect(await csv.universe()).not.toContain('_MARKET_CAPS');
    for (const [line, message] of [
      ['SPY,2024-01-02,,', /line 4: market_cap beside a blank shares_outstanding/],
      ['SPY,2024-01-02,1', /line 4: the row/],
      ['SPY,today,1,', /line 4: date is "today"/],
      ['SPY,2024-01-03,2,', /line 4: SPY has another row of 2024-01-03/],
      ['SPY,2024-01-04,much,', /line 4: market_cap is "much"/],
    ] as const) {
      await write('_market_caps.csv', columns, ...lines.slice(0, 2), line);
      await expect(capsOf('BRK.B')).rejects.toThrow(message);
    }
    await rm(join(directory, '_market_caps.csv'));
    expect(await capsOf('SPY')).toEqual([]);
  });

  it('refuses a row that cannot be read, with its line, and keeps the rest', async () => {
    const bad = ['2024-01-04,ten,11,9,10,10,5,0', '2024-13-05,1,1,1,1,1,1,0', '2024-01-05,1,2'];
    await write('BAD.csv', HEADER, ...rows, ...bad, '2024-01-08,,,,,,,');
    const { bars, findings } = await fetch('BAD');
    expect(bars.map(({ date }) => date)).toEqual(['2024-01-02', '2024-01-03', '2024-01-08']);
    expect(bars.at(-1)).toMatchObject({ open: null, volume: null, adjustedClose: null });
    expect(findings.map(({ code, detail }) => [code, detail['line']])).toEqual([
      ['row-unreadable', 4],
      ['row-unreadable', 5],
      ['row-unreadable', 6],
    ]);
  });

  it('says when the dividends are missing', async () => {
    await write('EEM.csv', HEADER, '2024-01-02,10,11,9,10,10,5,', '2024-01-03,10,11,9,10,10,5,');
    const { hasDividends, findings } = await fetch('EEM');
    expect(hasDividends).toBe(false);
    expect(findings).toMatchObject([{ code: 'dividends-missing', severity: 'warning' }]);
  });

  it('hands over nothing after the end', async () => {
    await write('LATE.csv', HEADER, ...rows, '2024-02-01,1,1,1,1,1,1,0.1');
    const { bars, actions } = await fetch('LATE');
    expect([bars.length, actions.length]).toEqual([2, 1]);
  });

  it.each([
    ['an empty file', [''], 'it is empty'],
    ['a header alone', [HEADER], 'no row'],
    ['another header', ['Date,Open,High,Low,Close,Adj Close,Volume', 'x'], 'the header is'],
    ['a quote that is not closed', [HEADER, '"2024-01-02,1'], 'it is no CSV'],
    ['rows of which none can be read', [HEADER, 'a,b,c', 'd,e,f'], 'line 2'],
  ])('refuses %s whole', async (_what, lines, message) => {
    await write('WRONG.csv', ...lines);
    const failed = expect(fetch('WRONG')).rejects;
    await failed.toMatchObject({ failure: 'malformed', message: expect.stringContaining(message) });
  });

  it('tells a mistake in a side file', async () => {
    await write('_splits.csv', 'symbol,ex_date,new_shares_per_old', 'SPY,yesterday,2');
    await expect(fetch('SPY')).rejects.toThrow(/_splits.csv, line 2: ex_date is "yesterday"/);
    await rm(join(directory, '_splits.csv'));
  });

  it.each(['NONE', '../SPY', '_splits'])('knows no %s', async (symbol) => {
    await expect(fetch(symbol)).rejects.toMatchObject({ failure: 'not-found' });
  });

  it('needs a folder', async () => {
    const now = (): Date => new Date();
    const missing = await createProvider({ kind: 'csv', now, csvDirectory: '/nowhere' });
    await expect(missing.universe()).rejects.toMatchObject({ code: 'CSV_DIRECTORY_UNREADABLE' });
    const unnamed = createProvider({ kind: 'csv', now });
    await expect(unnamed).rejects.toMatchObject({ code: 'CSV_DIRECTORY_MISSING' });
  });
});

describeWithSharedData('CsvProvider on known defects', () => {
  it.each([
    ['malformed_multiheader_TIP_first400lines', /line 1: the header is "price,price/],
    ['failed_or_ambiguous_BRK.B', /line 1: the header is "date,open/],
  ])('refuses %s whole', async (name, message) => {
    await write('COPY.csv', await readFile(sharedData(`data/quality/${name}.csv`) ?? '', 'utf8'));
    await expect(fetch('COPY')).rejects.toThrow(message);
  });
});
