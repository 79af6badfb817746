import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inParallel } from './inParallel.js';
import { seed } from '../../test/builders/propertyRuns.js';

console.info(`inParallel: FC_SEED=${seed}`);

const never = new AbortController().signal;
const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await Promise.resolve();
};

describe('inParallel', () => {
  it('does nothing for no items', async () => {
    await inParallel([], 4, never, () => Promise.reject(new Error('There is no item.')));
  });

  it('begins in order, each item once, never more at once than allowed', async () => {
    const durations = fc.array(fc.nat(20), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(durations, fc.integer({ min: 1, max: 8 }), async (items, concurrency) => {
        const started: number[] = [];
        let [active, most] = [0, 0];
        await inParallel([...items.keys()], concurrency, never, async (index) => {
          started.push(index);
          most = Math.max(most, (active += 1));
          await turns(items[index] ?? 0);
          active -= 1;
        });
        expect(started).toEqual([...items.keys()]);
        expect(most).toBe(Math.min(concurrency, items.length));
        expect(active).toBe(0);
      }),
      { seed },
    );
  });

  it('starts nothing after an abort, and waits for what is under way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (stopAt, concurrency) => {
          const stop = new AbortController();
          let [started, ended] = [0, 0];
          const items = Array.from({ length: 25 }, (_, i) => i);
          await inParallel(items, concurrency, stop.signal, async () => {
            started += 1;
            if (started === stopAt) stop.abort();
            await turns(3);
            ended += 1;
          });
          expect(ended).toBe(started);
          expect(started).toBeGreaterThanOrEqual(stopAt);
          expect(started).toBeLessThan(stopAt + concurrency);
        },
      ),
      { seed },
    );
  });

  it('rejects with a rejection, starts nothing after it, and waits for the others', async () => {
    const log: string[] = [];
    const run = inParallel(['bad', 'slow', 'third', 'fourth'], 2, never, async (item) => {
      log.push(`${item} began`);
      await turns(item === 'slow' ? 20 : 2);
      if (item === 'bad') throw new Error('The first goes wrong.');
      log.push(`${item} ended`);
    });
    await expect(run).rejects.toThrow('The first goes wrong.');
    expect(log).toEqual(['bad began', 'slow began', 'slow ended']);
  });

  it('rejects with the one that came first, when two do', async () => {
    const run = inParallel([20, 1], 2, never, async (count) => {
      await turns(count);
      throw new Error(`after ${count}`);
    });
    await expect(run).rejects.toThrow('after 1');
  });
});
