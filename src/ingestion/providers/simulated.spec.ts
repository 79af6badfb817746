import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adjustCloses, deriveFactors } from '../../domain/adjustment.js';
import { fromEpochDay, toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import { checkAdjustedCloses } from '../quality/adjustedCloseCheck.js';
import { prepareHistory } from '../quality/prepareHistory.js';
import { simulateMarket } from '../simulated/market.js';
import { shareReports } from '../simulated/shareCounts.js';
import type { PriceProvider } from './provider.js';
import { createProvider } from './registry.js';

const to = tradingDate('2026-06-30');
const signal = new AbortController().signal;
let now = new Date('2026-06-30T22:00:00Z');
let provider: PriceProvider;

beforeAll(
  async () => void (provider = await createProvider({ kind: 'simulated', now: () => now })),
);
afterAll(() => provider.close());

describe('SimulatedProvider', () => {
  it('delivers, through the wire and quality, exactly what was traded', async () => {
    const market = simulateMarket(to);
    const symbols = (await provider.universe()) ?? [];
    expect(symbols).toEqual([...market.keys()]);
    for (const symbol of symbols) {
      const history = await provider.fetchHistory({ symbol, from: null, to, signal });
      const request = { symbol, expectedCurrency: 'USD', to };
      const { bars, actions, findings, ...theirs } = prepareHistory(history, provider, request);
      const traded = market.get(symbol)!;
      expect(bars.map(({ date }) => date).join()).toBe(traded.sessions.join());
      const wrong = bars.filter(
        ({ close, high, volume }, i) =>
          close.toNumber() !== traded.close[i] ||
          high.toNumber() !== traded.high[i] ||
          Number(volume) !== traded.volume[i],
      );
      expect(wrong).toEqual([]);
      expect(actions.map(({ value }) => value.toNumber())).toEqual(
        traded.actions.map(({ value }) => value.toNumber()),
      );
      expect(findings.map(({ code }) => code)).toEqual(symbol === 'RSX' ? ['ends-early'] : []);
      const own = {
        dates: Int32Array.from(bars, (bar) => toEpochDay(bar.date)),
        close: traded.close,
      };
      const adjustedClose = adjustCloses(own, deriveFactors(own, actions));
      expect(checkAdjustedCloses({ symbol, ...own, adjustedClose, ...theirs })).toEqual([]);
    }
  });

  it('answers a range, and nothing after a delisting', async () => {
    const from = tradingDate('2022-03-01');
    const range = { from, to: tradingDate('2022-03-10'), signal };
    const spy = await provider.fetchHistory({ symbol: 'SPY', ...range });
    expect(spy.bars).toHaveLength(8);
    const rsx = await provider.fetchHistory({ symbol: 'RSX', ...range });
    expect(rsx.bars.at(-1)!.date).toBe('2022-03-04');
    const later = { symbol: 'RSX', from: tradingDate('2023-01-03'), to, signal };
    expect((await provider.fetchHistory(later)).bars).toEqual([]);
  });

  it('knows the funds and refuses what it does not know', async () => {
    const profile = await provider.fetchProfile('TLT', signal);
    expect(profile).toMatchObject({
      name: 'iShares 20+ Year Treasury Bond ETF (simulated)',
      currency: 'USD',
      etf: { expenseRatio: 0.0015, category: 'Long Government', inceptionDate: '2006-01-03' },
    });
    const unknown = { failure: 'not-found' };
    const history = provider.fetchHistory({ symbol: 'NONE', from: null, to, signal });
    await expect(history).rejects.toMatchObject(unknown);
    await expect(provider.fetchProfile('NONE', signal)).rejects.toMatchObject(unknown);
  });

  it('tells share counts of a range, and of a profile the net assets of the last', async () => {
    const reports = shareReports(simulateMarket(to).get('XLE')!);
    const range = { from: tradingDate('2019-11-15'), to: tradingDate('2020-01-15'), signal };
    const { caps } = await provider.fetchCapitalisations({ symbol: 'XLE', ...range });
    const expected = reports.filter(
      ({ day }) => day > toEpochDay(range.from) && day <= toEpochDay(range.to),
    );
    expect(
      caps.map(({ date, sharesOutstanding }) => [date, sharesOutstanding?.toNumber()]),
    ).toEqual(expected.map(({ day, shares }) => [fromEpochDay(day), shares]));
    const netAssets = (await provider.fetchProfile('XLE', signal))?.etf?.assetsUnderManagement;
    expect(Number(netAssets)).toBe(reports.at(-1)?.netAssets);
    const none = await provider.fetchCapitalisations({ symbol: 'NONE', ...range });
    expect(none).toEqual({ caps: [], findings: [] });
  });

  it('has a new bar when a new session is final, and not before', async () => {
    const wanted = { symbol: 'SPY', from: to, to: tradingDate('2026-07-01'), signal };
    now = new Date('2026-07-01T20:15:00Z');
    expect((await provider.fetchHistory(wanted)).bars).toHaveLength(1);
    now = new Date('2026-07-01T20:31:00Z');
    expect((await provider.fetchHistory(wanted)).bars.map(({ date }) => date)).toEqual([
      '2026-06-30',
      '2026-07-01',
    ]);
  });

  it('may be closed twice', async () => {
    const other = await createProvider({ kind: 'simulated', now: () => now });
    await other.close();
    await expect(other.close()).resolves.toBeUndefined();
  });
});
