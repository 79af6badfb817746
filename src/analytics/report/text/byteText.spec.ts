import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seed } from '../../../../test/builders/propertyRuns.js';
import { fromEpochDay } from '../../../domain/tradingDate.js';
import { moneyText, sharesText } from '../../backtest/ledger/rows.js';
import { ByteText, ROOM_BYTES, Written } from './byteText.js';
import { NumberTexts } from './numberTexts.js';

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

function bytesOf<T>(values: readonly T[], cell: (text: ByteText, value: T) => void): string {
  return written((text) => text.list(values.length, (i) => cell(text, values[i] as T)));
}

describe(`JSON as bytes, seed ${seed}`, () => {
  it('has money, shares, dates and words as texts have them', () => {
    const agrees = (values: readonly number[]): void => {
      expect(bytesOf(values, (text, value) => text.money(value))).toBe(
        JSON.stringify(values.map(moneyText)),
      );
      expect(bytesOf(values, (text, value) => text.shares(value))).toBe(
        JSON.stringify(values.map(sharesText)),
      );
    };
    fc.assert(fc.property(fc.array(scaled), agrees), runs);
    const hasDates = (epochDays: readonly number[]): void => {
      expect(bytesOf(epochDays, (text, day) => text.day(day))).toBe(
        JSON.stringify(epochDays.map(fromEpochDay)),
      );
    };
    fc.assert(fc.property(days, hasDates), runs);
    const hasWords = (words: readonly string[]): void => {
      expect(bytesOf([...words, ...words], (text, word) => text.word(word))).toBe(
        JSON.stringify([...words, ...words]),
      );
    };
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), hasWords), runs);
  });

  it('has each day of a month, whichever comes first', () => {
    const each = Array.from({ length: 800 }, (_, i) => 18_250 + ((i * 367) % 800));
    expect(bytesOf(each, (text, day) => text.day(day))).toBe(
      JSON.stringify(each.map(fromEpochDay)),
    );
  });

  it('has numbers that were made all at once, one by one', () => {
    const agrees = (numbers: readonly number[]): void => {
      const texts = new NumberTexts(numbers);
      expect(bytesOf(numbers, (text) => texts.writeNext(text))).toBe(JSON.stringify(numbers));
    };
    fc.assert(fc.property(fc.array(fc.double()), agrees), runs);
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
    expect(() => written((text) => text.money(0.5))).toThrow('whole units');
    expect(() => written((text) => text.shares(2 ** 53))).toThrow('whole units');
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
