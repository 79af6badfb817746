import { PRICE_FIELDS } from '../../../domain/priceBar.js';
import type { BarRule } from '../rule.js';

/** The least price that numeric(18,6) holds, and the most that any share has cost, with room. */
const [PRICE_MIN, PRICE_MAX] = [0.000001, 1e9];

export const unusablePrice: BarRule = {
  code: 'unusable-price',
  severity: 'error',
  catches: 'A bar with a price that is not finite, not positive, or beyond what can be stored.',
  inspect(bar) {
    const bad = PRICE_FIELDS.filter((field) => {
      const price = bar[field]?.toNumber() ?? Number.NaN;
      return !(price >= PRICE_MIN && price <= PRICE_MAX);
    });
    if (bad.length === 0) return null;
    const cells = bad.map((field) => `${field} is ${bar[field]?.toString() ?? 'missing'}`);
    return { refused: `No such price can be: ${cells.join(', ')}.` };
  },
};
