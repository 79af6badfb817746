import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { adjustCloses, deriveFactors } from '../../domain/adjustment.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { Dec } from '../../domain/decimals.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import { CsvProvider } from '../providers/csv.js';
import { checkAdjustedCloses } from './adjustedCloseCheck.js';
import { prepareHistory, type PreparedHistory } from './prepareHistory.js';

const to = tradingDate('2026-05-01');
const signal = new AbortController().signal;

function findingsOf(symbol: string, result: PreparedHistory) {
  const { providerAdjustedClose, hasDividends } = result;
  return checkAdjustedCloses({ symbol, ...seriesOf(result), providerAdjustedClose, hasDividends });
}

function seriesOf({ bars, actions }: PreparedHistory): PriceSeries {
  const dates = Int32Array.from(bars, ({ date }) => toEpochDay(date));
  const close = Float64Array.from(bars, (bar) => bar.close.toNumber());
  const history = { dates, close };
  const adjustedClose = adjustCloses(history, deriveFactors(history, actions));
  return { ...history, adjustedClose, volume: new Float64Array(dates.length) };
}

describeWithSharedData('quality of real prices', () => {
  const directory = sharedData('data/prices') ?? '';
  const symbols = readdirSync(directory).flatMap((name) => /^(.+)\.csv$/.exec(name)?.[1] ?? []);
  const provider = new CsvProvider(directory);

  const cache = new Map<string, ReturnType<typeof prepare>>();

  async function prepare(symbol: string, splits: CorporateAction[]) {
    const history = await provider.fetchHistory({ symbol, from: null, to, signal });
    const withSplits = { ...history, actions: [...history.actions, ...splits] };
    const request = { symbol, expectedCurrency: 'USD', to };
    return { history, result: prepareHistory(withSplits, provider, request) };
  }

  function prepared(symbol: string) {
    const known = cache.get(symbol) ?? prepare(symbol, []);
    cache.set(symbol, known);
    return known;
  }

  it('finds the 25 files', () => expect(symbols).toHaveLength(25));

  it.each(symbols)('keeps every bar of %s and agrees with its adjusted closes', async (symbol) => {
    const { history, result } = await prepared(symbol);
    expect(result.bars).toHaveLength(history.bars.length);
    expect(result.actions).toHaveLength(history.actions.length);
    const series = seriesOf(result);
    const findings = findingsOf(symbol, result);
    if (symbol === 'EEM') {
      expect(findings.map(({ code, detail }) => [code, detail['reason']])).toEqual([
        ['adjusted-close-differs', 'dividends-missing'],
      ]);
      expect(result.findings.map(({ code }) => code)).toContain('dividends-missing');
      return;
    }
    expect(findings).toEqual([]);
    const ends = result.bars.at(-1)?.date;
    const theirs = result.providerAdjustedClose;
    // A file that ends in 2026 needs no constant factor: both sides agree as they are.
    const scale = ends === '2026-05-01' ? 1 : theirs.at(-1)! / series.adjustedClose.at(-1)!;
    const worst = series.adjustedClose.reduce(
      (most, own, i) => Math.max(most, Math.abs(theirs[i]! / (own * scale) - 1)),
      0,
    );
    expect(worst).toBeLessThan(1e-5);
    if (ends !== '2026-05-01') expect(ends).toBe('2023-12-29');
  });

  it('says nothing of them but what is true of the files', async () => {
    const codes = new Set<string>();
    for (const symbol of symbols) {
      const { result } = await prepared(symbol);
      result.findings.forEach((finding) => codes.add(`${finding.symbol} ${finding.code}`));
    }
    const early = [...codes].filter((text) => text.endsWith('ends-early'));
    const rest = [...codes].filter((text) => !text.endsWith('ends-early')).sort();
    // TIP's file books one dividend on 2008-04-01 and again on 2008-04-03.
    expect(rest).toEqual(['EEM dividends-missing', 'TIP repeated-payment']);
    expect(early.length).toBeGreaterThan(0);
  });

  it('turns a split-adjusted history back to what was traded, and loses nothing by it', async () => {
    const split = { exDate: tradingDate('2025-12-05'), kind: 'split' as const, value: new Dec(2) };
    const { history, result } = await prepare('XLB', [split]);
    const before = result.bars.findIndex(({ date }) => date === '2025-12-04');
    const sent = history.bars[before]!;
    expect(result.bars[before]!.close.toNumber()).toBeCloseTo(sent.close!.toNumber() * 2, 6);
    expect(result.bars[before + 1]!.close.eq(history.bars[before + 1]!.close!)).toBe(true);
    const asSent = await prepared('XLB');
    const [a, b] = [seriesOf(result).adjustedClose, seriesOf(asSent.result).adjustedClose];
    const worst = a.reduce((most, own, i) => Math.max(most, Math.abs(own / b[i]! - 1)), 0);
    expect(worst).toBeLessThan(1e-6);
    expect(findingsOf('XLB', result)).toEqual([]);
  });
});
