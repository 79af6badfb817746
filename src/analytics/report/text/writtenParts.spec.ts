import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assetHistory } from '../../../../test/builders/market.js';
import { seed } from '../../../../test/builders/propertyRuns.js';
import { sessionsBetween } from '../../../domain/tradingCalendar.js';
import { tradingDate } from '../../../domain/tradingDate.js';
import { backtestReport, PLAIN_PARTS, reportWith } from '../backtestReport.js';
import type { BacktestInput } from '../backtestInput.js';
import { runBacktest } from '../runBacktest.js';
import { ByteText } from './byteText.js';
import { WRITTEN_PARTS } from './writtenParts.js';

const DATES = sessionsBetween(tradingDate('2021-01-04'), tradingDate('2021-12-31'));
/** An object has the names that are numbers first. */
const SYMBOLS = ['SPY', '7203', 'AGG', '31'];

const assets = SYMBOLS.map((symbol, k) => {
  const close = DATES.map((_, i) => 90 + 10 * k + i / (k + 3) + 5 * Math.sin(i * (k + 1)));
  return { symbol, series: assetHistory(symbol, DATES, { close }).series, actions: [] };
});

const inputs: fc.Arbitrary<BacktestInput> = fc.record({
  assets: fc.constant(assets),
  targets: fc.array(fc.constantFrom(0, 0, 0.1, 0.25), {
    minLength: SYMBOLS.length,
    maxLength: SYMBOLS.length,
  }),
  strategy: fc.constant('rebalance' as const),
  parameters: fc.record({ frequency: fc.constantFrom('daily', 'monthly', 'yearly') }),
  options: fc.record({
    initialCapital: fc.constantFrom('1.00', '10000.00', '9999999999.99'),
    shares: fc.constantFrom('fractional' as const, 'whole' as const),
    costs: fc.constantFrom({}, { commissionBps: 10, spreadBps: 3 }),
    flows: fc.constantFrom(
      [],
      [
        {
          kind: 'withdrawal' as const,
          amount: '900.00',
          fraction: null,
          frequency: 'monthly' as const,
          growthAnnual: 0,
        },
      ],
    ),
  }),
  from: fc.constantFrom(null, DATES[100]!),
  to: fc.constantFrom(DATES.at(-1)!, DATES[101]!),
  benchmark: fc.constantFrom(null, {
    name: 'B',
    series: assetHistory('B', DATES, {
      close: DATES.map((_, i) => (i % 3 === 0 && i > 2 ? null : 50 + Math.cos(i))),
    }).series,
  }),
  riskFreeRate: fc.constant(0.02),
});

describe(`a report that is written from columns, seed ${seed}`, () => {
  it('is to the byte that of objects, written by JSON.stringify', () => {
    const agrees = (input: BacktestInput): void => {
      const run = runBacktest(input);
      const choice = { metrics: ['cagr'] as const };
      const text = new ByteText(1);
      text.object(reportWith({ ...PLAIN_PARTS, ...WRITTEN_PARTS }, run, choice));
      const plain = JSON.stringify(backtestReport(run, choice));
      expect(new TextDecoder().decode(text.finish())).toBe(plain);
    };
    fc.assert(fc.property(inputs, agrees), { seed, numRuns: 40 });
  });
});
