import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { Dec } from '../../domain/decimals.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { sessionsBetween } from '../../domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import { CsvProvider } from '../providers/csv.js';
import type { ProviderCap } from '../providers/provider.js';
import { judgeCapitalisations, type CapRequest } from './judgeCapitalisations.js';

// 2024-01-02 is a Tuesday; a split of 10:1 goes ex on the 8th.
const DATES = sessionsBetween(tradingDate('2024-01-02'), tradingDate('2024-01-12'));
const isAfterSplit = (date: string): boolean => date >= '2024-01-08';
const SERIES: PriceSeries = {
  dates: Int32Array.from(DATES, toEpochDay),
  close: Float64Array.from(DATES, (date) => (isAfterSplit(date) ? 10.05 : 100.5)),
  adjustedClose: Float64Array.from(DATES, () => 10.05),
  volume: new Float64Array(DATES.length),
};

type Told = readonly [date: string, marketCap: string | null, shares?: string | null];

const cap = ([date, marketCap, shares = null]: Told): ProviderCap => ({
  date: tradingDate(date),
  marketCap: marketCap === null ? null : new Dec(marketCap),
  sharesOutstanding: shares === null ? null : new Dec(shares),
});

function judge(told: readonly Told[], changes: Partial<CapRequest> = {}, series = SERIES) {
  const request: CapRequest = {
    symbol: 'SPY',
    to: tradingDate('2024-01-11'),
    told: told.map(cap),
    figure: null,
    before: null,
    netAssets: null,
    netAssetsBefore: null,
    ...changes,
  };
  const { rows, findings } = judgeCapitalisations(request, series);
  return {
    rows: rows.map(({ date, marketCap, sharesOutstanding }) => [
      date,
      new Dec(marketCap).toFixed(),
      sharesOutstanding,
    ]),
    codes: findings.map(({ code }) => code),
    findings,
  };
}

const BEFORE = { date: tradingDate('2024-01-02'), marketCap: '5000', sharesOutstanding: null };

describe('capitalisations', () => {
  it('are shares at the close as traded, where only shares are told', () => {
    const told: Told[] = [
      ['2024-01-05', null, '3'],
      ['2024-01-07', null, '3'],
      ['2024-01-08', null, '30'],
    ];
    expect(judge(told)).toMatchObject({
      rows: [
        ['2024-01-05', '301.5', 3n],
        ['2024-01-07', '301.5', 3n],
        ['2024-01-08', '301.5', 30n],
      ],
      codes: [],
    });
  });

  it('are taken as they are told, to two places, with shares or without', () => {
    const told: Told[] = [
      ['2024-01-03', '300.126', '3'],
      ['2024-01-04', '300.125'],
    ];
    expect(judge(told).rows).toEqual([
      ['2024-01-03', '300.13', 3n],
      ['2024-01-04', '300.12', null],
    ]);
  });

  it.each<[string, Told, RegExp]>([
    ['nothing', ['2024-01-03', '0'], /no asset is worth 0/],
    ['less than nothing', ['2024-01-03', '-5'], /no asset is worth -5/],
    ['more than can be', ['2024-01-03', '1e18'], /no asset is worth/],
    ['half a share', ['2024-01-03', null, '1.5'], /1.5 is no number of shares/],
    ['no share', ['2024-01-03', '300', '0'], /0 is no number of shares/],
    ['too many shares', ['2024-01-03', null, '1e20'], /no number of shares/],
    ['shares beyond any worth', ['2024-01-03', null, '9e17'], /no asset is worth/],
    ['another unit', ['2024-01-03', '300', '3000'], /10 times its shares at the close, 301500/],
  ])('of %s are refused', (_what, told, message) => {
    const { rows, findings } = judge([told, ['2024-01-04', '300', '3']]);
    expect(rows).toEqual([['2024-01-04', '300', 3n]]);
    expect(findings).toMatchObject([
      { code: 'unusable-capitalisation', severity: 'error', tradeDate: '2024-01-03' },
    ]);
    expect(findings[0]?.message).toMatch(message);
  });

  it('before the first bar and after the newest final session are refused, told once each', () => {
    const told: Told[] = [
      ['2023-12-29', '300'],
      ['2024-01-01', null, '3'],
      ['2024-01-02', '300'],
      ['2024-01-12', '300'],
    ];
    const { rows, findings } = judge(told);
    expect(rows).toEqual([['2024-01-02', '300', null]]);
    expect(findings).toMatchObject([
      {
        code: 'capitalisation-outside-prices',
        detail: { count: 2, first: { date: '2023-12-29' } },
      },
      { code: 'capitalisation-outside-prices', detail: { count: 1, last: { date: '2024-01-12' } } },
    ]);
  });

  it('ten times the one before are refused until another confirms them', () => {
    const first: Told[] = [
      ['2024-01-03', '5000'],
      ['2024-01-04', '5'],
    ];
    expect(judge([...first, ['2024-01-05', '5100']])).toMatchObject({
      rows: [
        ['2024-01-03', '5000', null],
        ['2024-01-05', '5100', null],
      ],
      codes: ['capitalisation-spike'],
    });
    expect(judge(first).codes).toEqual(['capitalisation-spike']);
    const grown = judge([...first, ['2024-01-05', '6']]);
    expect([grown.rows.length, grown.codes]).toEqual([3, ['capitalisation-jump']]);
  });

  it('are held against what is stored, and the last against what was told before', () => {
    const figure = cap(['2024-01-10', '60000']);
    expect(judge([], { figure, before: BEFORE })).toMatchObject({
      rows: [],
      codes: ['capitalisation-spike'],
    });
    expect(judge([], { figure, before: BEFORE, netAssetsBefore: 55000 })).toMatchObject({
      rows: [['2024-01-10', '60000', null]],
      codes: ['capitalisation-jump'],
    });
    expect(judge([], { figure, before: BEFORE, netAssetsBefore: 5000 }).rows).toEqual([]);
    expect(judge([], { figure: cap(['2024-01-10', '45000']), before: BEFORE }).codes).toEqual([]);
  });

  it('take the figure of today after them, unless it only repeats the last', () => {
    const counts: Told[] = [['2024-01-05', null, '3']];
    const figure = (marketCap: string) => ({ figure: cap(['2024-01-11', marketCap]) });
    expect(judge(counts, figure('301.5')).rows).toEqual([['2024-01-05', '301.5', 3n]]);
    expect(judge(counts, figure('301.51')).rows).toEqual([
      ['2024-01-05', '301.5', 3n],
      ['2024-01-11', '301.51', null],
    ]);
    const shares = { figure: cap(['2024-01-11', null, '3']) };
    expect(judge(counts, shares).rows).toHaveLength(1);
    const sameDay: Told[] = [['2024-01-11', null, '30']];
    expect(judge(sameDay, figure('301.5')).rows).toEqual([['2024-01-11', '301.5', 30n]]);
    expect(judge(sameDay, figure('330')).rows).toEqual([['2024-01-11', '330', null]]);
  });

  it('are doubted, and kept, where counts and net assets part', () => {
    const counts: Told[] = [['2024-01-05', null, '3']];
    const doubted = judge(counts, { figure: cap(['2024-01-11', '480']), netAssets: 480 });
    expect(doubted.rows).toHaveLength(2);
    expect(doubted.findings).toMatchObject([
      { code: 'doubtful-share-counts', severity: 'warning', tradeDate: '2024-01-05' },
    ]);
    const agreed = judge(counts, { figure: cap(['2024-01-11', '380']), netAssets: 380 });
    expect(agreed.codes).toEqual([]);
    expect(judge(counts, { netAssets: 480 }).codes).toEqual(['doubtful-share-counts']);
  });
});

describeWithSharedData('capitalisations of GLD, day by day from its launch', () => {
  let series: PriceSeries;
  let told: Told[];
  const to = tradingDate('2019-12-31');

  beforeAll(async () => {
    const signal = new AbortController().signal;
    const prices = new CsvProvider(sharedData('data/prices') ?? '');
    const { bars } = await prices.fetchHistory({ symbol: 'GLD', from: null, to, signal });
    const close = Float64Array.from(bars, (bar) => bar.close?.toNumber() ?? NaN);
    const dates = Int32Array.from(bars, ({ date }) => toEpochDay(date));
    series = { dates, close, adjustedClose: close, volume: new Float64Array(bars.length) };
    const path = sharedData('data/index_capweight/GLD_nav_aum_normalised.csv') ?? '';
    const rows: Record<string, string>[] = parse(readFileSync(path, 'utf8'), { columns: true });
    told = rows
      .filter((row) => row['total_net_assets_usd'] !== '')
      .map((row): Told => [row['date'] ?? '', row['total_net_assets_usd'] ?? '']);
  });

  it('are kept, but for those before the first bar that is known', () => {
    const before = told.filter(([date]) => date < '2005-01-03').length;
    const { rows, codes, findings } = judge(told, { to }, series);
    expect(rows).toHaveLength(told.length - before);
    expect(codes).toEqual(['capitalisation-outside-prices']);
    expect(findings[0]?.detail).toMatchObject({ count: before });
    // A launch is no jump: sevenfold on its second day.
    const launch = { ...series, dates: series.dates.map((day) => day - 60) };
    expect(judge(told.slice(0, 5), { to }, launch).codes).toEqual([]);
  });

  it('are refused of the one day that is told in thousands, and of no other', () => {
    const [date, sum] = told[2000]!;
    const inThousands = told.with(2000, [date, new Dec(sum ?? 0).div(1000).toFixed()]);
    const { rows, findings } = judge(inThousands, { to }, series);
    expect(rows).toHaveLength(judge(told, { to }, series).rows.length - 1);
    expect(findings.filter(({ code }) => code === 'capitalisation-spike')).toMatchObject([
      { tradeDate: date },
    ]);
  });
});
