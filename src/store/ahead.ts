/** What a source gives, in order, while the next `depth` of it are already being made. */
export async function* ahead<T>(source: AsyncGenerator<T>, depth: number): AsyncGenerator<T> {
  const ask = (): Promise<IteratorResult<T, unknown>> => {
    const next = source.next();
    // Who is to hear that it failed may be busy with the one before.
    next.catch(() => undefined);
    return next;
  };
  const asked = Array.from({ length: depth }, ask);
  try {
    for (;;) {
      const next = await asked.shift();
      if (next === undefined || next.done === true) return;
      asked.push(ask());
      yield next.value;
    }
  } finally {
    // It ends when all that was asked for has been made.
    await source.return(undefined);
  }
}
