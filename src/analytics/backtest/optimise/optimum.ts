/** What an optimiser has found. */
export interface Optimum {
  /** Fractions, none negative, that sum to 1. */
  readonly weights: Float64Array;
  /** How far the conditions of an optimum are missed, in the units that the optimiser states. */
  readonly residual: number;
  readonly iterations: number;
  /** Whether the residual is within the optimiser's tolerance. */
  readonly hasConverged: boolean;
}
