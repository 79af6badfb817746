import { describe, expect, it } from '@jest/globals';
import { columnsOf, run, tradeLines } from '../../../../test/builders/ledger.js';
import { buildMarket, decidedBy, periodic, weightsOf } from '../../../../test/builders/market.js';

const MONTHS = ['2024-01-02', '2024-01-31', '2024-02-29', '2024-03-28'];
const flat = buildMarket(MONTHS, { A: { close: [10, 10, 10, 10] }, B: { close: [5, 5, 5, 5] } });

describe('contributions', () => {
  it('buy pro rata to the targets at the close that ends each month, and sell nothing', () => {
    const moving = buildMarket(MONTHS, {
      A: { close: [10, 20, 20, 20] },
      B: { close: [5, 5, 5, 4] },
    });
    const flows = [{ kind: 'contribution' as const, amount: '100' }];
    const ledger = run(moving, [0.6, 0.4], { initialCapital: '1000', flows });
    expect(tradeLines(ledger)).toEqual([
      '2024-01-02 A 60 10 600.00 0.00 initial',
      '2024-01-02 B 80 5 400.00 0.00 initial',
      '2024-01-31 A 3 20 60.00 0.00 flow',
      '2024-01-31 B 8 5 40.00 0.00 flow',
      '2024-02-29 A 3 20 60.00 0.00 flow',
      '2024-02-29 B 8 5 40.00 0.00 flow',
      '2024-03-28 A 3 20 60.00 0.00 flow',
      '2024-03-28 B 10 4 40.00 0.00 flow',
    ]);
    expect(columnsOf(ledger).equity).toEqual([1000, 1700, 1800, 1804]);
    expect(columnsOf(ledger).flow).toEqual([0, 100, 100, 100]);
    const [first, second, third] = [...ledger.timeWeightedReturns];
    expect([first, second]).toEqual([0.6, 0]);
    expect(third).toBeCloseTo(-96 / 1800, 15);
    expect(ledger.contributions.totalCents).toBe(50400);
  });

  it('grow with each whole year since their start, within their dates', () => {
    const dates = [
      '2023-03-31',
      '2023-12-29',
      '2024-03-28',
      '2024-04-30',
      '2024-12-31',
      '2025-04-30',
    ];
    const flows = [
      {
        kind: 'contribution' as const,
        amount: 100,
        growthAnnual: 0.1,
        start: '2023-04-30',
        end: '2025-01-01',
      },
    ];
    const market = buildMarket(dates, { A: { close: [1, 1, 1, 1, 1, 1] } });
    const ledger = run(market, [1], { initialCapital: '1000', flows });
    expect(columnsOf(ledger).flow).toEqual([0, 100, 100, 110, 110, 0]);
  });

  it('stay in cash where nothing was decided', () => {
    const flows = [{ kind: 'contribution' as const, fraction: 0.01 }];
    const nothing = decidedBy('Nothing', () => () => null);
    const ledger = run(flat, [0.5, 0.5], { initialCapital: '1000', flows }, nothing);
    expect(columnsOf(ledger).cash).toEqual([1000, 1010, 1020.1, 1030.3]);
  });
});

describe('withdrawals', () => {
  it('of a tenth each month come out of everything in proportion', () => {
    const flows = [{ kind: 'withdrawal' as const, fraction: 0.1 }];
    const ledger = run(flat, [0.5, 0.3], { initialCapital: '1000', flows });
    expect(columnsOf(ledger).equity).toEqual([1000, 900, 810, 729]);
    expect(columnsOf(ledger).cash).toEqual([200, 180, 162, 145.8]);
    expect(tradeLines(ledger).slice(2, 4)).toEqual([
      '2024-01-31 A -5 10 50.00 0.00 flow',
      '2024-01-31 B -6 5 30.00 0.00 flow',
    ]);
    expect([...ledger.timeWeightedReturns]).toEqual([0, 0, 0]);
    expect(ledger.moneyWeightedReturn).toBeCloseTo(0, 12);
  });

  it('sell more to pay for their own costs', () => {
    const flows = [{ kind: 'withdrawal' as const, amount: '100', end: '2024-01-31' }];
    const options = { initialCapital: '1000', costs: { commissionFixed: 1 }, flows };
    const ledger = run(flat, [1, 0], options);
    // Of 99.9 shares those for 100.00 and the commission.
    expect(tradeLines(ledger)[1]).toBe('2024-01-31 A -10.1 10 101.00 1.00 flow');
    expect(columnsOf(ledger).equity).toEqual([999, 898, 898, 898]);
  });

  it('pay what there is when money runs out, and returns end there', () => {
    const flows = [{ kind: 'withdrawal' as const, amount: '600' }];
    const ledger = run(flat, [1, 0], { initialCapital: '1000', flows });
    expect(columnsOf(ledger).flow).toEqual([0, -600, -400, 0]);
    expect(columnsOf(ledger).equity).toEqual([1000, 400, 0, 0]);
    expect(ledger.timeWeightedReturns).toHaveLength(2);
    expect(ledger.ruinedOn).toBe(flat.dates[2]);
  });

  it('and a rebalance at the same close are one trade', () => {
    const moving = buildMarket(MONTHS, {
      A: { close: [10, 20, 20, 20] },
      B: { close: [5, 5, 5, 5] },
    });
    const flows = [
      { kind: 'withdrawal' as const, amount: '300', end: '2024-01-31' },
      { kind: 'contribution' as const, amount: '100', end: '2024-01-31' },
    ];
    const ledger = run(moving, [0.5, 0.5], { initialCapital: '1000', flows }, periodic('monthly'));
    // 1500.00 and 100.00 less 300.00: 650.00 each.
    expect(tradeLines(ledger).slice(2)).toEqual([
      '2024-01-31 A -17.5 20 350.00 0.00 rebalance',
      '2024-01-31 B 30 5 150.00 0.00 rebalance',
    ]);
    expect(columnsOf(ledger).flow).toEqual([0, -200, 0, 0]);
    expect(ledger.flows.map(({ kind }) => kind)).toEqual(['contribution', 'withdrawal']);
  });
});

describe('what cannot be is refused', () => {
  it.each([
    [{ initialCapital: '-1' }, 'initialCapital'],
    [{ initialCapital: 0.001 }, 'initialCapital'],
    [{ costs: { commissionBps: -1 } }, 'costs.commissionBps'],
    [{ flows: [{ kind: 'withdrawal' as const }] }, 'flows.0'],
    [{ flows: [{ kind: 'withdrawal' as const, amount: 1, fraction: 0.1 }] }, 'flows.0'],
    [{ flows: [{ kind: 'withdrawal' as const, amount: 1, start: '2024-02-30' }] }, 'flows.0.start'],
  ])('%j', (options, field) => {
    const refusal = { code: 'LEDGER_OPTIONS_REFUSED', detail: { field } };
    expect(() => run(flat, [1, 0], options)).toThrow(expect.objectContaining(refusal));
  });

  it.each([[[0.6, 0.5]], [[-0.1, 0.5]], [[NaN, 0.5]], [[1]]])('weights of %j', (weights) => {
    const refusal = expect.objectContaining({ code: 'WEIGHTS_REFUSED' });
    expect(() => run(flat, weights)).toThrow(refusal);
    const strategy = decidedBy('Careless', () => () => weightsOf(...weights));
    expect(() => run(flat, [0, 0], {}, strategy)).toThrow(refusal);
  });

  it('but what rounding leaves of a weight of 0 or 1 counts as that', () => {
    const ledger = run(
      flat,
      [1, 0],
      {},
      decidedBy('Rounded', () => () => weightsOf(1 + 1e-12, -1e-17)),
    );
    expect(tradeLines(ledger)).toEqual(['2024-01-02 A 1000 10 10000.00 0.00 initial']);
  });

  it('more money than can be counted to the cent', () => {
    const market = buildMarket(MONTHS.slice(0, 2), { A: { close: [0.01, 1e6] } });
    const refusal = expect.objectContaining({ code: 'AMOUNT_TOO_LARGE' });
    expect(() => run(market, [1], { initialCapital: '9999999999' })).toThrow(refusal);
  });
});
