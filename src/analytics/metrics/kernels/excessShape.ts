import { riskFreeOf, type Kernel } from '../sample.js';
import { excessReturns } from './excess.js';

/** The shape of a sample's excess returns, not corrected for bias. NaN where they do not vary. */
export interface ExcessShape {
  /** m3 / m2^1.5, m_k the k-th central moment divided by n. */
  readonly skewness: number;
  /** m4 / m2² − 3. */
  readonly excessKurtosis: number;
}

/** Needs a risk-free rate; one that never changes moves no central moment. */
export const excessShape: Kernel<ExcessShape> = (sample) => {
  const isScalar = typeof riskFreeOf(sample) === 'number';
  const { m2, m3, m4 } = (isScalar ? sample.returns : sample.of(excessReturns)).moments;
  return { skewness: m3 / (m2 * Math.sqrt(m2)), excessKurtosis: m4 / (m2 * m2) - 3 };
};
