import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CopyScanner } from './copyScanner.js';
import { CopyWriter } from './copyWriter.js';

const SEED = Number(process.env['FC_SEED'] ?? 20);

function payloadOf(rows: readonly (readonly Uint8Array[])[], fields: number): Uint8Array {
  const writer = new CopyWriter(fields);
  for (const row of rows) {
    writer.startRow();
    for (const bytes of row) writer.bytes(bytes);
  }
  return writer.finish();
}

/** The fields of a payload that comes in pieces of these sizes, and then in one. */
function scanned(payload: Uint8Array, fields: number, sizes: readonly number[]): number[][][] {
  const rows: Uint8Array[][] = [];
  const scanner = new CopyScanner(fields, (field, bytes) => {
    if (field === 0) rows.push([]);
    const placed = new Uint8Array(bytes);
    rows.at(-1)!.push(placed);
    return placed;
  });
  let start = 0;
  for (const size of [...sizes, payload.length]) {
    scanner.take(payload.subarray(start, start + size));
    start += size;
  }
  scanner.finish();
  return rows.map((row) => row.map((bytes) => [...bytes]));
}

describe('CopyScanner', () => {
  it(`reads what was written, however it is cut into pieces (seed ${String(SEED)})`, () => {
    const field = fc.uint8Array({ maxLength: 12 });
    const rows = fc.integer({ min: 1, max: 4 }).chain((fields) =>
      fc.record({
        fields: fc.constant(fields),
        rows: fc.array(fc.array(field, { minLength: fields, maxLength: fields })),
      }),
    );
    const sizes = fc.array(fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(rows, sizes, ({ fields, rows: written }, cuts) => {
        const expected = written.map((row) => row.map((bytes) => [...bytes]));
        expect(scanned(payloadOf(written, fields), fields, cuts)).toEqual(expected);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('refuses a payload that was cut short, a null, and another number of fields', () => {
    const payload = payloadOf([[Uint8Array.of(1, 2), Uint8Array.of(3)]], 2);
    for (let length = 0; length < payload.length; length += 1) {
      expect(() => scanned(payload.subarray(0, length), 2, [])).toThrow('ends with its trailer');
    }
    expect(() => scanned(payload, 3, [])).toThrow('fields asked for');
    const missing = new CopyWriter(1).startRow().nullField().finish();
    expect(() => scanned(missing, 1, [])).toThrow('holds no null');
  });

  it('refuses a place that is too small', () => {
    const scanner = new CopyScanner(1, () => new Uint8Array(1));
    const payload = payloadOf([[Uint8Array.of(1, 2)]], 1);
    expect(() => scanner.take(payload)).toThrow('placed where it fits');
  });
});
