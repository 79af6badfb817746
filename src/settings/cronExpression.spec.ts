import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validate } from 'node-cron';
import { isCronExpression } from './cronExpression.js';
import { seed } from '../../test/builders/propertyRuns.js';

const item = (least: number, most: number) => {
  const value = fc.integer({ min: least, max: most });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: most });
  const stepped = fc.tuple(fc.oneof(fc.constant('*'), range), step).map((pair) => pair.join('/'));
  return fc.oneof(fc.constant('*'), value.map(String), range, stepped);
};
const field = (least: number, most: number) =>
  fc.array(item(least, most), { minLength: 1, maxLength: 3 }).map((items) => items.join(','));
/** No day that only some months have: which of these come is told by examples. */
const fiveFields = fc
  .tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 7))
  .map((fields) => fields.join(' '));
/** The scheduler is the judge of days at the end of months. */
const anyDay = fc
  .tuple(field(25, 31), field(1, 12))
  .map(([days, months]) => `0 18 ${days} ${months} *`);

describe('cron expressions', () => {
  it.each([
    '30 18 * * 1-5',
    '0 30 18 * * 1-5',
    '*/15 * * * *',
    '0 6,18 1-15/2 jan,JUL mon-fri',
    '  5   4 * * sun ',
    '0 18 29 2 *',
    '0 18 30,31 apr *',
  ])('accepts %j', (text) => {
    expect(isCronExpression(text)).toBe(true);
  });

  it.each([
    ['', 'nothing'],
    ['18 * * *', 'four fields'],
    ['1 2 3 4 5 6 7', 'seven fields'],
    ['60 * * * *', 'a minute too late'],
    ['* 24 * * *', 'an hour too late'],
    ['* * 0 * *', 'a day too early'],
    ['* * * 13 *', 'a month too late'],
    ['0 18 31 4,sep 1-5', 'a day that never comes'],
    ['0 18 30-31 2 *', 'a day after the last of February'],
    ['* * * * 8', 'a weekday too late'],
    ['*/0 * * * *', 'a step of nothing'],
    ['5/10 * * * *', 'a step over one value'],
    ['9-5 * * * *', 'a falling range'],
    ['1, * * * *', 'an empty item'],
    ['mon * * * *', 'a name of another field'],
    ['-1 * * * *', 'a negative number'],
    ['1.5 * * * *', 'a fraction'],
    ['@daily', 'a nickname'],
  ])('refuses %j: %s', (text) => {
    expect(isCronExpression(text)).toBe(false);
  });

  it('accepts only what the scheduler accepts', () => {
    const accepted = fc.oneof(
      fiveFields,
      fc.tuple(field(0, 59), fiveFields).map((fields) => fields.join(' ')),
    );
    fc.assert(
      fc.property(accepted, (text) => {
        expect(isCronExpression(text)).toBe(true);
        expect(validate(text)).toBe(true);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('refuses random text or the scheduler takes it', () => {
    const characters = fc.constantFrom(...'0123456789*/,- jansu'.split(''));
    const text = fc.string({ unit: characters, maxLength: 20 });
    fc.assert(
      fc.property(text, (random) => !isCronExpression(random) || validate(random)),
      { seed, numRuns: 2000 },
    );
  });

  it('tells days that never come as the scheduler does', () => {
    const property = fc.property(anyDay, (text) => {
      expect(isCronExpression(text)).toBe(validate(text));
    });
    fc.assert(property, { seed, numRuns: 300 });
  });
});
