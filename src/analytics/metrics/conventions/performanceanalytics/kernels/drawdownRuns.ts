import type { Kernel } from '../../../sample.js';

/** Distance from the running peak at the end of each return, from −1 to 0; the base is a peak. */
export const drawdownPath: Kernel<Float64Array> = ({ returns: { values } }) => {
  let wealth = 1;
  let peak = 1;
  return values.map((value) => {
    wealth *= 1 + value;
    peak = Math.max(peak, wealth);
    return wealth / peak - 1;
  });
};

/** Returns in a row that all end below the peak, or all at it. Indices into the returns. */
export interface DrawdownRun {
  /** The lowest point; 0 for a run at the peak. */
  readonly depth: number;
  /** The first return of the run. */
  readonly from: number;
  readonly trough: number;
  /** The first return of the next run: one beyond the last return where there is none. */
  readonly to: number;
}

/** The path cut where it leaves the peak and where it comes back to it, in order. */
export const runsOfPath: Kernel<readonly DrawdownRun[]> = (sample) => {
  const path = sample.of(drawdownPath);
  const runs: DrawdownRun[] = [];
  let from = 0;
  let trough = 0;
  for (let i = 1; i <= path.length; i += 1) {
    const point = path[i];
    const isBelow = (path[from] as number) < 0;
    if (point !== undefined && point < 0 === isBelow) {
      if (point < (path[trough] as number)) trough = i;
      continue;
    }
    runs.push({ depth: path[trough] as number, from, trough, to: i });
    from = i;
    trough = i;
  }
  return runs;
};

/** The runs below the peak. */
export const drawdownRuns: Kernel<readonly DrawdownRun[]> = (sample) =>
  sample.of(runsOfPath).filter(({ depth }) => depth < 0);

/** The mean of a figure of each run below the peak; 0 where there is none. */
export function meanOfRuns(
  runs: readonly DrawdownRun[],
  figureOf: (run: DrawdownRun) => number,
): number {
  if (runs.length === 0) return 0;
  return runs.reduce((sum, run) => sum + figureOf(run), 0) / runs.length;
}
