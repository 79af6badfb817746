import type { Moments } from './moments.js';

/** How far a distribution is from normal: its standardised moments, not corrected for bias. */
export interface Shape {
  /** m3 / m2^1.5, m_k the k-th central moment divided by n. */
  readonly skewness: number;
  /** m4 / m2² − 3. */
  readonly excessKurtosis: number;
}

/** The shape behind moments. NaN where nothing varies. */
export function shapeOf({ m2, m3, m4 }: Pick<Moments, 'm2' | 'm3' | 'm4'>): Shape {
  return { skewness: m3 / (m2 * Math.sqrt(m2)), excessKurtosis: m4 / (m2 * m2) - 3 };
}
