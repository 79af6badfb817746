import { rescaledRanges } from '../kernels/rescaledRange.js';
import { slopeOf } from '../kernels/slope.js';
import { defineMetric } from '../metric.js';

export const hurstExponent = defineMetric({
  id: 'hurstExponent',
  name: 'Hurst exponent',
  unit: 'ratio',
  formula:
    '1/2 + least-squares slope of ln(R/S(m) / E(m)) on ln m, m = n/2, n/4, n/8 ... >= 8; R/S(m): mean over blocks of m returns of (range of running sums of deviations from the block mean) / (block deviation, divided by m); E(m): its expectation for independent normal returns',
  latex: String.raw`\tfrac12+\mathrm{slope}\Bigl(\ln\tfrac{(R/S)_m}{\mathrm E(R/S)_m}\ \text{on}\ \ln m\Bigr),\quad \mathrm E(R/S)_m=\frac{\Gamma(\frac{m-1}{2})}{\sqrt\pi\,\Gamma(\frac m2)}\sum_{i=1}^{m-1}\sqrt{\frac{m-i}{i}}`,
  convention:
    'Rescaled range, corrected after Anis and Lloyd so that independent returns come to 1/2; blocks do not overlap, the last ends with the sample, blocks that do not vary are left out. Not clipped.',
  sign: 'Above 1/2 when moves persist, below when they turn back.',
  minimumSample: 100,
  source:
    'Mandelbrot and Wallis, Water Resources Research 5 (1969), 967-988; Weron, Physica A 312 (2002), 285-299',
  needs: [],
  compute(sample) {
    const ranges = sample.of(rescaledRanges);
    if (ranges.length < 2) return 'zero-variance';
    const slope = slopeOf(
      ranges.map(({ blockLength }) => Math.log(blockLength)),
      ranges.map(({ mean, expected }) => Math.log(mean / expected)),
    );
    return 0.5 + slope;
  },
});
