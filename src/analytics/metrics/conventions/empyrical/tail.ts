import { lowerTail1, lowerTail5, type LowerTail } from '../../kernels/lowerTail.js';
import { selectSmallest } from '../../kernels/selection.js';
import type { Kernel } from '../../sample.js';
import { defineVariant, type Variant } from '../variant.js';
import { empyricalSource } from './source.js';

function valueAtRisk(cutoff: 0.05 | 0.01, tail: Kernel<LowerTail>): Variant {
  return defineVariant({
    name: `empyrical.value_at_risk(cutoff=${cutoff})`,
    difference: 'A loss is negative.',
    formula: `${cutoff * 100} % quantile of returns, linear between the neighbours of rank (n - 1) * ${cutoff}`,
    latex: `Q_{${cutoff}}(r)`,
    sign: 'A return: a loss is negative.',
    minimumSample: 1,
    source: empyricalSource('value_at_risk'),
    needs: [],
    compute: (sample) => sample.of(tail).quantile,
  });
}

function expectedShortfall(cutoff: 0.05 | 0.01): Variant {
  return defineVariant({
    name: `empyrical.conditional_value_at_risk(cutoff=${cutoff})`,
    difference:
      'The tail is a count of returns, the worst floor((n - 1) * cutoff) + 1, whatever ties there are, and a loss is negative.',
    formula: `mean of the floor((n - 1) * ${cutoff}) + 1 smallest returns`,
    latex: String.raw`\frac{1}{k}\sum_{i=1}^{k} r_{(i)},\quad k=\lfloor (n-1)\cdot ${cutoff}\rfloor+1`,
    sign: 'A return: a loss is negative.',
    minimumSample: 1,
    source: empyricalSource('conditional_value_at_risk'),
    needs: [],
    compute({ returns: { values } }) {
      const last = Math.floor((values.length - 1) * cutoff);
      const ordered = values.slice();
      selectSmallest(ordered, ordered.length, last);
      return ordered.subarray(0, last + 1).reduce((sum, value) => sum + value, 0) / (last + 1);
    },
  });
}

export const var95 = valueAtRisk(0.05, lowerTail5);
export const var99 = valueAtRisk(0.01, lowerTail1);
export const cvar95 = expectedShortfall(0.05);
export const cvar99 = expectedShortfall(0.01);
