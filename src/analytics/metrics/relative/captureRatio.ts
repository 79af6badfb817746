import { quotient } from '../quotient.js';
import { downCapture } from './downCapture.js';
import { upCapture } from './upCapture.js';
import { defineMetric, outcomeOf } from '../metric.js';

export const captureRatio = defineMetric({
  id: 'captureRatio',
  name: 'Capture ratio',
  unit: 'ratio',
  formula: 'upCapture / downCapture',
  latex: String.raw`\frac{\text{up capture}}{\text{down capture}}`,
  convention: 'Both of arithmetic mean returns, on the dates that both have.',
  sign: 'Above 1 when it takes more part in rises than in falls, if both captures are positive.',
  minimumSample: 3,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: ['benchmark'],
  compute: (sample) =>
    quotient(outcomeOf(sample, upCapture), outcomeOf(sample, downCapture), 'no-downside'),
});
