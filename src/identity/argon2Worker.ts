import { parentPort } from 'node:worker_threads';
import { argon2id } from 'hash-wasm';
import type { Argon2Cost } from './passwordHash.js';

/** One computation, asked of this thread. */
export interface Argon2Job {
  readonly id: number;
  readonly password: string;
  readonly salt: Uint8Array;
  readonly cost: Argon2Cost;
  readonly tagBytes: number;
}

/** Its outcome; `tag` is null where it failed. */
export interface Argon2Outcome {
  readonly id: number;
  readonly tag: Uint8Array | null;
}

// A tenth of a second of work: on the thread that answers requests it would hold up all of them.
parentPort?.on('message', ({ id, password, salt, cost, tagBytes }: Argon2Job) => {
  void argon2id({
    password,
    salt,
    iterations: cost.iterations,
    memorySize: cost.memoryKiB,
    parallelism: cost.parallelism,
    hashLength: tagBytes,
    outputType: 'binary',
  })
    .catch(() => null)
    .then((tag) => parentPort?.postMessage({ id, tag } satisfies Argon2Outcome));
});
