const RUNS_IN_CI = 1000;
const RUNS_AT_HAND = 200;

/** What property tests begin from; `FC_SEED` repeats a run, and every title names it. */
export const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);

/** Seed and number of runs of a property test: `FC_RUNS`, or a thousand in CI. */
export const runs = {
  seed,
  numRuns: Number(
    process.env['FC_RUNS'] ?? (process.env['CI'] === undefined ? RUNS_AT_HAND : RUNS_IN_CI),
  ),
};
