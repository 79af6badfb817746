import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf, run } from '../../../../test/builders/ledger.js';
import { buildMarket, decidedBy, periodic, weightsOf } from '../../../../test/builders/market.js';
import { runs as allRuns, seed } from '../../../../test/builders/propertyRuns.js';
import * as random from '../../../../test/builders/randomMarket.js';

/** Whole ledgers: a quarter of the runs is thousands of simulated years. */
const runs = { seed, numRuns: allRuns.numRuns / 4 };

const DATES = random.SESSIONS.slice(0, 20);
const closes = random.closes(DATES.length);
type When = 'never' | 'weekly' | 'monthly';
const frequency = fc.constantFrom<When[]>('never', 'weekly', 'monthly');

describe(`the ledger, seed ${seed}`, () => {
  it('scaling capital scales money, within cents, and leaves returns', () => {
    const scale = fc.integer({ min: 2, max: 1000 });
    const holds = (a: number[], b: number[], [w]: number[], k: number, when: When): void => {
      const market = buildMarket(DATES, { A: { close: a }, B: { close: b } });
      const targets = [w!, 1 - w!];
      const ledgers = [10_000, 10_000 * k].map((initialCapital) =>
        run(market, targets, { initialCapital, costs: { commissionBps: 5 } }, periodic(when)),
      );
      const [small, large] = ledgers.map(columnsOf);
      // A cent for each amount and fee that is rounded, and for each position valued.
      const cents = 2 * ledgers[0]!.trades.length + 2;
      small!.equity.forEach((equity, i) => {
        const growth = equity / 10_000;
        const allowed = cents * (k + 1) * 0.01 * Math.max(1, growth);
        expect(Math.abs(large!.equity[i]! - k * equity)).toBeLessThanOrEqual(allowed);
      });
      ledgers[0]!.timeWeightedReturns.forEach((value, i) => {
        const base = small!.equity[i]!;
        const allowed = (4 * cents * 0.01) / Math.min(base, small!.equity[i + 1]!, 10_000);
        expect(Math.abs(value - ledgers[1]!.timeWeightedReturns[i]!)).toBeLessThan(allowed);
      });
    };
    fc.assert(fc.property(closes, closes, random.weights(1), scale, frequency, holds), runs);
  });

  it('one asset bought and held is its total return', () => {
    const holds = (close: number[], dividend: number, day: number): void => {
      const action = [DATES[day]!, 'dividend', String(dividend / 100)] as const;
      const market = buildMarket(DATES, { A: { close, actions: [action] } });
      const { timeWeightedReturns, days } = run(market, [1], { initialCapital: '1000000000' });
      const adjusted = market.assets[0]!.adjustedClose;
      timeWeightedReturns.forEach((_, i) => {
        const growth = days.equityCents[i + 1]! / days.equityCents[0]!;
        expect(Math.abs(growth / (adjusted[i + 1]! / adjusted[0]!) - 1)).toBeLessThan(1e-10);
      });
    };
    const day = fc.integer({ min: 1, max: DATES.length - 1 });
    fc.assert(fc.property(closes, fc.integer({ min: 1, max: 400 }), day, holds), runs);
  });

  it('rebalancing identical assets without costs changes nothing, but for cents', () => {
    const holds = (close: number[], weights: number[]): void => {
      const market = buildMarket(DATES, { A: { close }, B: { close }, C: { close } });
      const rest = 1 - weights.reduce((sum, weight) => sum + weight, 0);
      const targets = [...weights, Math.max(0, rest)];
      const held = columnsOf(run(market, [1, 0, 0]));
      const ledger = run(market, targets, {}, periodic('weekly'));
      const growthMax = Math.max(...close) / Math.min(...close);
      const allowed = 0.01 * (ledger.trades.length + 6) * growthMax;
      columnsOf(ledger).equity.forEach((equity, i) => {
        expect(Math.abs(equity - held.equity[i]!)).toBeLessThanOrEqual(allowed);
      });
    };
    fc.assert(fc.property(closes, random.weights(2), holds), runs);
  });

  it('fees never raise equity', () => {
    // With a least cost per trade a small sale may not be worth making, and what is kept may rise.
    const proportional = random.costs.map((costs) => ({
      ...costs,
      commissionFixed: 0,
      commissionPerShareMinimum: 0,
    }));
    const holds = (a: number[], b: number[], [w]: number[], costs: object, when: When): void => {
      const market = buildMarket(DATES, { A: { close: a }, B: { close: b } });
      const strategy = periodic(when);
      const free = run(market, [w!, 1 - w!], {}, strategy);
      const charged = run(market, [w!, 1 - w!], { costs }, strategy);
      const growthMax = Math.max(...a, ...b) / Math.min(...a, ...b);
      const cents = (free.trades.length + charged.trades.length + 4) * growthMax;
      charged.days.equityCents.forEach((equity, i) => {
        expect(equity).toBeLessThanOrEqual(free.days.equityCents[i]! + cents);
      });
      expect(charged.days.feesToDateCents).toEqual(charged.days.feesToDateCents.toSorted());
    };
    fc.assert(fc.property(closes, closes, random.weights(1), proportional, frequency, holds), runs);
  });

  it('cash is never negative, cash and holdings are equity, and gains add up', () => {
    const shapes = fc.tuple(random.assetShapes(DATES), random.assetShapes(DATES));
    const chosen = fc.array(random.weights(3), {
      minLength: DATES.length,
      maxLength: DATES.length,
    });
    fc.assert(
      fc.property(shapes, closes, random.options, chosen, ([a, b], close, options, list) => {
        const market = buildMarket(DATES, { A: a, B: b, C: { close } });
        const whims = decidedBy(
          'Whims',
          () =>
            ({ index }) =>
              index % 3 === 2 ? null : weightsOf(...list[index]!),
        );
        const { days, contributions, initialCapitalCents } = run(market, [0, 0, 0], options, whims);
        const { equityCents, cashCents, investedCents, externalFlowCents } = days;
        equityCents.forEach((equity, i) => {
          expect(cashCents[i]).toBeGreaterThanOrEqual(0);
          expect(cashCents[i]! + investedCents[i]!).toBe(equity);
          expect(Number.isInteger(equity)).toBe(true);
        });
        const gains = contributions.assets.reduce((sum, { gainCents }) => sum + gainCents, 0);
        const flows = externalFlowCents.reduce((sum, flow) => sum + flow, 0);
        expect(gains - contributions.managementFeeCents).toBe(
          equityCents.at(-1)! - initialCapitalCents - flows,
        );
      }),
      runs,
    );
  });
});
