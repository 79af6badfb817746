import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seed } from '../../../../test/builders/propertyRuns.js';
import { fromEpochDay } from '../../../domain/tradingDate.js';
import { moneyText, sharesText } from '../../backtest/ledger/rows.js';
import { ByteText, ROOM_BYTES, Written } from './byteText.js';

const runs = { seed, numRuns: 500 };
const scaled = fc.oneof(
  fc.integer({ min: -2000, max: 2000 }),
  fc.maxSafeInteger(),
  fc.integer({ min: -1e6, max: 1e6 }).map((whole) => whole * 1e8),
);
const days = fc.array(fc.integer({ min: -25_000, max: 80_000 }));

/** What a text comes to that begins with hardly any memory. */
function written(write: (text: ByteText) => void): string {
  const text = new ByteText(1);
  write(text);
  return new TextDecoder().decode(text.finish());
}

function listOf(kind: 'date' | 'money' | 'shares' | 'number', values: readonly number[]): string {
  return written((text) => text.list({ kind, values: Float64Array.from(values) }));
}

/** Doubles of any bits, and such as prices and growth are. */
const numbers = fc.array(
  fc.oneof(
    fc.double(),
    fc.double({ min: 0, max: 1000, noNaN: true }),
    fc.double({ min: -1e-5, max: 1e-5, noNaN: true }),
    fc.integer({ min: -1e9, max: 1e9 }).map((micros) => micros / 1e6),
    fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: -330, max: 310 }))
      .map(([d, e]) => Number(`${d}e${e}`)),
    fc.integer({ min: -1074, max: 1023 }).map((power) => 2 ** power),
    fc.constantFrom(0, -0, NaN, Infinity, 5e-324, 1e21, 123456789012345680000, 1e-6, 9e-7, 2 ** 53),
  ),
  { maxLength: 100 },
);

describe(`JSON as bytes, seed ${seed}`, () => {
  it('has money, shares and dates as texts have them', () => {
    const agrees = (values: readonly number[]): void => {
      expect(listOf('money', values)).toBe(JSON.stringify(values.map(moneyText)));
      expect(listOf('shares', values)).toBe(JSON.stringify(values.map(sharesText)));
    };
    fc.assert(fc.property(fc.array(scaled), agrees), runs);
    const hasDates = (epochDays: readonly number[]): void => {
      expect(listOf('date', epochDays)).toBe(JSON.stringify(epochDays.map(fromEpochDay)));
    };
    fc.assert(fc.property(days, hasDates), runs);
    const each = Array.from({ length: 150_000 }, (_, i) => i - 25_000);
    hasDates(each);
  });

  it('has numbers as JSON.stringify has them', () => {
    const agrees = (values: readonly number[]): void => {
      expect(listOf('number', values)).toBe(JSON.stringify(values));
    };
    fc.assert(fc.property(numbers, agrees), { seed, numRuns: 3000 });
  });

  it('has rows as JSON.stringify has objects, in however many blocks', () => {
    const words = ['a', '"ü"', '\u{1f600} and more than sixteen bytes'];
    const agrees = (length: number): void => {
      const [values, places] = [new Float64Array(length), new Float64Array(length)];
      for (let i = 0; i < length; i += 1) [values[i], places[i]] = [i / 7, i % words.length];
      const rows = Array.from(values, (a, i) => ({ a, 'b"c': words[i % words.length] }));
      const cells = {
        a: { kind: 'number', values },
        'b"c': { kind: 'word', values: places, words },
      } as const;
      expect(written((text) => text.rows(cells, length))).toBe(JSON.stringify(rows));
    };
    for (const length of [0, 1, 2, 9, 20_000]) agrees(length);
  });

  it('has any object, whether its members write themselves or not', () => {
    const agrees = (value: Readonly<Record<string, unknown>>): void => {
      const members = Object.entries(value).map(([name, member]) => [
        name,
        new Written((text) => text.json(member ?? null)),
      ]);
      const plain = Object.entries(value).map(([name, member]) => [name, member ?? null]);
      const writing = Object.fromEntries(members) as object;
      expect(written((text) => text.object(value))).toBe(JSON.stringify(value));
      expect(written((text) => text.object(writing))).toBe(
        JSON.stringify(Object.fromEntries(plain)),
      );
    };
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), agrees), runs);
    expect(written((text) => text.object({ a: undefined, b: 1, c: undefined }))).toBe('{"b":1}');
  });

  it('refuses amounts that are not counted', () => {
    for (const value of [0.5, NaN, Infinity, 2 ** 53]) {
      expect(() => listOf('money', [1, value])).toThrow('whole units');
      expect(() => listOf('shares', [value])).toThrow('whole units');
    }
  });

  it('has room around it', () => {
    for (const length of [0, 1, 5000]) {
      const text = new ByteText(1);
      text.utf8('x'.repeat(length));
      const bytes = text.finish();
      expect(bytes.byteOffset).toBeGreaterThanOrEqual(ROOM_BYTES.before);
      const after = bytes.buffer.byteLength - bytes.byteOffset - bytes.length;
      expect(after).toBeGreaterThanOrEqual(ROOM_BYTES.after);
    }
  });
});
