import { setFlagsFromString } from 'node:v8';

/**
 * How much of a WebAssembly function must have run, in bytes, before V8 optimises it. By V8's own
 * 13 million the parser and the executor of the embedded database are optimised while it opens,
 * which takes more than a second of a core, and no process ends before that is done.
 */
const OPTIMISED_AFTER_BYTES = { brief: 1_000_000_000, long: 200_000_000 };

/** For a process that ends soon, or that may take minutes: the second optimises what it does often. */
export function optimiseLate(run: keyof typeof OPTIMISED_AFTER_BYTES): void {
  setFlagsFromString(`--wasm-tiering-budget=${OPTIMISED_AFTER_BYTES[run]}`);
}
