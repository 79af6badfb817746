import type { Constituent } from './constituent.js';

/**
 * Shares outstanding of all constituents at the sessions that they are asked for at, gathered asset
 * by asset beforehand: at a rebalance they then lie side by side.
 */
export class ShareBook {
  readonly #rows = new Map<number, Float64Array>();

  /** @param sessions days since 1970-01-01; `asked` are indices of them */
  constructor(
    private readonly constituents: readonly Constituent[],
    private readonly sessions: Int32Array,
    asked: Int32Array | null,
  ) {
    for (const session of asked ?? []) {
      this.#rows.set(session, new Float64Array(constituents.length).fill(NaN));
    }
    const rows = [...this.#rows];
    for (const [i, { shares }] of constituents.entries()) {
      if (shares === null) continue;
      for (const [session, row] of rows) row[i] = shares.on(sessions[session] as number);
    }
  }

  /** Shares by constituent; NaN where none were known by then. */
  at(session: number): Float64Array {
    return (
      this.#rows.get(session) ??
      Float64Array.from(
        this.constituents,
        ({ shares }) => shares?.on(this.sessions[session] as number) ?? NaN,
      )
    );
  }
}
