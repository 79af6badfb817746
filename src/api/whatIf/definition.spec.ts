import { describe, expect, it } from '@jest/globals';
import { STRATEGY_KINDS } from '../../domain/strategy.js';
import { comparisonQuery } from '../comparison/comparison.query.js';
import { monteCarloQuery, monteCarloUrl } from '../monteCarlo/monteCarlo.query.js';
import { spelledStrategy, strategyOfQuery } from './definition.js';
import { rangeOfSimulation, simulationParameters } from './simulation.query.js';
import { STRATEGY_PARAMETERS, STRATEGY_QUERY_NAMES } from './strategyParameters.js';
import { numberFrom, spelled } from './spelling.js';
import { whatIfQuery, whatIfUrl } from './whatIf.query.js';

/** Values unlike the defaults, in a spelling that is not the canonical one. */
const OTHERS: Readonly<Record<string, string>> = {
  frequency: ' Yearly ',
  insufficientHistory: 'CASH',
  shrinkageTarget: 'Diagonal',
  mode: 'Absolute',
  strategyTo: 'Edge',
  withoutGain: 'Cash',
  safeAsset: ' bil ',
  stocks: 'spy, Agg',
  bonds: 'tlt',
  satellites: 'iwm,EFA',
};

describe('a strategy in an address', () => {
  it('has parameters that no address has under the same name', () => {
    const own = new Set(STRATEGY_QUERY_NAMES);
    const taken = [whatIfQuery, monteCarloQuery, comparisonQuery].map(({ shape }) =>
      Object.keys(shape).filter((name) => own.has(name)),
    );
    expect(taken).toEqual([[...own], [...own], []]);
    for (const name of Object.keys({ ...rangeOfSimulation, ...simulationParameters })) {
      expect(own.has(name)).toBe(false);
    }
  });

  it.each(STRATEGY_KINDS)('%s: one spelling, whatever is given', (kind) => {
    const own = STRATEGY_PARAMETERS[kind];
    const defaults = own.map((it) => [it.queryName, spelled(it.default)] as const);
    const given = Object.fromEntries(defaults.filter(([, text]) => text !== ''));
    expect(spelledStrategy(strategyOfQuery({ strategy: kind, ...given }))).toEqual(
      spelledStrategy(strategyOfQuery({ strategy: kind })),
    );
    const changed = own.map(({ queryName, default: standard }): [string, string] => {
      const other = OTHERS[queryName];
      if (other !== undefined && typeof standard !== 'number') return [queryName, other];
      if (typeof standard === 'number') return [queryName, `${standard === 1 ? '1.0' : standard}`];
      return [queryName, spelled(standard)];
    });
    const texts = Object.fromEntries(changed.filter(([, text]) => text !== ''));
    const spelling = spelledStrategy(strategyOfQuery({ strategy: kind, ...texts }));
    const again = Object.fromEntries(spelling.filter(([name]) => name !== 'strategy'));
    expect(spelledStrategy(strategyOfQuery({ strategy: kind, ...again }))).toEqual(spelling);
  });
});

describe('a canonical address', () => {
  it('asks for itself', () => {
    const query = {
      weights: 'spy:.5,agg:.25',
      strategy: 'bands',
      strategyTo: 'edge',
      relativeBand: 'none',
      contribution: '100.50',
      metrics: 'sharpe,cagr',
      include: 'trades,series',
      benchmark: 'agg',
      riskFreeRate: '.02',
      feeBps: '1e1',
    };
    const url = whatIfUrl(query);
    expect(url).toBe(
      '/v1/what-if?weights=AGG:0.25,SPY:0.5&strategy=bands&relativeBand=none&strategyTo=edge&contribution=100.5&feeBps=10&benchmark=AGG&riskFreeRate=0.02&metrics=cagr,sharpe&include=series,trades',
    );
    expect(whatIfUrl(Object.fromEntries(new URL(url, 'http://localhost').searchParams))).toBe(url);
    // To tell no parts is not to tell all of them, which is what leaving it out means.
    const bare = whatIfUrl({ weights: 'SPY', include: 'none' });
    expect(bare).toBe('/v1/what-if?weights=SPY&include=none');
    expect(whatIfUrl({ weights: 'SPY' })).toBe('/v1/what-if?weights=SPY');
    const futures = monteCarloUrl({ weights: 'SPY', seed: '07', meanAnnual: 'none', paths: '500' });
    expect(futures).toBe('/v1/monte-carlo?weights=SPY&paths=500&seed=7');
  });
});

describe('a number in any spelling', () => {
  it('is what it says, and nothing else is one', () => {
    expect(['.6', '0.60', '6e-1', ' +0.6 ', '-0'].map(numberFrom)).toEqual([0.6, 0.6, 0.6, 0.6, 0]);
    for (const text of ['', '.', '1,5', '0x10', 'Infinity', 'NaN', '1e999', '١']) {
      expect([text, numberFrom(text)]).toEqual([text, undefined]);
    }
  });
});
