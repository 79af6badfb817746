import { describe, expect, it } from '@jest/globals';
import { Dec } from './decimals.js';
import { ShareCount } from './shareCount.js';
import { fromEpochDay } from './tradingDate.js';

const [MONDAY, TUESDAY, WEDNESDAY, FRIDAY] = [19723, 19724, 19725, 19727];
const series = {
  dates: Int32Array.of(MONDAY, TUESDAY, WEDNESDAY, FRIDAY),
  close: Float64Array.of(100, 50, 51, 52),
  adjustedClose: Float64Array.of(50, 50, 51, 52),
  volume: new Float64Array(4),
};
const split = { exDate: fromEpochDay(TUESDAY), kind: 'split' as const, value: new Dec(2) };

describe('ShareCount', () => {
  it('is what a capitalisation was over its close, doubled by a split since', () => {
    const caps = {
      dates: Int32Array.of(MONDAY),
      marketCaps: Float64Array.of(1000),
      sharesOutstanding: null,
    };
    const shares = new ShareCount(caps, series, [split]);
    expect(shares.on(MONDAY - 1)).toBeNaN();
    expect(shares.on(MONDAY)).toBe(10);
    expect(shares.on(TUESDAY)).toBe(20);
    expect(shares.on(FRIDAY)).toBe(20);
  });

  it('goes by told shares where there are some, as traded on their day', () => {
    const caps = {
      dates: Int32Array.of(MONDAY, WEDNESDAY),
      marketCaps: Float64Array.of(1000, 1122),
      sharesOutstanding: Float64Array.of(NaN, 21),
    };
    const shares = new ShareCount(caps, series, [split]);
    expect([TUESDAY, WEDNESDAY, FRIDAY, MONDAY].map((day) => shares.on(day))).toEqual([
      20, 21, 21, 10,
    ]);
  });
});
