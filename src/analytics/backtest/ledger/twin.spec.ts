import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { run } from '../../../../test/builders/ledger.js';
import { disagreements } from '../../../../test/builders/ledgerTwin.js';
import { buildMarket, periodic } from '../../../../test/builders/market.js';
import { runs, seed } from '../../../../test/builders/propertyRuns.js';
import * as random from '../../../../test/builders/randomMarket.js';
import { walk } from '../../../../test/builders/priceSeries.js';
import { fromEpochDay } from '../../../domain/tradingDate.js';

type When = 'never' | 'daily' | 'weekly' | 'monthly';
const DATES = random.SESSIONS.slice(0, 30);

describe(`the ledger and its twin in decimals, seed ${seed}`, () => {
  it('keep the same books to the cent, every day', () => {
    const assets = fc.array(random.assetShapes(DATES), { minLength: 1, maxLength: 3 });
    const frequency = fc.constantFrom<When[]>('never', 'daily', 'weekly', 'monthly');
    const cases = assets.chain((list) =>
      fc.tuple(fc.constant(list), random.weights(list.length), random.options, frequency),
    );
    fc.assert(
      fc.property(cases, ([list, weights, options, when]) => {
        // One asset is there all the time, so that there is a session for every date.
        const whole = { close: DATES.map((_, i) => 10 + (i % 7) / 8) };
        const shapes = Object.fromEntries(list.map((shape, i) => [`A${i}`, shape]));
        const market = buildMarket(DATES, { ...shapes, WHOLE: whole });
        const ledger = run(market, [...weights, 0], options, periodic(when));
        expect(disagreements(ledger, market, options)).toEqual([]);
      }),
      runs,
    );
  });

  it('keep the same books over ten years of ten assets', () => {
    const series = Array.from({ length: 10 }, (_, i) => walk('2014-01-02', '2023-12-29', 7 + i));
    const dates = [...series[0]!.dates].map(fromEpochDay);
    const shapes = series.map(({ close }, i) => [`A${i}`, { close: [...close] }] as const);
    const market = buildMarket(dates, Object.fromEntries(shapes));
    const options = {
      initialCapital: '9999999999.99',
      costs: { commissionBps: 7, managementFeeAnnual: 0.002 },
    };
    const ledger = run(market, new Array<number>(10).fill(0.1), options, periodic('monthly'));
    expect(disagreements(ledger, market, options)).toEqual([]);
  });
});
