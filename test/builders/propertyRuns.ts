const RUNS_IN_CI = 1000;
const RUNS_AT_HAND = 200;

const isCi = process.env['CI'] !== undefined;
const SEED_IN_CI = 20261122;

/**
 * What property tests begin from; `FC_SEED` repeats a run, and every title names it. CI begins from
 * the same seed each time, so that it fails for what was changed; at hand each run looks elsewhere.
 */
export const seed = Number(process.env['FC_SEED'] ?? (isCi ? SEED_IN_CI : Date.now() % 2 ** 31));

/** No two prices in doubles are so near that their return is less than this, but for 0. */
const RETURN_MIN = 1e-12;

/** The return itself, or 0 where no prices could make it. */
export const possible = (value: number): number => (Math.abs(value) < RETURN_MIN ? 0 : value);

/** Seed and number of runs of a property test: `FC_RUNS`, or a thousand in CI. */
export const runs = {
  seed,
  numRuns: Number(process.env['FC_RUNS'] ?? (isCi ? RUNS_IN_CI : RUNS_AT_HAND)),
};
