/** Draws what is earned in the periods of one possible future after the other. */
export interface ReturnSource {
  /** Fills `returns` with simple returns, each at least −1. */
  draw(returns: Float64Array): void;
  /** What one future costs to draw, in returns, for the cost limit. */
  costOf(periods: number): number;
}
