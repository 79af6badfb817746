/** Rows of closes are a multiple of this wide: assets that the narrower passes take. */
export const LANES = 5;

/** Rows of closes, one per session, `width` wide. */
export interface CloseRows {
  readonly closes: Float64Array;
  readonly width: number;
}

/** A path, and what it holds while nothing is traded. */
export interface HeldPath {
  /** One per column of a row. */
  readonly units: Float64Array;
  readonly cash: number;
  /** A value per session. */
  readonly values: Float64Array;
}

/*
 * A value is cash + Σ units · close, in the order of the assets and five at a time, alone or beside
 * another path: the bits are the same. All is written out, because V8 does not unroll: an inner loop
 * over assets takes twice as long.
 */

/** Values what a path holds on the sessions from `start` to below `end`. */
export function valueSegment(rows: CloseRows, path: HeldPath, start: number, end: number): void {
  const { values, cash } = path;
  // Not by `fill`: calling it takes longer than a month's sessions do.
  for (let i = start; i < end; i += 1) values[i] = cash;
  let lane = 0;
  for (; lane + 2 * LANES <= rows.width; lane += 2 * LANES) addTen(rows, path, lane, start, end);
  if (lane < rows.width) addFive(rows, path, lane, start, end);
}

/** As {@link valueSegment}, of two paths: every close is read once for both. */
export function valueTwoSegments(
  rows: CloseRows,
  one: HeldPath,
  other: HeldPath,
  start: number,
  end: number,
): void {
  startWithFive(rows, one, other, start, end);
  for (let lane = LANES; lane < rows.width; lane += LANES) {
    addFiveToBoth(rows, one, other, lane, start, end);
  }
}

function addTen(
  { closes, width }: CloseRows,
  { units, values }: HeldPath,
  lane: number,
  start: number,
  end: number,
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
  for (let i = start; i < end; i += 1) {
    values[i] =
      (values[i] as number) +
      (a * (closes[row] as number) + b * (closes[row + 1] as number)) +
      (c * (closes[row + 2] as number) + d * (closes[row + 3] as number)) +
      e * (closes[row + 4] as number) +
      (f * (closes[row + 5] as number) + g * (closes[row + 6] as number)) +
      (h * (closes[row + 7] as number) + j * (closes[row + 8] as number)) +
      k * (closes[row + 9] as number);
    row += width;
  }
}

function addFive(
  { closes, width }: CloseRows,
  { units, values }: HeldPath,
  lane: number,
  start: number,
  end: number,
): void {
  const a = units[lane] as number;
  const b = units[lane + 1] as number;
  const c = units[lane + 2] as number;
  const d = units[lane + 3] as number;
  const e = units[lane + 4] as number;
  let row = start * width + lane;
  for (let i = start; i < end; i += 1) {
    values[i] =
      (values[i] as number) +
      (a * (closes[row] as number) + b * (closes[row + 1] as number)) +
      (c * (closes[row + 2] as number) + d * (closes[row + 3] as number)) +
      e * (closes[row + 4] as number);
    row += width;
  }
}

function startWithFive(
  { closes, width }: CloseRows,
  { units: ones, values: oneValues, cash: oneCash }: HeldPath,
  { units: others, values: otherValues, cash: otherCash }: HeldPath,
  start: number,
  end: number,
): void {
  const a = ones[0] as number;
  const b = ones[1] as number;
  const c = ones[2] as number;
  const d = ones[3] as number;
  const e = ones[4] as number;
  const f = others[0] as number;
  const g = others[1] as number;
  const h = others[2] as number;
  const j = others[3] as number;
  const k = others[4] as number;
  let row = start * width;
  for (let i = start; i < end; i += 1) {
    const p = closes[row] as number;
    const q = closes[row + 1] as number;
    const r = closes[row + 2] as number;
    const s = closes[row + 3] as number;
    const t = closes[row + 4] as number;
    oneValues[i] = oneCash + (a * p + b * q) + (c * r + d * s) + e * t;
    otherValues[i] = otherCash + (f * p + g * q) + (h * r + j * s) + k * t;
    row += width;
  }
}

function addFiveToBoth(
  { closes, width }: CloseRows,
  { units: ones, values: oneValues }: HeldPath,
  { units: others, values: otherValues }: HeldPath,
  lane: number,
  start: number,
  end: number,
): void {
  const a = ones[lane] as number;
  const b = ones[lane + 1] as number;
  const c = ones[lane + 2] as number;
  const d = ones[lane + 3] as number;
  const e = ones[lane + 4] as number;
  const f = others[lane] as number;
  const g = others[lane + 1] as number;
  const h = others[lane + 2] as number;
  const j = others[lane + 3] as number;
  const k = others[lane + 4] as number;
  let row = start * width + lane;
  for (let i = start; i < end; i += 1) {
    const p = closes[row] as number;
    const q = closes[row + 1] as number;
    const r = closes[row + 2] as number;
    const s = closes[row + 3] as number;
    const t = closes[row + 4] as number;
    oneValues[i] = (oneValues[i] as number) + (a * p + b * q) + (c * r + d * s) + e * t;
    otherValues[i] = (otherValues[i] as number) + (f * p + g * q) + (h * r + j * s) + k * t;
    row += width;
  }
}
