import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Dec } from './decimals.js';
import {
  decimal,
  decimalOf,
  fieldRefused,
  prose,
  requireFields,
  secret,
  slug,
  text,
} from './fieldRules.js';
import { jsonObject } from './jsonRules.js';
import { requireHoldings } from './portfolio.js';
import { seed } from '../../test/builders/propertyRuns.js';

console.info(`FC_SEED=${seed}`);
const RUNS = { seed, numRuns: 300 };

const refusal = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('a field', () => {
  it('that is refused is named with its value and limit', () => {
    const error = refusal(() => requireFields('thing', { name: text(1, 3) }, { name: 'long' }));
    expect(error).toMatchObject({
      code: 'FIELD_REFUSED',
      kind: 'usage',
      message: expect.stringContaining('The name of the thing cannot be "long": it must be'),
      detail: { subject: 'thing', field: 'name', value: '"long"' },
    });
  });

  it('that is secret is never repeated', () => {
    const error = fieldRefused('user', 'password', 'hunter2', secret(text(12, 128)));
    expect(JSON.stringify([error.message, error.detail])).not.toContain('hunter2');
  });

  it.each([
    [NaN, 'NaN'],
    [2n ** 70n, '1180591620717411303424'],
    [true, 'true'],
    [null, 'nothing'],
    [undefined, 'nothing'],
    [() => 1, 'what was given'],
    [new Dec('1e-7'), '"0.0000001"'],
  ])('that is %p is told as %s', (value, told) => {
    const error = fieldRefused('thing', 'name', value, text(1, 3));
    expect(error).toMatchObject({ detail: { value: told } });
  });

  it('that is long or large is told in short', () => {
    const error = fieldRefused('thing', 'name', 'x'.repeat(10_000), text(1, 3));
    expect(error.message.length).toBeLessThan(300);
    expect(fieldRefused('thing', 'it', { big: 'x'.repeat(500) }, text(1, 3)).message).not.toContain(
      'xx',
    );
  });

  it('counts characters, not UTF-16 units, and takes none that cannot be stored', () => {
    expect(text(1, 2).accepts('🦊🦊')).toBe(true);
    expect(text(1, 2).accepts('🦊🦊🦊')).toBe(false);
    for (const bad of ['a\0', '\ud83e', 'a\n', ' a', 'a ', '', 5, null, undefined]) {
      expect([bad, text(1, 10).accepts(bad)]).toEqual([bad, false]);
    }
    expect(prose(10).accepts('two\nlines')).toBe(true);
    expect(prose(10).accepts('a\0')).toBe(false);
    expect(prose(10).accepts('\ud83e')).toBe(false);
  });

  it.each(['a', 'a-b', '60-40', 'x'.repeat(60)])('takes the slug %s', (it) => {
    expect(slug.accepts(it)).toBe(true);
  });

  it.each(['', '-', 'a-', '-a', 'a--b', 'A', 'a_b', 'a b', 'ä', 'x'.repeat(61), 'a\n'])(
    'refuses the slug %j',
    (it) => expect(slug.accepts(it)).toBe(false),
  );
});

describe('a decimal', () => {
  it.each([
    '0x10',
    '1e3',
    'NaN',
    'Infinity',
    '',
    ' 1',
    '1,5',
    '.5',
    '5.',
    NaN,
    Infinity,
    null,
    {},
    true,
  ])('is not read from %p', (it) => expect(decimalOf(it)).toBeNull());

  it('is accepted just where numeric(5,4) from 0 to 1 holds it exactly', () => {
    const rule = decimal('0', '1', 4);
    fc.assert(
      fc.property(
        fc.integer({ min: -20_000, max: 20_000 }),
        fc.integer({ min: 0, max: 6 }),
        (n, places) => {
          const value = new Dec(n).div(new Dec(10).pow(places));
          const holds = value.gte(0) && value.lte(1) && value.times(10_000).isInteger();
          for (const given of [value, value.toFixed(), value.toNumber()]) {
            expect(rule.accepts(given)).toBe(holds);
          }
        },
      ),
      RUNS,
    );
  });
});

describe('allocations', () => {
  it('are accepted just where they sum to at most 1, exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 12 }), (parts) => {
        const holdings = parts.map((part, i) => ({
          symbol: `S${i}`,
          allocation: new Dec(part).div(10_000).toFixed(),
        }));
        const total = parts.reduce((sum, part) => sum + part, 0);
        const answer = refusal(() => requireHoldings(holdings));
        if (total <= 10_000) expect(String(answer)).toBe(new Dec(total).div(10_000).toString());
        else expect(answer).toMatchObject({ code: 'ALLOCATIONS_ABOVE_ONE' });
      }),
      RUNS,
    );
  });
});

describe('a JSON object', () => {
  it('is accepted just where it comes back from JSON as it was', () => {
    const rule = jsonObject(100_000, 10);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
        const written = JSON.stringify(value);
        const isStorable = !written.includes('\\u0000') && !/\\ud[89a-f]/i.test(written);
        expect(rule.accepts(JSON.parse(written))).toBe(isStorable);
      }),
      RUNS,
    );
  });

  it('ends where it holds itself', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(jsonObject(1_000, 8).accepts(circle)).toBe(false);
  });

  it.each([
    null,
    [],
    'text',
    5,
    new Map(),
    new Date(0),
    { at: new Date(0) },
    { f: () => 1 },
    { b: 1n },
  ])('is none of %p', (it) => expect(jsonObject(1_000, 8).accepts(it)).toBe(false));
});
