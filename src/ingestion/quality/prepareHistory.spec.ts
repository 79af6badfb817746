import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actionOf, barOf, barsFrom, historyOf } from '../../../test/providers/histories.js';
import { deriveFactors } from '../../domain/adjustment.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { Dec } from '../../domain/decimals.js';
import { toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import type { ProviderBar, ProviderHistory } from '../providers/provider.js';
import { prepareHistory } from './prepareHistory.js';
import { QUALITY_RULES } from './registry.js';
import type { PrepareRequest } from './rule.js';
import { seed } from '../../../test/builders/propertyRuns.js';

const basis = { source: 'yahoo', barsAdjustedFor: 'splits', actionsAdjustedFor: 'splits' } as const;
const request: PrepareRequest = {
  symbol: 'SPY',
  expectedCurrency: 'USD',
  to: tradingDate('2024-01-10'),
};

function prepare(
  bars: readonly ProviderBar[],
  actions: readonly CorporateAction[] = [],
  rest: Partial<ProviderHistory> = {},
  asked: Partial<PrepareRequest> = {},
) {
  const prepared = prepareHistory(historyOf(bars, actions, rest), basis, { ...request, ...asked });
  const codes = prepared.findings.map(({ code }) => code).filter((code) => code !== 'ends-early');
  return { ...prepared, codes, closes: prepared.bars.map(({ close }) => close.toNumber()) };
}

/** Seven sessions up to the end of the request. */
const week = (closes = [10, 10.1, 10.2, 10.1, 10, 10.2, 10.3]) => barsFrom('2024-01-02', closes);

describe('prepareHistory', () => {
  it('keeps a sound history as it is, in order', () => {
    const { bars, findings } = prepare(week().reverse());
    expect(bars).toHaveLength(7);
    expect(bars[0]).toMatchObject({ date: '2024-01-02', volume: 100n });
    expect(findings).toEqual([]);
  });

  it('has a sentence and a code of its own for every rule', () => {
    const codes = QUALITY_RULES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, catches } of QUALITY_RULES) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(catches).toMatch(/\.$/);
    }
  });

  it.each([
    ['wrong-symbol', { symbol: 'DJIA' }],
    ['wrong-currency', { currency: 'EUR' }],
  ])('refuses a whole history: %s', (code, rest) => {
    const { bars, actions, codes } = prepare(week(), [actionOf('2024-01-04', 'split', 2)], rest);
    expect([bars, actions, codes]).toEqual([[], [], [code]]);
  });

  it.each([
    ['missing-cell', { open: null }],
    ['missing-cell', { volume: null }],
    ['unusable-price', { close: 0, open: 1, high: 2, low: 0 }],
    ['unusable-price', { low: -1 }],
    ['unusable-price', { close: 'NaN' }],
    ['unusable-price', { high: 'Infinity' }],
    ['unusable-volume', { volume: -1 }],
    ['price-order', { high: 9.99 }],
    ['price-order', { low: 10.01, high: 10.5 }],
  ])('refuses a bar: %s of %j', (code, cells) => {
    const bars = week();
    bars[2] = barOf(bars[2]!.date, cells);
    const { bars: kept, codes, findings } = prepare(bars);
    expect(kept).toHaveLength(6);
    expect(codes).toEqual([code]);
    expect(findings[0]).toMatchObject({ tradeDate: bars[2].date });
    expect(findings[0]!.detail['date']).toBe(bars[2].date);
  });

  it('widens a range by float noise, and tells', () => {
    const bars = week();
    bars[2] = barOf(bars[2]!.date, { close: 10.2, high: 10.199999999 });
    const { bars: kept, findings } = prepare(bars);
    expect(kept[2]!.high.toNumber()).toBe(10.2);
    expect(findings).toMatchObject([{ code: 'price-order', severity: 'info' }]);
  });

  it('refuses weekends and what is not final, and reports holidays', () => {
    const odd = [barOf('2024-01-06'), barOf('2024-01-11'), barOf('2024-01-01')];
    const { bars, codes } = prepare([...week(), ...odd]);
    expect(codes.sort()).toEqual(['holiday-bar', 'not-final', 'weekend']);
    expect(bars).toHaveLength(8);
  });

  it('keeps one of two bars that agree, none of two that differ', () => {
    const [first, second] = week();
    const same = prepare([...week(), first!]);
    expect([same.codes, same.bars.length]).toEqual([['duplicate-date'], 7]);
    const differing = prepare([...week(), barOf(second!.date, { close: 10.4 })]);
    expect([differing.codes, differing.bars.length]).toEqual([['duplicate-date'], 6]);
    expect(differing.findings[0]!.detail['bars']).toHaveLength(2);
  });

  it('refuses a spike that comes back, and keeps a move that stays', () => {
    const spike = prepare(week([10, 10.1, 1010, 10.1, 10, 10.2, 10.3]));
    expect([spike.codes, spike.closes.length]).toEqual([['price-spike'], 6]);
    const stays = prepare(week([10, 10.1, 5.05, 5.1, 5.1, 5, 5.2]));
    expect([stays.codes, stays.closes.length]).toEqual([['extreme-move'], 7]);
    expect(stays.findings[0]!.message).toMatch(/looks like a split of 2 that is not among/);
    const unit = prepare(week([10, 10.1, 10.1, 0.1, 0.1, 0.1, 0.1]));
    expect(unit.findings.find(({ code }) => code === 'extreme-move')!.message).toMatch(
      /hundredths/,
    );
    const level = prepare(
      week([1, 0.1, 1, 1, 1.1, 1, 1]),
      [],
      { symbol: '^IRX' },
      { symbol: '^IRX' },
    );
    expect(level.closes).toHaveLength(7);
  });

  it('knows the last stored bar in an incremental range', () => {
    const [bar] = week([1000]);
    const previousBar = { date: tradingDate('2023-12-27'), close: new Dec(10) };
    const { codes } = prepare([bar!], [], {}, { previousBar, to: tradingDate('2024-01-02') });
    expect(codes).toEqual(['extreme-move', 'missing-sessions']);
    const cash = [actionOf('2024-01-02', 'dividend', 20)];
    const paid = prepare(week(), cash, {}, { previousBar });
    expect([paid.actions, paid.codes]).toEqual([[], ['missing-sessions', 'action-exceeds-price']]);
  });

  it('reports gaps once for each run, and only where there is a calendar', () => {
    const bars = week().filter((_, i) => ![2, 3, 5].includes(i));
    const { findings } = prepare(bars);
    expect(findings.map(({ code, detail }) => [code, detail['sessions']])).toEqual([
      ['missing-sessions', 2],
      ['missing-sessions', 1],
    ]);
    expect(prepare(bars, [], { currency: 'EUR' }, { expectedCurrency: null }).codes).toEqual([]);
  });

  it('reports a history that ends early, stale prices and a wide range', () => {
    expect(prepare(week().slice(0, 3)).findings).toMatchObject([
      { code: 'ends-early', tradeDate: '2024-01-04', detail: { sessions: 4 } },
    ]);
    const stale = week().map(({ date }) => barOf(date, { close: 10 }));
    expect(prepare(stale).codes).toEqual(['stale-prices']);
    const wide = week();
    wide[1] = barOf(wide[1]!.date, { close: 10, high: 40 });
    expect(prepare(wide).codes).toEqual(['wide-range']);
  });

  it.each([
    ['unusable-action', actionOf('2024-01-04', 'dividend', 0)],
    ['unusable-action', actionOf('2024-01-04', 'split', -2)],
    ['unusable-action', actionOf('2024-01-04', 'split', 100_000)],
    ['unusable-action', actionOf('2024-01-04', 'split', 1)],
    ['action-exceeds-price', actionOf('2024-01-04', 'dividend', 10.1)],
    ['payment-without-drop', actionOf('2024-01-04', 'dividend', 6)],
  ])('refuses an action: %s', (code, action) => {
    const { actions, codes, closes } = prepare(week(), [action]);
    expect([actions, codes, closes.length]).toEqual([[], [code], 7]);
  });

  it('refuses the second action of a kind and day, and what both kinds together exceed', () => {
    const twice = ['0.1', '0.2'].map((value) => actionOf('2024-01-04', 'dividend', value));
    expect(prepare(week(), twice).actions).toEqual([twice[0]]);
    const both = [
      actionOf('2024-01-04', 'dividend', 2),
      actionOf('2024-01-04', 'capital_gain', 8.2),
    ];
    expect(prepare(week(), both)).toMatchObject({
      actions: [both[0]],
      codes: ['action-exceeds-price'],
    });
  });

  it('undoes splits, those after the end as well, and never hands the latter on', () => {
    const splits = [actionOf('2024-01-04', 'split', 2), actionOf('2024-01-12', 'split', 3)];
    const cash = actionOf('2024-01-03', 'dividend', 0.1);
    const { bars, actions, closes } = prepare(week(), [...splits, cash]);
    expect(closes.slice(0, 3)).toEqual([60, 60.6, 30.6]);
    expect(bars[0]!.volume).toBe(17n);
    expect(actions.map(({ kind, value }) => [kind, value.toNumber()])).toEqual([
      ['dividend', 0.6],
      ['split', 2],
    ]);
  });
  it(`lets only what can be stored through, whatever comes (FC_SEED=${seed})`, () => {
    const cell = fc.option(fc.oneof(fc.double(), fc.double({ min: 0, max: 100 })), { nil: null });
    const day = fc.integer({ min: 19_700, max: 19_740 });
    const bar = fc.record({ day, open: cell, high: cell, low: cell, close: cell });
    const action = fc.record({
      day,
      kind: fc.constantFrom('dividend' as const, 'split' as const, 'capital_gain' as const),
      value: fc.double({ noNaN: true, min: -1, max: 20 }),
    });
    const iso = (value: number): string => new Date(value * 86_400_000).toISOString().slice(0, 10);
    const property = fc.property(fc.array(bar), fc.array(action), (bars, actions) => {
      const prepared = prepare(
        bars.map(({ day: at, ...cells }) => barOf(iso(at), cells)),
        actions.map(({ day: at, kind, value }) => actionOf(iso(at), kind, value)),
      );
      const dates = Int32Array.from(prepared.bars, ({ date }) => toEpochDay(date));
      const close = Float64Array.from(prepared.closes);
      dates.forEach((date, i) => expect(date).toBeGreaterThan(dates[i - 1] ?? 0));
      for (const { low, open, close: last, high } of prepared.bars) {
        expect(low.gt(0) && low.lte(open) && low.lte(last)).toBe(true);
        expect(high.gte(open) && high.gte(last) && high.isFinite()).toBe(true);
      }
      expect(() => deriveFactors({ dates, close }, prepared.actions)).not.toThrow();
    });
    fc.assert(property, { seed, numRuns: 200 });
  });
});
