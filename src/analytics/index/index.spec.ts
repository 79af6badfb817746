import { describe, expect, it } from '@jest/globals';
import { closesFrom, history, shares } from '../../../test/builders/indexMarket.js';
import type { CapHistory } from '../../domain/capitalisation.js';
import type { IndexEvent } from '../../domain/indexLedger.js';
import type { IndexKind } from '../../domain/marketIndex.js';
import { tradingDate } from '../../domain/tradingDate.js';
import { computeIndex } from './computeIndex.js';
import type { ConstituentHistory } from './constituent.js';
import { indexEvents } from './events.js';
import type { IndexLedger } from './ledger.js';
import { indexAllocations, indexCloses, indexNotes } from './publication.js';

// Sessions: 2024-01-02 (Tuesday), 03, 04, 05, 08, 09, 10, 11, 12, 16.
const FROM = '2024-01-02';
const TO = { to: tradingDate('2024-01-16') };
const WEEKLY = { frequency: 'weekly' };
const base = { baseDate: tradingDate(FROM), baseValue: '1000' };

function compute(
  parameters: Record<string, unknown>,
  histories: readonly ConstituentHistory[],
  caps: Readonly<Record<string, CapHistory>> = {},
  kind: IndexKind = 'cap-weighted',
): IndexLedger {
  const definition = { ...base, kind, parameters };
  return computeIndex(definition, histories, new Map(Object.entries(caps)), TO);
}

const row = ({ date, kind, symbol }: IndexEvent): string =>
  `${date} ${kind} ${symbol ?? ''}`.trim();
const flat = (price: number): (number | null)[] => Array.from({ length: 10 }, () => price);

describe('a capitalisation-weighted index', () => {
  const a = history('A', closesFrom(FROM, [10, 11, 11, 11, 11, 11, 11, 11, 11, 11]));
  const b = history('B', closesFrom(FROM, [20, 20, 22, 22, 22, 22, 22, 22, 22, 22]));
  const known = { A: shares(['2023-12-29', 100]), B: shares(['2023-12-29', 50]) };

  it('is the market value over the divisor', () => {
    const { levels, divisors, marketValues } = compute({}, [a, b], known);
    expect([...marketValues.subarray(0, 3)]).toEqual([2000, 2100, 2200]);
    expect([...divisors.subarray(0, 3)]).toEqual([2, 2, 2]);
    expect([...levels.subarray(0, 3)]).toEqual([1000, 1050, 1100]);
  });

  it('takes new shares at the next rebalance and not before, without a move', () => {
    const later = { ...known, A: shares(['2023-12-29', 100], ['2024-01-04', 300]) };
    const ledger = compute(WEEKLY, [a, b], later);
    expect([...ledger.levels.subarray(2)]).toEqual(Array.from({ length: 8 }, () => 1100));
    const event = indexEvents(ledger).find(({ kind }) => kind === 'shares');
    expect(event).toMatchObject({
      date: '2024-01-05',
      symbol: 'A',
      divisorBefore: 2,
      divisorAfter: 4,
      detail: { sharesBefore: 100, sharesAfter: 300 },
    });
  });

  it('brings shares up to date between rebalances where it is asked to', () => {
    const later = { ...known, A: shares(['2023-12-29', 100], ['2024-01-04', 300]) };
    const parameters = { frequency: 'yearly', sharesFrequency: 'weekly' };
    const kinds = indexEvents(compute(parameters, [a, b], later)).map(row);
    expect(kinds).toEqual([
      '2024-01-02 entry A',
      '2024-01-02 entry B',
      '2024-01-02 rebalance',
      '2024-01-05 shares A',
    ]);
  });

  it('reads shares from a capitalisation and the close of its day', () => {
    const dates = a.series.dates.slice(0, 1);
    const cap = { dates, marketCaps: Float64Array.of(1000), sharesOutstanding: null };
    const { marketValues } = compute({}, [a], { A: cap });
    expect([...marketValues.subarray(0, 2)]).toEqual([1000, 1100]);
  });

  it('lets a late asset in at the rebalance after its first close', () => {
    const late = history('L', closesFrom(FROM, [null, null, 5, 6, 6, 6, 9, 9, 9, 9]));
    const ledger = compute(WEEKLY, [a, late], { ...known, L: shares(['2023-12-29', 1000]) });
    expect(indexEvents(ledger).map(row)).toContain('2024-01-05 entry L');
    expect(ledger.levels[3]).toBe(1100);
    // 1100 × (100 × 11 + 1000 × 9) / (100 × 11 + 1000 × 6)
    expect(ledger.levels[6]).toBeCloseTo((1100 * 10100) / 7100, 9);
    expect(indexNotes(ledger)).toContainEqual(
      expect.objectContaining({ kind: 'no-price', date: '2024-01-02', symbol: 'L' }),
    );
  });

  it('does not know of shares before their day', () => {
    const ledger = compute(WEEKLY, [a, b], { ...known, B: shares(['2024-01-08', 50]) });
    const entries = indexEvents(ledger).filter(({ kind }) => kind === 'entry');
    expect(entries.map(row)).toEqual(['2024-01-02 entry A', '2024-01-12 entry B']);
    const reasons = indexNotes(ledger).map(({ kind, date }) => `${date ?? ''} ${kind}`);
    expect(reasons).toEqual(['2024-01-02 no-capitalisation', '2024-01-05 no-capitalisation']);
  });

  it('lets the delisted go at its last close, at the next session', () => {
    const gone = history('G', closesFrom(FROM, [20, 20, 30]), [], true);
    const ledger = compute({}, [a, gone], { ...known, G: shares(['2023-12-29', 50]) });
    const exit = indexEvents(ledger).find(({ kind }) => kind === 'exit');
    expect(exit).toMatchObject({ date: '2024-01-05', symbol: 'G', detail: { close: 30 } });
    expect(exit?.levelAfter).toBeCloseTo(1300, 9);
    expect(ledger.levels[3]).toBeCloseTo(1300, 9);
    expect(ledger.marketValues[3]).toBe(1100);
  });

  it('carries a close through a gap and says so; after too many sessions the asset leaves', () => {
    const gap = closesFrom(FROM, [20, null, null, 22, 22, null, null, null, null, null]);
    const held = { ...known, G: shares(['2023-12-29', 50]) };
    const ledger = compute({ carriedSessionsMax: 3 }, [a, history('G', gap)], held);
    expect([...ledger.marketValues.subarray(0, 4)]).toEqual([2000, 2100, 2100, 2200]);
    expect(indexNotes(ledger)).toMatchObject([
      { kind: 'carried', date: '2024-01-03', until: '2024-01-04', symbol: 'G' },
      { kind: 'carried', date: '2024-01-09', until: '2024-01-11', symbol: 'G' },
    ]);
    const exit = indexEvents(ledger).find(({ kind }) => kind === 'exit');
    expect(exit).toMatchObject({ date: '2024-01-12', symbol: 'G' });
  });

  it('lets what has left in again at the rebalance after its next bar', () => {
    const gap = closesFrom(FROM, [20, null, null, null, 30, 30, 30, 30, 30, 33]);
    const held = { ...known, G: shares(['2023-12-29', 50]) };
    const ledger = compute({ ...WEEKLY, carriedSessionsMax: 1 }, [a, history('G', gap)], held);
    const moves = indexEvents(ledger).filter(({ symbol }) => symbol === 'G');
    expect(moves.map(row)).toEqual([
      '2024-01-02 entry G',
      '2024-01-04 exit G',
      '2024-01-12 entry G',
    ]);
    expect(ledger.levels[8]).toBeCloseTo(1050, 9);
    expect(indexNotes(ledger)).toMatchObject([
      { kind: 'carried', date: '2024-01-03', until: '2024-01-03' },
      { kind: 'no-price', date: '2024-01-05' },
    ]);
  });

  it('rests where all have left, and goes on from there', () => {
    const gone = history('G', closesFrom(FROM, [20, 30, 30]), [], true);
    const late = history('L', closesFrom(FROM, [null, null, null, null, null, 5, 5, 5, 5, 6]));
    const caps = { G: shares(['2023-12-29', 50]), L: shares(['2023-12-29', 7]) };
    const { levels } = compute(WEEKLY, [gone, late], caps);
    // No asset trades on 5 and 8 January.
    expect([...levels.subarray(1, 7)]).toEqual(Array.from({ length: 6 }, () => 1500));
    expect(levels[7]).toBeCloseTo(1800, 9);
  });

  it('holds the largest, and of equals the first by name', () => {
    const three = ['C', 'A', 'B'].map((symbol) => history(symbol, closesFrom(FROM, flat(10))));
    const equal = { A: shares([FROM, 5]), B: shares([FROM, 5]), C: shares([FROM, 5]) };
    const held = indexAllocations(compute({ top: 2 }, three, equal));
    expect(held.map(({ symbol, weight }) => `${symbol} ${weight.toFixed()}`)).toEqual([
      'A 0.5',
      'B 0.5',
    ]);
  });

  it('caps weights, tells the factor, and the cap that cannot be kept', () => {
    const three = ['A', 'B', 'C'].map((symbol) => history(symbol, closesFrom(FROM, flat(10))));
    const caps = { A: shares([FROM, 80]), B: shares([FROM, 15]), C: shares([FROM, 5]) };
    const ledger = compute({ weightMax: 0.5 }, three, caps);
    expect(indexAllocations(ledger).map(({ weight }) => weight.toNumber())).toEqual([
      0.5, 0.375, 0.125,
    ]);
    const cap = indexEvents(ledger).find(({ kind }) => kind === 'cap');
    expect(cap).toMatchObject({ symbol: 'A', detail: { factorBefore: 1, factorAfter: 0.25 } });
    expect(indexNotes(compute({ weightMax: 0.2 }, three, caps))).toMatchObject([
      { kind: 'cap-raised', date: '2024-01-02', weightMax: 1 / 3 },
    ]);
  });

  it('is stored with eight and twelve places', () => {
    const [first, second] = indexCloses(compute({}, [a, b], { ...known, B: shares([FROM, 7]) }));
    expect(first).toMatchObject({ date: FROM, return: null });
    expect(String(first?.value)).toBe('1000');
    expect(String(second?.value)).toBe('1087.71929825');
    expect(second?.return).toBeCloseTo(0.0877192982, 9);
    expect(String(second?.divisor)).toBe('1.14');
  });
});

describe('cash', () => {
  const closes = closesFrom(FROM, [100, 95, 95, 95, 76, 76, 76, 76, 76, 76]);
  const one = history('A', closes, [
    ['2024-01-03', 'dividend', 5],
    ['2024-01-08', 'dividend', 19],
  ]);
  const known = { A: shares([FROM, 10]) };
  const levelsOf = (parameters: Record<string, unknown>): number[] =>
    [...compute(parameters, [one], known).levels].map((level) => Number(level.toFixed(9)));

  it('is reinvested by a price index where it is special', () => {
    expect(levelsOf({}).slice(1, 5)).toEqual([950, 950, 950, 950]);
    const kinds = indexEvents(compute({}, [one], known)).map(row);
    expect(kinds).toContain('2024-01-08 special-dividend A');
  });

  it('is reinvested by a total return index, whatever it is', () => {
    expect(levelsOf({ returnKind: 'total' }).slice(1, 5)).toEqual([1000, 1000, 1000, 1000]);
  });

  it('is reinvested by a net total return index after withholding', () => {
    const net = levelsOf({ returnKind: 'net', withholdingRate: 0.2 });
    expect(net[1]).toBeCloseTo((1000 * 95) / 96, 8);
    expect(net[4]).toBeCloseTo((((1000 * 95) / 96) * 76) / (95 - 19 * 0.8), 8);
  });

  it('that reaches the close before is refused', () => {
    const series = history('A', closes).series;
    const paid = {
      ...one,
      series,
      actions: [{ ...one.actions[0]!, value: one.actions[0]!.value.times(30) }],
    };
    expect(() => compute({}, [paid], known)).toThrow(/A pays 150 on 2024-01-03/);
  });

  it('paid while there is no bar does not move a level that reinvests it', () => {
    const gap = closesFrom(FROM, [100, null, null, 70, 70, 70, 70, 70, 70, 70]);
    const paid = history('A', gap, [
      ['2024-01-04', 'dividend', 20],
      ['2024-01-04', 'capital_gain', 10],
    ]);
    const other = history('B', closesFrom(FROM, flat(1)));
    const caps = { ...known, B: shares([FROM, 1]) };
    const { levels, marketValues } = compute({ returnKind: 'total' }, [paid, other], caps);
    for (const level of levels) expect(level).toBeCloseTo(1000, 9);
    expect([...marketValues.subarray(0, 4)]).toEqual([1001, 1001, 701, 701]);
  });

  it('on the session after new shares is of the value with them', () => {
    const path = closesFrom(FROM, [100, 100, 100, 100, 90, 90, 90, 90, 90, 90]);
    const paid = history('A', path, [['2024-01-08', 'dividend', 10]]);
    const more = { A: shares([FROM, 10], ['2024-01-05', 70]) };
    const { levels } = compute({ ...WEEKLY, returnKind: 'total' }, [paid], more);
    for (const level of levels) expect(level).toBeCloseTo(1000, 9);
  });
});

describe('a split', () => {
  it('changes units and nothing else', () => {
    const split = history('S', closesFrom(FROM, [40, 40, 20, 21, 21, 21, 21, 21, 21, 21]), [
      ['2024-01-04', 'split', 2],
    ]);
    const ledger = compute(WEEKLY, [split], { S: shares(['2023-12-29', 10]) });
    expect([...ledger.levels.subarray(0, 4)]).toEqual([1000, 1000, 1000, 1050]);
    expect(new Set(ledger.divisors).size).toBe(1);
    const events = indexEvents(ledger).filter(({ kind }) => kind === 'split' || kind === 'shares');
    expect(events).toMatchObject([
      { date: '2024-01-04', kind: 'split', detail: { ratio: 2, unitsBefore: 10, unitsAfter: 20 } },
    ]);
  });
});
