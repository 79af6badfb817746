import { describe, expect, it } from '@jest/globals';
import { sessionsBetween } from '../../domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import { HighwaterError } from '../../domain/errors.js';
import { backtestCost, COST_MAX, requireAffordable } from './backtestCost.js';
import type { BacktestInput } from './backtestInput.js';

const TO = tradingDate('2023-12-29');
const dates = Int32Array.from(sessionsBetween(tradingDate('2004-01-02'), TO), toEpochDay);
const column = new Float64Array(dates.length).fill(1);
const series = { dates, close: column, adjustedClose: column, volume: new Float64Array() };

function input(assets: number, changes: Partial<BacktestInput> = {}): BacktestInput {
  const symbols = Array.from({ length: assets }, (_, i) => `A${i}`);
  return {
    assets: symbols.map((symbol) => ({ symbol, series, actions: [] })),
    targets: symbols.map(() => 1 / assets),
    strategy: 'rebalance',
    parameters: { frequency: 'monthly' },
    options: {},
    from: null,
    to: TO,
    benchmark: null,
    riskFreeRate: 0,
    ...changes,
  };
}

describe('the cost of a backtest', () => {
  it('counts the sessions that are simulated, and the closes that are decided at', () => {
    const whole = backtestCost(input(10));
    expect(whole).toMatchObject({ assets: 10, sessions: dates.length, decisions: 240 });
    const year = backtestCost(input(10, { from: tradingDate('2023-01-03') }));
    expect(year).toMatchObject({ sessions: 250, decisions: 12 });
    expect(backtestCost(input(10, { from: tradingDate('2030-01-02') })).sessions).toBe(0);
  });

  it('grows with assets, decisions, payments and what is looked at', () => {
    const of = (...given: Parameters<typeof input>): number => backtestCost(input(...given)).total;
    const daily = { parameters: { frequency: 'daily' } };
    expect(of(20)).toBeGreaterThan(of(10));
    expect(of(10, daily)).toBeGreaterThan(of(10));
    const flows = [{ kind: 'contribution' as const, amount: '1', frequency: 'daily' as const }];
    expect(of(10, { options: { flows } })).toBeGreaterThan(of(10));
    const optimised = { strategy: 'minimum-variance' as const };
    expect(of(10, { ...optimised, ...daily })).toBeGreaterThan(of(10, daily));
    const looking = { strategy: 'moving-average' as const, parameters: { lookback: 2000 } };
    expect(of(10, looking)).toBeGreaterThan(of(10));
    expect(of(10, { strategy: 'buy-and-hold', parameters: {} })).toBeLessThan(of(10));
  });

  it('lets pass what fifty assets of twenty years take by the month, whatever the strategy', () => {
    for (const strategy of ['rebalance', 'momentum', 'risk-parity', 'maximum-sharpe'] as const) {
      const parameters = { frequency: 'monthly' };
      expect(() => requireAffordable([input(50, { strategy, parameters })])).not.toThrow();
    }
  });

  it('is refused above its limit, with what to change; several are added up', () => {
    const strategy = 'minimum-variance' as const;
    const daily = input(50, { strategy, parameters: { frequency: 'daily' } });
    const refusal = (inputs: BacktestInput[]): HighwaterError => {
      try {
        requireAffordable(inputs);
      } catch (thrown) {
        return thrown as HighwaterError;
      }
      throw new Error('it was let pass');
    };
    const { code, kind, message, detail } = refusal([daily]);
    expect([code, kind, detail['most']]).toEqual(['WHAT_IF_TOO_COSTLY', 'usage', COST_MAX]);
    expect(message).toMatch(/50 assets over 5\d{3} sessions .* minimum-variance.*than daily/);
    const monthly = input(50, { strategy, parameters: { frequency: 'monthly' } });
    expect(refusal(Array<BacktestInput>(10).fill(monthly)).code).toBe('WHAT_IF_TOO_COSTLY');
  });
});
