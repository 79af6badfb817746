import { capCells } from '../capSize.js';
import type { CapRule, Remark, SeenCap } from '../rule.js';

/** One remark for all that `refuses` names. */
function remarkOf(caps: readonly SeenCap[], refuses: readonly number[], why: string): Remark[] {
  const [first, last] = [caps[refuses[0] ?? -1], caps[refuses.at(-1) ?? -1]];
  if (first === undefined || last === undefined) return [];
  return [
    {
      tradeDate: null,
      message: `${refuses.length} capitalisation(s) from ${first.date} on were refused: ${why}.`,
      detail: { count: refuses.length, first: capCells(first), last: capCells(last) },
      refuses,
    },
  ];
}

export const capitalisationOutsidePrices: CapRule = {
  code: 'capitalisation-outside-prices',
  severity: 'warning',
  catches:
    "A capitalisation of a date before the asset's first bar, or after the newest final session.",
  inspect(caps, { firstDate, to }) {
    const indices = [...caps.keys()];
    const early = indices.filter((i) => (caps[i] as SeenCap).date < firstDate);
    const late = indices.filter((i) => (caps[i] as SeenCap).date > to);
    return [
      ...remarkOf(caps, early, `the first bar is of ${firstDate}`),
      ...remarkOf(caps, late, 'they are of the future, or of a session that is not final'),
    ];
  },
};
