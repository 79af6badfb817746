import { drawdownSummary } from '../kernels/drawdownSummary.js';
import { defineMetric } from '../metric.js';

export const ulcerIndex = defineMetric({
  id: 'ulcerIndex',
  name: 'Ulcer index',
  unit: 'fraction',
  formula: 'sqrt(sum over t of (price_t / max(price_0 ... price_t) - 1)^2 / n)',
  latex: String.raw`\sqrt{\frac{1}{n}\sum_{t=1}^{n}\Bigl(\frac{P_t}{\max_{s\le t}P_s}-1\Bigr)^2}`,
  convention: 'A fraction, not percent; over the n dates after the base, which is the first peak.',
  sign: 'Never negative; 0 when there is no fall.',
  minimumSample: 1,
  source: "Martin and McCann, The Investor's Guide to Fidelity Funds (1989), ch. 6",
  needs: [],
  compute: (sample) =>
    Math.sqrt(sample.of(drawdownSummary).squareSum / sample.returns.values.length),
});
