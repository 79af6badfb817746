import { riskFreeOf, type Kernel } from '../sample.js';
import { excessReturns } from './excess.js';
import { shapeOf, type Shape } from './shape.js';

/**
 * The shape of a sample's excess returns. Needs a risk-free rate; one that never changes moves no
 * central moment.
 */
export const excessShape: Kernel<Shape> = (sample) => {
  const isScalar = typeof riskFreeOf(sample) === 'number';
  return shapeOf((isScalar ? sample.returns : sample.of(excessReturns)).moments);
};
