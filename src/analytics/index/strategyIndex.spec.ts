import { describe, expect, it } from '@jest/globals';
import { closesFrom, history } from '../../../test/builders/indexMarket.js';
import type { z } from 'zod';
import type { IndexKind } from '../../domain/marketIndex.js';
import { tradingDate } from '../../domain/tradingDate.js';
import { computeIndex } from './computeIndex.js';
import { indexEvents } from './events.js';
import type { IndexLedger } from './ledger.js';
import { INDEX_PARAMETERS, indexParameters } from './parameters.js';
import { indexAllocations, indexNotes } from './publication.js';
import { datedWeights, type IndexStrategy, type StrategyClose } from './strategyWeights.js';

const FROM = '2024-01-02';
const a = history('A', closesFrom(FROM, [10, 20, 20, 20, 40, 40, 40, 40, 40, 40]));
const b = history('B', closesFrom(FROM, [50, 50, 50, 50, 50, 50, 50, 50, 50, 100]));

function compute(
  kind: IndexKind,
  parameters: Record<string, unknown>,
  strategy: IndexStrategy | null = null,
  histories = [a, b],
): IndexLedger {
  const definition = { kind, parameters, baseDate: tradingDate(FROM), baseValue: '100' };
  const range = { to: tradingDate('2024-01-16') };
  return computeIndex(definition, histories, new Map(), range, strategy);
}

const half = new Map([
  ['A', 0.5],
  ['B', 0.5],
]);

describe('an equal-weighted index', () => {
  it('holds the same amount of each at a rebalance, and units between', () => {
    const { levels, divisors } = compute('equal-weighted', { frequency: 'weekly' });
    // Half in A doubles; from 5 January on 75 in each; A doubles again.
    expect(Array.from(levels, (level) => Number(level.toFixed(9)))).toEqual([
      100, 150, 150, 150, 225, 225, 225, 225, 225, 337.5,
    ]);
    expect(Math.max(...divisors) / Math.min(...divisors) - 1).toBeLessThan(1e-12);
  });

  it('needs capitalisations only where the largest are asked for', () => {
    expect(() => compute('equal-weighted', { top: 1 })).toThrow(/can hold none/);
    expect(indexAllocations(compute('equal-weighted', {})).map(({ symbol }) => symbol)).toEqual([
      'A',
      'B',
    ]);
  });
});

describe('a strategy index', () => {
  const weights = (...decisions: [string, [string, number][]][]): IndexStrategy =>
    datedWeights(
      decisions.map(([date, list]) => ({ date: tradingDate(date), weights: new Map(list) })),
    );

  it('follows dated weights; what they leave is cash', () => {
    const strategy = weights([FROM, [['A', 0.5]]], ['2024-01-06', [['B', 1]]]);
    const { levels } = compute('strategy', {}, strategy);
    // 50 in A and 50 in cash; at the close of 8 January (A at 40) all into B.
    expect([...levels]).toEqual([100, 150, 150, 150, 250, 250, 250, 250, 250, 500]);
  });

  it('is told the drifted weights, and what can be traded, day by day', () => {
    const seen: StrategyClose[] = [];
    const strategy: IndexStrategy = {
      weightsAt(close) {
        seen.push(close);
        return close.previousDate === null ? half : null;
      },
    };
    const late = history('L', closesFrom(FROM, [null, 5, 5, 5, 5, 5, 5, 5, 5, 5]));
    compute('strategy', {}, strategy, [a, b, late]);
    expect(seen).toHaveLength(10);
    expect(seen[0]).toMatchObject({ date: FROM, previousDate: null, weights: new Map() });
    expect(seen[1]?.weights.get('A')).toBeCloseTo(2 / 3, 12);
    expect(seen.slice(0, 2).map(({ isTradable }) => isTradable('L'))).toEqual([false, true]);
    expect(seen[1]?.isTradable('NOT')).toBe(false);
  });

  it('takes the expense of a year in 365.25 days', () => {
    const years = ['2023-01-03', '2024-01-03', '2025-01-03', '2027-01-04'];
    const flat = history(
      'F',
      years.map((date) => [date, 10]),
    );
    const definition = {
      kind: 'strategy' as const,
      parameters: { expenseRatio: 0.01 },
      baseDate: tradingDate('2023-01-03'),
      baseValue: 100,
    };
    const strategy = weights(['2020-01-01', [['F', 1]]]);
    const range = { to: tradingDate('2027-12-31') };
    const { levels, marketValues, divisors } = computeIndex(
      definition,
      [flat],
      new Map(),
      range,
      strategy,
    );
    expect(levels[3]).toBeCloseTo(100 * 0.99 ** (1462 / 365.25), 10);
    levels.forEach((level, t) => expect(level).toBe(marketValues[t]! / divisors[t]!));
  });

  it('keeps the proceeds of what is delisted, and cash for what has no price yet', () => {
    const gone = history('G', closesFrom(FROM, [10, 12]), [], true);
    const strategy = weights([
      FROM,
      [
        ['G', 0.5],
        ['B', 0.5],
      ],
    ]);
    const ledger = compute('strategy', {}, strategy, [gone, b]);
    expect(ledger.levels[9]).toBeCloseTo(60 + 100, 9);
    expect(indexEvents(ledger).filter(({ kind }) => kind === 'exit')).toMatchObject([
      { date: '2024-01-04', symbol: 'G' },
    ]);
    const late = history('L', closesFrom(FROM, [null, 5, 6]));
    const early = compute('strategy', {}, weights([FROM, [['L', 1]]]), [late, b]);
    expect(early.levels[2]).toBe(100);
    expect(indexNotes(early)).toContainEqual(
      expect.objectContaining({ kind: 'no-price', symbol: 'L', date: FROM }),
    );
  });

  it.each([
    ['negative', [['A', -0.1]], /A is -0.1/],
    [
      'more than all',
      [
        ['A', 0.7],
        ['B', 0.7],
      ],
      /sum to 1.4/,
    ],
    ['not a number', [['A', NaN]], /A is NaN/],
    ['of another asset', [['Z', 0.5]], /Z is none of its constituents/],
  ] as [string, [string, number][], RegExp][])('refuses weights that are %s', (_, list, why) => {
    expect(() => compute('strategy', {}, weights([FROM, list]))).toThrow(why);
  });

  it('is refused without its strategy', () => {
    expect(() => compute('strategy', {})).toThrow(/none were given/);
  });
});

describe('what an index is made of', () => {
  it('has a default and a description for every parameter', () => {
    for (const schema of Object.values(INDEX_PARAMETERS)) {
      expect(schema.parse({})).toBeDefined();
      for (const field of Object.values<z.ZodType>(schema.shape)) {
        expect(field.description?.length).toBeGreaterThan(20);
      }
    }
  });

  it('reads stored parameters over the defaults', () => {
    const stored = { constituents: ['SPY', '^GSPC'], frequency: 'monthly', weightMax: 0.25 };
    expect(indexParameters('cap-weighted', stored)).toEqual({
      ...indexParameters('cap-weighted', {}),
      ...stored,
    });
  });

  it('names the parameter that is refused', () => {
    expect(() => compute('cap-weighted', { weightMax: 2 })).toThrow(/weightMax: /);
    expect(() => compute('equal-weighted', { weightMax: 0.5 })).toThrow(/weightMax/);
  });

  it('refuses assets given twice, unknown ones, and ranges without a session', () => {
    expect(() => compute('equal-weighted', {}, null, [a, a])).toThrow(/twice/);
    expect(() => compute('equal-weighted', { constituents: ['A', 'Q'] })).toThrow(/Q is a/);
    const old = history('O', [['2020-01-02', 5]]);
    expect(() => compute('equal-weighted', {}, null, [old])).toThrow(/No constituent has a bar/);
    expect(indexNotes(compute('equal-weighted', {}, null, [a, old]))).toMatchObject([
      { kind: 'no-history', symbol: 'O', date: null },
    ]);
  });

  it('takes the constituents that it names and no others', () => {
    const ledger = compute('equal-weighted', { constituents: ['B'] });
    expect(indexAllocations(ledger).map(({ symbol }) => symbol)).toEqual(['B']);
  });
});
