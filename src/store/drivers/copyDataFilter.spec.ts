import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CopyDataFilter } from './copyDataFilter.js';

const SEED = Number(process.env['FC_SEED'] ?? 26);

interface Message {
  readonly code: string;
  readonly content: Uint8Array;
}

function bytesOf({ code, content }: Message): Buffer {
  const head = Buffer.alloc(5);
  head.write(code, 'latin1');
  head.writeUInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

/** What a filter makes of bytes that come in pieces of these sizes, and then in one. */
function filtered(bytes: Uint8Array, sizes: readonly number[]) {
  const [taken, passed]: [Uint8Array[], Uint8Array[]] = [[], []];
  let passedAtEnd = -1;
  // As a lending socket does, each piece comes in the same memory.
  const memory = Buffer.alloc(bytes.length);
  const filter = new CopyDataFilter(
    (piece) => taken.push(Buffer.from(piece)),
    (piece) => passed.push(piece),
    () => (passedAtEnd = Buffer.concat(passed).length),
  );
  let start = 0;
  for (const size of [...sizes, bytes.length]) {
    const piece = bytes.subarray(start, start + size);
    memory.fill(0xff);
    memory.set(piece);
    filter.receive(memory.subarray(0, piece.length));
    start += size;
  }
  return { taken: Buffer.concat(taken), passed: Buffer.concat(passed), passedAtEnd };
}

const message = (...codes: string[]): fc.Arbitrary<Message> =>
  fc.record({
    code: fc.constantFrom(...codes),
    content: fc.uint8Array({ maxLength: 12 }),
  });
const ready: Message = { code: 'Z', content: Buffer.from('I') };

describe('CopyDataFilter', () => {
  it(`parts content from messages, however they are cut (seed ${String(SEED)})`, () => {
    const messages = fc.array(message('d', 'd', 'd', 'H', 'N', 'S', 'A', 'c', 'C', 'E'));
    const later = fc.array(message('d', 'T', 'D', 'C'));
    const sizes = fc.array(fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(messages, later, sizes, (before, after, cuts) => {
        const all = [...before, ready, ...after].map(bytesOf);
        const { taken, passed, passedAtEnd } = filtered(Buffer.concat(all), cuts);
        const content = before.filter(({ code }) => code === 'd').map((it) => it.content);
        expect(taken).toEqual(Buffer.concat(content));
        const others = [...before.filter(({ code }) => code !== 'd'), ready].map(bytesOf);
        expect(passed).toEqual(Buffer.concat([...others, ...after.map(bytesOf)]));
        // It has ended before the last byte that says so goes on.
        expect(passedAtEnd).toBe(Buffer.concat(others).length - 1);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
