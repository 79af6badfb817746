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
  const rejections: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (const item of queue) {
      if (signal.aborted || rejections.length > 0) return;
      await work(item).catch((error: unknown) => rejections.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, lane));
  if (rejections.length > 0) throw rejections[0];
}
