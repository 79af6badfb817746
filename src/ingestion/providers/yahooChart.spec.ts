import { describe, expect, it } from '@jest/globals';
import { tradingDate } from '../../domain/tradingDate.js';
import { ProviderError } from './providerError.js';
import { parseChart } from './yahooChart.js';

const to = tradingDate('2024-01-31');
/** 09:30 in New York, winter. */
const opening = (date: string): number => Date.parse(`${date}T14:30:00Z`) / 1000;

interface Parts {
  meta?: object;
  timestamp?: number[];
  quote?: Record<string, (number | null)[]>;
  adjclose?: (number | null)[];
  events?: object;
}

function chart({ meta = {}, timestamp, quote, adjclose, events }: Parts): unknown {
  const base = {
    symbol: 'SPY',
    currency: 'USD',
    exchangeTimezoneName: 'America/New_York',
    dataGranularity: '1d',
    gmtoffset: -14_400,
  };
  const length = timestamp?.length ?? 0;
  const flat = (value: number): number[] => new Array<number>(length).fill(value);
  const cells = { open: flat(10), high: flat(11), low: flat(9), close: flat(10), volume: flat(5) };
  const indicators = {
    quote: [length === 0 ? {} : { ...cells, ...quote }],
    ...(adjclose === undefined ? {} : { adjclose: [{ adjclose }] }),
  };
  const result = { meta: { ...base, ...meta }, timestamp, events, indicators };
  return { chart: { result: [JSON.parse(JSON.stringify(result))], error: null } };
}

const parse = (parts: Parts, symbol = 'SPY') =>
  parseChart(chart(parts), { symbol, from: null, to });
const days = ['2024-01-02', '2024-01-03', '2024-01-04'];
const timestamp = days.map(opening);

describe('parseChart', () => {
  it('dates bars by the exchange, in both halves of the year and east of UTC', () => {
    const [winter, summer] = [opening('2024-01-02'), Date.parse('2023-07-03T13:30:00Z') / 1000];
    const { bars } = parse({ timestamp: [summer, winter] });
    expect(bars.map(({ date }) => date)).toEqual(['2023-07-03', '2024-01-02']);
    const meta = { exchangeTimezoneName: 'Australia/Sydney' };
    const sydney = Date.parse('2024-01-01T23:00:00Z') / 1000;
    expect(parse({ meta, timestamp: [sydney] }).bars[0]!.date).toBe('2024-01-02');
  });

  it('takes float32 noise away', () => {
    const { bars } = parse({ timestamp: [timestamp[0]!], quote: { close: [563.8200073242188] } });
    expect(bars[0]!.close!.toString()).toBe('563.82');
  });

  it('keeps null cells, and a missing adjusted close, as missing', () => {
    const { bars } = parse({ timestamp, quote: { open: [null, 10, 10], volume: [7, null, 7] } });
    expect(bars.map(({ open }) => open?.toNumber() ?? null)).toEqual([null, 10, 10]);
    expect(bars.map(({ volume }) => volume)).toEqual([7n, null, 7n]);
    expect(bars.map(({ adjustedClose }) => adjustedClose)).toEqual([null, null, null]);
  });

  it('reads an empty range', () => {
    expect(parse({})).toMatchObject({ bars: [], actions: [], currency: 'USD' });
  });

  it('keeps the later of a repeated last date, and nothing after the end', () => {
    const repeated = [timestamp[0]!, timestamp[1]!, timestamp[1]! + 3600];
    const { bars } = parse({ timestamp: repeated, quote: { close: [10, 10.25, 10.5] } });
    expect(bars.map(({ close }) => close!.toNumber())).toEqual([10, 10.5]);
    const late = parse({ timestamp: [...timestamp, opening('2024-02-01')] });
    expect(late.bars.map(({ date }) => date)).toEqual(days);
  });

  it.each([
    ['GBp', 'GBP'],
    ['ZAc', 'ZAR'],
    ['ILA', 'ILS'],
  ])('turns hundredths of %s into %s', (unit, currency) => {
    const history = parse({
      meta: { currency: unit },
      timestamp,
      adjclose: [950, 950, 950],
      quote: { close: [1000, 1000, 1000] },
      events: { dividends: { 1: { amount: 20, date: timestamp[1]! } } },
    });
    expect(history.currency).toBe(currency);
    expect(history.bars[0]).toMatchObject({ adjustedClose: 9.5, volume: 5n });
    expect(history.bars[0]!.close!.toNumber()).toBe(10);
    expect(history.actions[0]!.value.toNumber()).toBe(0.2);
  });

  it('counts a capital gain once that a dividend repeats, and tells', () => {
    const date = timestamp[1]!;
    const both = parse({
      timestamp,
      events: {
        dividends: { [date]: { amount: 0.837, date } },
        capitalGains: { [date]: { amount: 0.417, date } },
      },
    });
    expect(both.actions.map(({ kind, value }) => [kind, value.toNumber()])).toEqual([
      ['dividend', 0.42],
      ['capital_gain', 0.417],
    ]);
    expect(both.findings.map(({ code }) => code)).toEqual(['capital-gain-in-dividend']);
    const same = parse({
      timestamp,
      events: {
        dividends: { [date]: { amount: 0.1, date } },
        capitalGains: { [date]: { amount: 0.1, date } },
      },
    });
    expect(same.actions.map(({ kind }) => kind)).toEqual(['capital_gain']);
  });

  it('reads splits by numerator and denominator, also after the end', () => {
    const date = opening('2024-02-05');
    const splits = {
      a: { date: timestamp[0]!, numerator: 1231, denominator: 1000, splitRatio: '1231:1000' },
      b: { date, numerator: 1, denominator: 10, splitRatio: '1:10' },
    };
    const dividends = { c: { date, amount: 1 } };
    expect(
      parse({ timestamp, events: { splits, dividends } }).actions.map(({ exDate, value }) => [
        exDate,
        value.toNumber(),
      ]),
    ).toEqual([
      ['2024-01-02', 1.231],
      ['2024-02-05', 0.1],
    ]);
  });

  it('knows the dashed spelling of a share class, and tells another symbol', () => {
    expect(parse({ meta: { symbol: 'BRK-B' } }, 'BRK.B').symbol).toBe('BRK.B');
    expect(parse({ meta: { symbol: 'DJIA' } }, 'DJI').symbol).toBe('DJIA');
  });

  it.each<[string, unknown]>([
    ['another granularity', chart({ meta: { dataGranularity: '1mo' }, timestamp })],
    ['an unknown time zone', chart({ meta: { exchangeTimezoneName: 'Mars/Base' }, timestamp })],
    ['columns of several lengths', chart({ timestamp, quote: { close: [1] } })],
    ['too few adjusted closes', chart({ timestamp, adjclose: [1] })],
    ['text for a price', { chart: { result: [{ meta: {} }] } }],
    ['nothing', null],
  ])('refuses %s as malformed', (_what, body) => {
    const read = () => parseChart(body, { symbol: 'SPY', from: null, to });
    expect(read).toThrow(ProviderError);
    expect(read).toThrow(expect.objectContaining({ failure: 'malformed' }));
  });

  it('takes an error inside a 200 for what it says', () => {
    const error = { code: 'Not Found', description: 'No data found, symbol may be delisted' };
    const read = () =>
      parseChart({ chart: { result: null, error } }, { symbol: 'XYZ', from: null, to });
    expect(read).toThrow(expect.objectContaining({ failure: 'not-found' }));
  });
});
