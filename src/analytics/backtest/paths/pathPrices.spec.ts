import { describe, expect, it } from '@jest/globals';
import { sessionsBetween } from '../../../domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../../domain/tradingDate.js';
import { GAP_SESSIONS_MAX } from '../history.js';
import { marketOf, type Market } from '../market.js';
import { pathPricesOf } from './pathPrices.js';

const days = Int32Array.from(
  sessionsBetween(tradingDate('2024-01-02'), tradingDate('2024-02-29')),
  toEpochDay,
);

/** A market of two assets: closes are 1000 more in the second, sessions that it lacks are left out. */
function marketWithout(missing: (session: number) => boolean, from = '2024-01-02'): Market {
  const assets = [() => false, missing].map((isMissing, asset) => {
    const held = Int32Array.from(days.keys()).filter((i) => !isMissing(i));
    const close = Float64Array.from(held, (i) => asset * 1000 + i + 1);
    const dates = held.map((i) => days[i]!);
    const series = {
      dates,
      open: close,
      high: close,
      low: close,
      close,
      adjustedClose: close,
      volume: close,
    };
    return { symbol: `A${asset}`, series, actions: [] };
  });
  return marketOf({ assets, from: tradingDate(from), to: tradingDate('2024-02-29') });
}

describe('prices of paths', () => {
  it('are those of the sessions from the first purchase on, in rows', () => {
    const prices = pathPricesOf(marketWithout(() => false, '2024-01-10'));
    const start = days.indexOf(toEpochDay(tradingDate('2024-01-10')));
    expect([...prices.dates]).toEqual([...days.slice(start)]);
    expect([...prices.closes.slice(0, prices.width)]).toEqual([start + 1, start + 1001, 1, 1, 1]);
    expect(prices.symbols).toEqual(['A0', 'A1']);
  });

  it('leave out a session that an asset lacks, and make up none', () => {
    const prices = pathPricesOf(marketWithout((i) => i === 5));
    expect([...prices.dates]).toEqual([...days.filter((_, i) => i !== 5)]);
    expect(prices.closes[5 * prices.width + 1]).toBe(1007);
  });

  it('are refused where an asset begins late, ends early or is long away', () => {
    const incomplete = (missing: (i: number) => boolean) => () =>
      pathPricesOf(marketWithout(missing));
    expect(incomplete((i) => i === 0)).toThrow('A1 has no close on 2024-01-02');
    expect(incomplete((i) => i === days.length - 1)).toThrow('A1 has no close on 2024-02-29');
    expect(incomplete((i) => i >= 10 && i < 10 + GAP_SESSIONS_MAX)).not.toThrow();
    expect(incomplete((i) => i >= 10 && i <= 10 + GAP_SESSIONS_MAX)).toThrow('A1 has no close on');
  });
});
