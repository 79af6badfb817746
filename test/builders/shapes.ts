/** Deterministic uniform numbers in [0, 1): Park and Miller's generator. */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** About normal, mean 0, deviation 1: twelve uniforms. */
export function normal(next: () => number): number {
  let total = -6;
  for (let i = 0; i < 12; i += 1) total += next();
  return total;
}

export type Shape = (next: () => number, i: number) => number;

/** Columns of returns that kernels must not go wrong on: length and the i-th return. */
export const SHAPES: Readonly<Record<string, readonly [n: number, shape: Shape]>> = {
  'an ordinary equity fund': [2519, (next) => 0.0004 + 0.012 * normal(next)],
  'a calm bond fund': [1260, (next) => 0.00012 + 0.0003 * normal(next)],
  'twenty returns': [20, (next) => 0.01 * normal(next)],
  'a quantile on an observation': [41, (next) => 0.01 * normal(next)],
  'constant but for 1e-9': [504, (next) => 0.0002 + 1e-9 * normal(next)],
  'constant but for 1e-13': [505, (next) => 0.0001 + 1e-13 * normal(next)],
  'a large offset': [60, (next) => 5 + 1e-6 * normal(next)],
  'returns on a coarse grid, many ties': [1000, (next) => Math.round(6 * normal(next)) / 1000],
  'losses every day': [300, (next) => -0.001 - 0.002 * next()],
  'swings that cancel': [1001, (next, i) => (i % 2 === 0 ? 0.3 : -0.3 / 1.3) + 1e-6 * normal(next)],
  'one crash': [700, (next, i) => (i === 350 ? -0.97 : 0.001 * normal(next))],
  'one day of a thousandfold': [700, (next, i) => (i === 99 ? 999 : 0.01 * normal(next))],
  'many equal worst days': [900, (next, i) => (i % 7 === 0 ? -0.02 : 0.005 * next())],
  'fat tails, few below the first bound': [
    1500,
    (next, i) => (i % 100 === 0 ? 0.4 * (next() - 0.5) : 0.0005 * normal(next)),
  ],
};

/** What a benchmark that moves with the asset is: the load on it, and noise of the same size. */
export const BENCHMARK_LOADS = [0.9, -0.4, 0.01] as const;

export interface ShapedCase {
  readonly name: string;
  readonly load: number;
  readonly returns: Float64Array;
  readonly benchmark: Float64Array;
}

/** Every shape with every load, the same numbers each time. */
export function shapedCases(): ShapedCase[] {
  return Object.entries(SHAPES).flatMap(([name, [n, shape]], index) =>
    BENCHMARK_LOADS.map((load) => {
      const next = uniform(1000 + 77 * index);
      const returns = Float64Array.from({ length: n }, (_, i) => shape(next, i));
      const spread = deviation(returns);
      const benchmark = returns.map((x) => load * x + spread * normal(next));
      return { name, load, returns, benchmark };
    }),
  );
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((total, x) => total + x, 0) / values.length;
  const squares = values.reduce((total, x) => total + (x - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
