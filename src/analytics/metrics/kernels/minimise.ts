export type Point = readonly [x: number, y: number];
/** The function's values at several points, which may be worked out side by side. */
export type Objective = <const Points extends readonly Point[]>(
  points: Points,
) => { readonly [Place in keyof Points]: number };

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
  let [value] = objective([point]);
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration += 1) {
    const slope = slopeAt(objective, point);
    const newton = newtonStep(curvatureAt(objective, point, value), slope);
    if (newton !== null && Math.hypot(...newton) <= LAST_STEP_MAX) return moved(point, newton);
    const step = newton ?? moved([0, 0], slope, -1);
    const next = descend(objective, { point, value, step });
    if (next === null) return null;
    [point, value] = [next.point, next.value];
  }
  return null;
}

/** Where a part of a step leads to. */
function moved([x, y]: Point, [stepX, stepY]: Point, part = 1): Point {
  return [x + part * stepX, y + part * stepY];
}

function slopeAt(objective: Objective, [x, y]: Point): Point {
  const h = SLOPE_STEP;
  const [right, left, up, down] = objective([
    [x + h, y],
    [x - h, y],
    [x, y + h],
    [x, y - h],
  ]);
  return [(right - left) / (2 * h), (up - down) / (2 * h)];
}

/** Second differences: by x, by x and y, by y. */
function curvatureAt(objective: Objective, [x, y]: Point, value: number) {
  const h = CURVATURE_STEP;
  const [right, left, up, down, ...corners] = objective([
    [x + h, y],
    [x - h, y],
    [x, y + h],
    [x, y - h],
    [x + h, y + h],
    [x - h, y - h],
    [x + h, y - h],
    [x - h, y + h],
  ]);
  return {
    byX: (right - 2 * value + left) / (h * h),
    byXY: (corners[0] + corners[1] - (corners[2] + corners[3])) / (4 * h * h),
    byY: (up - 2 * value + down) / (h * h),
  };
}

/** Where the slope would end if the curvature were the same everywhere; null if not convex. */
function newtonStep(
  { byX, byXY, byY }: ReturnType<typeof curvatureAt>,
  [x, y]: Point,
): Point | null {
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
    const [nextValue] = objective([next]);
    if (nextValue < value) return { point: next, value: nextValue };
    part /= 2;
  }
  return null;
}
