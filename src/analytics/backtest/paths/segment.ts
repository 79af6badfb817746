/** Assets that one pass over a segment takes: rows of closes are a multiple of it wide. */
export const LANES = 5;

/** Rows of closes, one per session, `width` wide. */
export interface CloseRows {
  readonly closes: Float64Array;
  readonly width: number;
}

/**
 * Values holdings on the sessions from `start` to below `end`: cash + Σ units · close. Written out
 * for five assets a pass, because V8 does not unroll: a generic inner loop takes twice as long.
 *
 * @param units one per column of a row
 * @param path where the values go, from `offset + start` on
 */
export function valueSegment(
  { closes, width }: CloseRows,
  units: Float64Array,
  cash: number,
  { start, end }: { readonly start: number; readonly end: number },
  path: Float64Array,
  offset: number,
): void {
  path.fill(cash, offset + start, offset + end);
  for (let lane = 0; lane < width; lane += LANES) {
    const a = units[lane] as number;
    const b = units[lane + 1] as number;
    const c = units[lane + 2] as number;
    const d = units[lane + 3] as number;
    const e = units[lane + 4] as number;
    let row = start * width + lane;
    for (let i = offset + start; i < offset + end; i += 1) {
      path[i] =
        (path[i] as number) +
        (a * (closes[row] as number) + b * (closes[row + 1] as number)) +
        (c * (closes[row + 2] as number) + d * (closes[row + 3] as number)) +
        e * (closes[row + 4] as number);
      row += width;
    }
  }
}
