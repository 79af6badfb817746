/** Rows of closes are a multiple of this wide: assets that the narrower pass takes. */
export const LANES = 5;

/** Rows of closes, one per session, `width` wide. */
export interface CloseRows {
  readonly closes: Float64Array;
  readonly width: number;
}

/**
 * Values holdings on the sessions from `start` to below `end`: cash + Σ units · close. Written out
 * for ten and for five assets a pass, because V8 does not unroll: an inner loop over assets takes
 * twice as long.
 *
 * @param units one per column of a row
 * @param path where the values go, from `offset + start` on
 */
export function valueSegment(
  rows: CloseRows,
  units: Float64Array,
  cash: number,
  start: number,
  end: number,
  path: Float64Array,
  offset: number,
): void {
  // Not by `fill`: calling it takes longer than a month's sessions do.
  for (let i = offset + start; i < offset + end; i += 1) path[i] = cash;
  let lane = 0;
  for (; lane + 2 * LANES <= rows.width; lane += 2 * LANES) {
    addTen(rows, units, lane, start, end, path, offset);
  }
  if (lane < rows.width) addFive(rows, units, lane, start, end, path, offset);
}

function addTen(
  { closes, width }: CloseRows,
  units: Float64Array,
  lane: number,
  start: number,
  end: number,
  path: Float64Array,
  offset: number,
): void {
  const a = units[lane] as number;
  const b = units[lane + 1] as number;
  const c = units[lane + 2] as number;
  const d = units[lane + 3] as number;
  const e = units[lane + 4] as number;
  const f = units[lane + 5] as number;
  const g = units[lane + 6] as number;
  const h = units[lane + 7] as number;
  const j = units[lane + 8] as number;
  const k = units[lane + 9] as number;
  let row = start * width + lane;
  for (let i = offset + start; i < offset + end; i += 1) {
    path[i] =
      (path[i] as number) +
      (a * (closes[row] as number) + b * (closes[row + 1] as number)) +
      (c * (closes[row + 2] as number) + d * (closes[row + 3] as number)) +
      (e * (closes[row + 4] as number) + f * (closes[row + 5] as number)) +
      (g * (closes[row + 6] as number) + h * (closes[row + 7] as number)) +
      (j * (closes[row + 8] as number) + k * (closes[row + 9] as number));
    row += width;
  }
}

function addFive(
  { closes, width }: CloseRows,
  units: Float64Array,
  lane: number,
  start: number,
  end: number,
  path: Float64Array,
  offset: number,
): void {
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
