import type { BarRule } from '../rule.js';

const CELLS = ['open', 'high', 'low', 'close', 'volume'] as const;

export const missingCell: BarRule = {
  code: 'missing-cell',
  severity: 'warning',
  catches:
    'A bar without a price or a volume, such as a provider sends before the open or for a day it ' +
    'has no data of; nothing is filled in.',
  inspect(bar) {
    const missing = CELLS.filter((cell) => bar[cell] === null);
    return missing.length === 0 ? null : { refused: `There is no ${missing.join(', ')}.` };
  },
};
