import { HighwaterError } from '../../../domain/errors.js';
import type { BacktestClaim, BacktestStore } from '../../../store/backtests.store.js';

/** How long a claim is another's to take over after its worker was heard of last. */
export const LEASE_MS = 120_000;
/** Heartbeats within one lease: some may be late where the machine is busy. */
const HEARTBEATS_PER_LEASE = 4;

/** Keeps a claim alive until it is let go; one that is lost aborts its work. */
export class Lease {
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #beat: Promise<void> = Promise.resolve();

  constructor(
    private readonly backtests: BacktestStore,
    private readonly claim: BacktestClaim,
    private readonly leaseMs: number,
  ) {
    this.#timer = setInterval(() => this.#prolong(), leaseMs / HEARTBEATS_PER_LEASE).unref();
  }

  /** Aborted when the claim is another's. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Ends the heartbeats, the last one included. */
  async letGo(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beat;
  }

  #prolong(): void {
    this.#beat = this.#beat
      .then(() => this.backtests.heartbeat(this.claim, this.leaseMs))
      .catch((error: unknown) => {
        // A database that is out of reach may be back before the lease ends.
        const isLost = error instanceof HighwaterError && error.code === 'LEASE_LOST';
        if (isLost) this.#lost.abort(error);
      });
  }
}
