import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HighwaterError, assert, messageOf } from '../domain/errors.js';
import { normalizePassword } from '../domain/account.js';
import type { Argon2Job, Argon2Outcome } from './argon2Worker.js';
import {
  ARGON2_COST,
  SALT_BYTES,
  TAG_BYTES,
  formatHash,
  isSameTag,
  parseHash,
} from './passwordHash.js';

/** Computations that wait at once; each takes about a tenth of a second. */
const PENDING_MAX = 32;

interface Pending {
  readonly resolve: (tag: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Hashes passwords with argon2id, one after the other, on a thread of its own. The thread starts
 * with the first password and holds no process open while it is idle.
 */
export class PasswordHasher {
  #worker: Worker | null = null;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  /**
   * @param password not empty, in any composition; rules for new ones are those of `parseNewPassword`
   * @returns a PHC string with a salt of its own
   * @throws HighwaterError SIGN_IN_BUSY
   */
  async hash(password: string): Promise<string> {
    const salt = new Uint8Array(randomBytes(SALT_BYTES));
    const tag = await this.#compute({ password, salt, cost: ARGON2_COST, tagBytes: TAG_BYTES });
    return formatHash({ cost: ARGON2_COST, salt, tag });
  }

  /**
   * Whether a password is that of a stored hash.
   * @param password not empty
   * @throws HighwaterError SIGN_IN_BUSY
   */
  async verify(password: string, storedHash: string): Promise<boolean> {
    const stored = parseHash(storedHash);
    assert(stored !== null, 'a stored password hash is an argon2id PHC string');
    const { salt, cost, tag } = stored;
    const computed = await this.#compute({ password, salt, cost, tagBytes: tag.length });
    return isSameTag(computed, tag);
  }

  /** Ends the thread; whoever still waits is told so. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #compute(job: Omit<Argon2Job, 'id'>): Promise<Uint8Array> {
    if (this.#pending.size >= PENDING_MAX) return Promise.reject(busy());
    const worker = (this.#worker ??= this.#start());
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.ref();
      const password = normalizePassword(job.password);
      worker.postMessage({ ...job, id, password } satisfies Argon2Job);
    });
  }

  #start(): Worker {
    // The same ending as this file: compiled beside compiled, source beside source.
    const file = new URL(`./argon2Worker${extname(import.meta.url)}`, import.meta.url);
    const worker = new Worker(file, { env: {} });
    worker.on('message', ({ id, tag }: Argon2Outcome) => {
      const waiting = this.#pending.get(id);
      this.#pending.delete(id);
      if (this.#pending.size === 0) worker.unref();
      if (tag === null) waiting?.reject(failed('argon2 refused its input'));
      else waiting?.resolve(tag);
    });
    worker.on('error', (error) => this.#fail(worker, failed(messageOf(error))));
    worker.on('exit', () => this.#fail(worker, failed('its thread ended')));
    return worker;
  }

  /** Rejects what waits; the next password starts a new thread. */
  #fail(worker: Worker, error: HighwaterError): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

function busy(): HighwaterError {
  return new HighwaterError(
    'SIGN_IN_BUSY',
    'unavailable',
    'Too many passwords wait to be checked: try again shortly.',
  );
}

function failed(why: string): HighwaterError {
  return new HighwaterError('PASSWORD_HASHING_FAILED', 'internal', `No password hash: ${why}.`);
}
