import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, it } from '@jest/globals';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { adjustCloses, deriveFactors } from '../../domain/adjustment.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { Dec, decimalFromFloat, type Decimal } from '../../domain/decimals.js';
import { toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import type { ProviderBar, ProviderHistory } from '../providers/provider.js';
import { actionsOf } from '../providers/yahooEvents.js';
import { checkAdjustedCloses } from './adjustedCloseCheck.js';
import { prepareHistory } from './prepareHistory.js';

const basis = { source: 'yahoo', barsAdjustedFor: 'splits', actionsAdjustedFor: 'splits' } as const;
const to = tradingDate('2026-12-31');

const number = (text: string | undefined): Decimal | null =>
  text === undefined || text === '' ? null : decimalFromFloat(Number(text));

/** Reads the layout of these files: local midnights, and actions as columns. */
function load(path: string, symbol: string, currency: string): ProviderHistory {
  const rows = parse(readFileSync(path, 'utf8'), { columns: true, bom: true }) as unknown as Record<
    string,
    string
  >[];
  const dated = rows.map((row) => {
    const date = tradingDate((row['Datetime'] ?? row['Date'] ?? '').slice(0, 10));
    return { date, row };
  });
  const bars = dated.map(({ date, row }): ProviderBar => {
    const volume = number(row['Volume']);
    return {
      date,
      open: number(row['Open']),
      high: number(row['High']),
      low: number(row['Low']),
      close: number(row['Close']),
      volume: volume === null ? null : BigInt(volume.toFixed(0)),
      adjustedClose: number(row['Adj Close'])?.toNumber() ?? null,
    };
  });
  const events = (column: string) =>
    dated.flatMap(({ date, row }) => {
      const value = number(row[column]) ?? new Dec(0);
      return value.isZero() ? [] : [{ exDate: date, value }];
    });
  const findings: ProviderHistory['findings'][number][] = [];
  const actions: CorporateAction[] = actionsOf(
    symbol,
    {
      dividends: events('Dividends'),
      capitalGains: events('Capital Gains'),
      splits: events('Stock Splits'),
    },
    findings,
  );
  return { symbol, currency, bars, actions, findings, hasDividends: true };
}

/** What quality says of a file, the radar included: codes with how often. */
function verdictOf(path: string, currency: string): Record<string, number> {
  const symbol = 'X';
  const history = load(path, symbol, currency);
  const { bars, actions, findings, providerAdjustedClose, hasDividends } = prepareHistory(
    history,
    basis,
    { symbol, expectedCurrency: null, to },
  );
  const dates = Int32Array.from(bars, ({ date }) => toEpochDay(date));
  const close = Float64Array.from(bars, (bar) => bar.close.toNumber());
  const adjustedClose = adjustCloses({ dates, close }, deriveFactors({ dates, close }, actions));
  const radar = checkAdjustedCloses({
    symbol,
    dates,
    close,
    adjustedClose,
    providerAdjustedClose,
    hasDividends,
  });
  const counts: Record<string, number> = {};
  for (const { code } of [...findings, ...radar]) {
    if (code !== 'ends-early') counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

const repair = (name: string): string =>
  sharedData(`data/quality/yfinance_repair/${name}.csv`) ?? '';

describeWithSharedData('quality of files that are known to be bad', () => {
  it.each<[string, string, Record<string, number>]>([
    ['1398-HK-1d-bad-div', 'HKD', { 'adjusted-close-differs': 1, 'missing-cell': 1 }],
    [
      'ADIG-L-1d-bad-div',
      'GBP',
      { 'adjusted-close-differs': 1, 'extreme-move': 1, 'price-order': 4 },
    ],
    ['AET-L-1d-100x-error', 'GBP', { 'extreme-move': 2, 'stale-prices': 2 }],
    ['ALPHA-PA-1d-bad-stock-split', 'EUR', { 'extreme-move': 7 }],
    ['AV-L-1wk-bad-stock-split', 'GBP', { 'adjusted-close-differs': 1 }],
    [
      'CLC-L-1d-bad-div',
      'GBP',
      {
        'adjusted-close-differs': 1,
        'extreme-move': 2,
        'missing-cell': 1,
        'price-order': 8,
        'stale-prices': 16,
      },
    ],
    [
      'DODFX-1d-cg-double-count',
      'USD',
      { 'adjusted-close-differs': 1, 'capital-gain-in-dividend': 1 },
    ],
    ['LA-V-1d-bad-stock-split', 'CAD', { 'off-session-action': 1, 'price-spike': 1 }],
    [
      'REL-L-1d-bad-div',
      'GBP',
      {
        'action-exceeds-price': 3,
        'adjusted-close-differs': 1,
        'missing-cell': 1,
        'payment-without-drop': 3,
        'price-order': 1,
      },
    ],
    ['SAND-1d-bad-div', 'USD', { 'adjusted-close-differs': 1, 'repeated-payment': 1 }],
  ])('sees what is wrong with %s', (name, currency, verdict) => {
    expect(verdictOf(repair(name), currency)).toEqual(verdict);
  });

  it.each<[string, string, Record<string, number>]>([
    ['CALM-1d-no-bad-divs', 'USD', {}],
    ['EWG-1d-no-bad-divs', 'USD', {}],
    // Two of its bars open above their high; its dividends are large and right.
    ['KMR-L-1d-no-bad-divs', 'GBP', { 'price-order': 2 }],
  ])('leaves the dividends of %s alone, which only look odd', (name, currency, verdict) => {
    expect(verdictOf(repair(name), currency)).toEqual(verdict);
  });

  it('sees the split of QQQ that is not in the raw prices', () => {
    const path = sharedData('data/prices_raw_unadjusted/alphavantage/QQQ.csv') ?? '';
    const text = readFileSync(path, 'utf8').trim().split('\n').slice(1);
    const bars = text.flatMap((line): ProviderBar[] => {
      const [date = '', ...cells] = line.split(',');
      if (date > '2000-12-31') return [];
      const [open, high, low, close, volume] = cells.map(Number);
      const price = (cell: number | undefined): Decimal => new Dec(cell ?? 0);
      return [
        {
          date: tradingDate(date),
          open: price(open),
          high: price(high),
          low: price(low),
          close: price(close),
          volume: BigInt(volume ?? 0),
          adjustedClose: null,
        },
      ];
    });
    const history = { symbol: 'QQQ', currency: 'USD', bars, findings: [], hasDividends: true };
    const asked = { symbol: 'QQQ', expectedCurrency: 'USD', to: tradingDate('2000-12-31') };
    const raw = { ...basis, barsAdjustedFor: 'nothing', actionsAdjustedFor: 'nothing' } as const;
    const extreme = (actions: CorporateAction[]) =>
      prepareHistory({ ...history, actions }, raw, asked).findings.filter(
        ({ code }) => code === 'extreme-move',
      );
    expect(extreme([])).toMatchObject([{ tradeDate: '2000-03-20' }]);
    expect(extreme([])[0]!.message).toMatch(/a split of 2 that is not among the actions/);
    const split = { exDate: tradingDate('2000-03-20'), kind: 'split', value: new Dec(2) } as const;
    expect(extreme([split])).toEqual([]);
  });
});
