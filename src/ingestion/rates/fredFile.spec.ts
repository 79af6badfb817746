import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { tradingDate } from '../../domain/tradingDate.js';
import { readRateFile } from './fredFile.js';

const TODAY = tradingDate('2024-06-28');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'highwater-rates-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string, series?: string) {
  const file = join(folder, 'rates.csv');
  writeFileSync(file, content);
  return readRateFile(file, TODAY, series);
}

const known = async (content: string) =>
  (await read(content)).observations.map(({ date, knownFrom, rate }) => [
    date,
    knownFrom,
    rate.toString(),
  ]);

describe("FRED's CSV form", () => {
  it('reads daily rates, known the next session, percent as fractions', async () => {
    const text = 'DATE,DGS10\n2024-06-20,4.25\n2024-06-21,.\n2024-06-18,\n2024-06-14,-0.125\n';
    expect(await known(text)).toEqual([
      ['2024-06-14', '2024-06-17', '-0.00125'],
      ['2024-06-20', '2024-06-21', '0.0425'],
    ]);
    const { series, missing, hasVintages } = await read(text);
    expect({ series, missing, hasVintages }).toEqual({
      series: 'DGS10',
      missing: 2,
      hasVintages: false,
    });
  });

  it('reads monthly and quarterly averages, known when their period has ended', async () => {
    expect(await known('observation_date,tb3ms\n2024-04-01,5\n2024-05-01,6\n')).toEqual([
      ['2024-04-01', '2024-05-01', '0.05'],
      ['2024-05-01', '2024-06-01', '0.06'],
    ]);
    expect(await known('DATE,Q\n2023-10-01,5\n2024-01-01,\n2024-04-01,6\n')).toEqual([
      ['2023-10-01', '2024-01-01', '0.05'],
      ['2024-04-01', '2024-07-01', '0.06'],
    ]);
  });

  it("reads ALFRED's vintages, each known from its first day", async () => {
    const text =
      'realtime_start,realtime_end,date,TB3MS\n2024-05-02,2024-05-09,2024-04-01,5\n' +
      '2024-05-10,9999-12-31,2024-04-01,5.1\n';
    expect(await known(text)).toEqual([
      ['2024-04-01', '2024-05-02', '0.05'],
      ['2024-04-01', '2024-05-10', '0.051'],
    ]);
    expect((await read(text)).hasVintages).toBe(true);
  });

  it('takes the name that is given', async () => {
    expect((await read('DATE,VALUE\n2024-06-20,4\n', 'my_rate')).series).toBe('MY_RATE');
  });

  it.each([
    ['', 1, 'empty'],
    ['DATE,VALUE\n2024-06-20,4\n', 1, '--series NAME'],
    ['DATE,A-B\n2024-06-20,4\n', 1, 'cannot be the name'],
    ['DATE,NaN\n2024-06-20,4\n', 1, 'cannot be the name'],
    ['DATE\n2024-06-20\n', 1, 'the header is "date"'],
    ['day,X\n2024-06-20,4\n', 1, 'the header is "day,x"'],
    ['DATE,X,Y\n2024-06-20,4,5\n', 1, 'the header is'],
    ['DATE,X\n', 1, 'no value follows'],
    ['DATE,X\n2024-06-20,.\n', 1, 'no value follows'],
    ['DATE,X\n2024-06-20,4\n2024-06-31,4\n', 3, 'is no date'],
    ['DATE,X\n20/06/2024,4\n', 2, 'is no date'],
    ['DATE,X\n2024-06-29,4\n', 2, 'in the future'],
    ['DATE,X\n2024-06-20,4\n2024-06-20,5\n', 3, 'stands in line 2 already'],
    ['DATE,X\n2024-06-20,4%\n', 2, 'is no number'],
    ['DATE,X\n2024-06-20,1e3\n', 2, 'is no number'],
    ['DATE,X\n2024-06-20,425\n', 2, 'cannot be'],
    ['DATE,X\n2024-06-20,4,1\n', 2, 'has 3 cells'],
    ['DATE,X\n2024-06-20,"4\n', 2, 'no CSV'],
    ['realtime_start,date,X\n2024-06-19,2024-06-20,4\n', 2, 'before the day it tells of'],
  ])('refuses %j and names the line', async (text, line, why) => {
    const refusal = {
      code: 'RATES_FILE_REFUSED',
      kind: 'usage',
      message: expect.stringContaining(why),
      detail: { file: 'rates.csv', line },
    };
    await expect(read(text)).rejects.toMatchObject(refusal);
  });

  it('refuses a file that is not there', async () => {
    const refusal = { code: 'RATES_FILE_REFUSED', message: expect.stringContaining('none.csv') };
    await expect(readRateFile(join(folder, 'none.csv'), TODAY)).rejects.toMatchObject(refusal);
  });
});

describeWithSharedData("FRED's own files", () => {
  it.each([
    ['fred_DGS10.csv', 'DGS10', 1],
    ['fred_TB3MS.csv', 'TB3MS', 28],
    ['fred_FEDFUNDS.csv', 'FEDFUNDS', 28],
  ])('%s is read whole', async (file, series, lagDaysMin) => {
    const path = sharedData(`data/rates_fx/${file}`) as string;
    const found = await readRateFile(path, tradingDate('2100-01-01'));
    expect(found.series).toBe(series);
    expect(found.observations.length).toBeGreaterThan(300);
    for (const { date, knownFrom, rate } of found.observations) {
      const lagDays = (Date.parse(knownFrom) - Date.parse(date)) / 86_400_000;
      expect(lagDays).toBeGreaterThanOrEqual(lagDaysMin);
      expect(lagDays).toBeLessThanOrEqual(31);
      expect(rate.abs().lt(0.25)).toBe(true);
    }
  });
});
