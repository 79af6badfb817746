import { Socket } from 'node:net';

/** What is read from the network at once, at most. */
const READ_BYTES = 1 << 18;

/**
 * A socket that reads into one piece of memory again and again. Whoever listens to it gets copies,
 * as from any socket; while it lends, it gets that memory itself, which is good until the listener
 * returns. Of a large answer that spares the memory of as many copies, and the collector that looks
 * for them.
 */
export class LendingSocket extends Socket {
  #isLending = false;

  constructor() {
    const received = (bytes: number, memory: Uint8Array): boolean =>
      this.#received(memory.subarray(0, bytes));
    super({ onread: { buffer: Buffer.allocUnsafeSlow(READ_BYTES), callback: received } });
  }

  /** Only while something listens to `data`, and nothing has paused it. */
  lend(isLending: boolean): void {
    this.#isLending = isLending;
  }

  #received(bytes: Uint8Array): boolean {
    if (!this.#isLending) return this.push(Buffer.from(bytes));
    this.emit('data', bytes);
    return true;
  }
}
