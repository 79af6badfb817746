/**
 * Runs `work` over all items, at most `concurrency` at once, in order of their start. Stops
 * starting new ones when `signal` aborts or one rejects; rejects with the first rejection.
 */
export async function inParallel<Item>(
  items: readonly Item[],
  concurrency: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (const item of queue) {
      if (signal.aborted || failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const lanes = Math.min(concurrency, items.length);
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const rejected = ends.find((end) => end.status === 'rejected');
  if (rejected !== undefined) throw rejected.reason;
}
