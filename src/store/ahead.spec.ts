import { describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { ahead } from './ahead.js';

/** Counts to an end, and tells of what it has made and whether it has been ended. */
function counting(end: number, failsAt = Infinity) {
  const made: number[] = [];
  const state = { made, hasEnded: false };
  async function* count(): AsyncGenerator<number> {
    try {
      for (let i = 0; i < end; i += 1) {
        await setImmediate();
        if (i === failsAt) throw new Error(`no ${i}`);
        made.push(i);
        yield i;
      }
    } finally {
      state.hasEnded = true;
    }
  }
  return { state, count };
}

describe('ahead', () => {
  it.each([1, 2, 5])('gives all in order, and makes %i more than were taken', async (depth) => {
    const { state, count } = counting(12);
    const taken: number[] = [];
    for await (const one of ahead(count(), depth)) {
      taken.push(one);
      for (let i = 0; i < 20; i += 1) await setImmediate();
      expect(state.made).toHaveLength(Math.min(12, taken.length + depth));
    }
    expect(taken).toEqual(state.made);
    expect(state.hasEnded).toBe(true);
  });

  it('gives what came before a failure, and then the failure', async () => {
    const { state, count } = counting(9, 4);
    const taken: number[] = [];
    const taking = async (): Promise<void> => {
      for await (const one of ahead(count(), 3)) {
        taken.push(one);
        for (let i = 0; i < 20; i += 1) await setImmediate();
      }
    };
    await expect(taking()).rejects.toThrow('no 4');
    expect(taken).toEqual([0, 1, 2, 3]);
    expect(state.hasEnded).toBe(true);
  });

  it('ends its source with whoever stops early', async () => {
    const { state, count } = counting(9);
    for await (const one of ahead(count(), 2)) if (one === 1) break;
    expect(state.hasEnded).toBe(true);
    expect(state.made.length).toBeLessThan(6);
  });
});
