type Point = readonly [x: number, y: number];
/** The function at several points at once, which may cost less than one after the other. */
type Objective = (points: readonly Point[]) => Float64Array;

const ITERATIONS_MAX = 200;
/** Halvings of a step that leads uphill, until the search gives up on it. */
const HALVINGS_MAX = 50;
/** The search ends with a Newton step as short as this: what is left is its square, or rounding. */
const LAST_STEP_MAX = 1e-7;
const SLOPE_STEP = 1e-5;
const CURVATURE_STEP = 1e-3;

/**
 * A local minimum of a smooth function of two variables: Newton's method with differences for
 * derivatives, downhill along the slope where the function is not convex, each step halved until
 * it leads down. Deterministic; good to about 1e-8.
 *
 * @param objective of order 1, exact to rounding
 * @returns null where it has not converged after 200 steps, or no step leads down
 */
export function minimise(objective: Objective, start: Point): Point | null {
  let point = start;
  let value = valueAt(objective, point);
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration += 1) {
    const { slope, curvature } = derivativesAt(objective, point, value);
    const newton = newtonStep(curvature, slope);
    if (newton !== null && Math.hypot(...newton) <= LAST_STEP_MAX) return moved(point, newton);
    const step = newton ?? moved([0, 0], slope, -1);
    const next = descend(objective, { point, value, step });
    if (next === null) return null;
    [point, value] = [next.point, next.value];
  }
  return null;
}

const valueAt = (objective: Objective, point: Point): number => objective([point])[0] as number;

/** Where a part of a step leads to. */
function moved([x, y]: Point, [stepX, stepY]: Point, part = 1): Point {
  return [x + part * stepX, y + part * stepY];
}

interface Derivatives {
  readonly slope: Point;
  /** Second differences: by x, by x and y, by y. */
  readonly curvature: { readonly byX: number; readonly byXY: number; readonly byY: number };
}

/** All differences from one round of values. */
function derivativesAt(objective: Objective, [x, y]: Point, value: number): Derivatives {
  const [d, h] = [SLOPE_STEP, CURVATURE_STEP];
  const [right, left, up, down, ...around] = objective([
    [x + d, y],
    [x - d, y],
    [x, y + d],
    [x, y - d],
    [x + h, y],
    [x - h, y],
    [x, y + h],
    [x, y - h],
    [x + h, y + h],
    [x - h, y - h],
    [x + h, y - h],
    [x - h, y + h],
  ]) as unknown as [number, number, number, number, ...number[]];
  const at = (i: number): number => around[i] as number;
  return {
    slope: [(right - left) / (2 * d), (up - down) / (2 * d)],
    curvature: {
      byX: (at(0) - 2 * value + at(1)) / (h * h),
      byXY: (at(4) + at(5) - (at(6) + at(7))) / (4 * h * h),
      byY: (at(2) - 2 * value + at(3)) / (h * h),
    },
  };
}

/** Where the slope would end if the curvature were the same everywhere; null if not convex. */
function newtonStep({ byX, byXY, byY }: Derivatives['curvature'], [x, y]: Point): Point | null {
  const determinant = byX * byY - byXY * byXY;
  if (!(byX > 0 && determinant > 0)) return null;
  return [(byXY * y - byY * x) / determinant, (byXY * x - byX * y) / determinant];
}

/** The first of step, step / 2, step / 4 … that leads down, and where to; null if none does. */
function descend(
  objective: Objective,
  { point, value, step }: { point: Point; value: number; step: Point },
): { point: Point; value: number } | null {
  let part = 1;
  for (let halvings = 0; halvings < HALVINGS_MAX; halvings += 1) {
    const next = moved(point, step, part);
    const nextValue = valueAt(objective, next);
    if (nextValue < value) return { point: next, value: nextValue };
    part /= 2;
  }
  return null;
}
