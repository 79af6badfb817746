import { setFlagsFromString } from 'node:v8';

/**
 * How much of a WebAssembly function must have run, in bytes, before V8 optimises it. By V8's own
 * budget the parser and the executor of the embedded database are optimised while it opens, which
 * takes seconds of a core, and no process ends before that is done.
 */
const OPTIMISED_AFTER_BYTES = 1_000_000_000;

/** For a process that soon ends: only what runs for very long is optimised. */
export function optimiseLate(): void {
  setFlagsFromString(`--wasm-tiering-budget=${OPTIMISED_AFTER_BYTES}`);
}
