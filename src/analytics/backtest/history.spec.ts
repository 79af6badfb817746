import { describe, expect, it } from '@jest/globals';
import { triedMarket } from '../../../test/builders/decisions.js';
import { GAP_SESSIONS_MAX, History } from './history.js';

const whole = Array.from({ length: 12 }, (_, i) => 100 + i);
const caps = whole.map((close) => close * 10);
const listed = (from: number, to: number) =>
  whole.map((close, i) => (i >= from && i < to ? close : null));
const gap = (sessions: number) =>
  whole.map((close, i) => (i >= 3 && i < 3 + sessions ? null : close));

/** The closes of the second of two assets, as they are known at a session. */
function known(closes: readonly (number | null)[], index: number, count: number): number[] | null {
  const market = triedMarket({ assets: { A: { closes: whole }, B: { closes } } });
  const history = new History(market);
  history.advanceTo(index);
  const found = history.closes(1, count);
  return found && [...found];
}

describe('History', () => {
  it('ends at what is known, and begins with the first bar', () => {
    expect(known(whole, 4, 3)).toEqual([102, 103, 104]);
    expect(known(whole, 4, 6)).toBeNull();
    expect(known(listed(2, 12), 4, 3)).toEqual([102, 103, 104]);
    expect(known(listed(2, 12), 4, 4)).toBeNull();
  });

  it('looks across a short gap, not across a longer one', () => {
    const across = [101, 102, 102, 102, 102, 102, 102, 108];
    expect(known(gap(GAP_SESSIONS_MAX), 8, 8)).toEqual(across);
    expect(known(gap(GAP_SESSIONS_MAX), 8, 3)).toEqual(across.slice(-3));
    expect(known(gap(GAP_SESSIONS_MAX + 1), 9, 8)).toBeNull();
    expect(known(gap(GAP_SESSIONS_MAX + 1), 9, 1)).toEqual([109]);
  });

  it('forgets what trades no more', () => {
    expect(known(listed(0, 3), 2 + GAP_SESSIONS_MAX, 1)).toEqual([102]);
    expect(known(listed(0, 3), 3 + GAP_SESSIONS_MAX, 1)).toBeNull();
  });

  it('has simple returns, and the shares known last at the newest close', () => {
    const market = triedMarket({ assets: { A: { closes: whole, caps: caps.slice(0, 2) } } });
    const history = new History(market);
    expect(history.marketCap(0)).toBeNaN();
    expect(history.closes(0, 1)).toBeNull();
    history.advanceTo(4);
    expect([...history.returns(0, 2)!]).toEqual([1 / 102, 1 / 103]);
    expect(history.returns(0, 5)).toBeNull();
    // Ten shares.
    expect(history.marketCap(0)).toBe(1040);
  });

  it('knows step by step what it knows at once', () => {
    const closes = whole.map((close, i) => (i === 0 || (i > 2 && i < 9 && i !== 4) ? null : close));
    const market = triedMarket({ assets: { A: { closes: whole }, B: { closes } } });
    const history = new History(market);
    for (let index = 0; index < closes.length; index += 1) {
      history.advanceTo(index);
      for (const count of [1, 2, 4, 8]) {
        const found = history.closes(1, count);
        expect(found && [...found]).toEqual(known(closes, index, count));
        expect(history.returns(1, count)?.length).toBe(
          known(closes, index, count + 1) ? count : undefined,
        );
      }
    }
  });

  it('moves forward only, and not beyond the market', () => {
    const history = new History(triedMarket({ assets: { A: { closes: whole } } }));
    history.advanceTo(4);
    expect(() => history.advanceTo(3)).toThrow(/history moves forward/);
    expect(() => history.advanceTo(12)).toThrow(/history moves forward/);
  });
});
