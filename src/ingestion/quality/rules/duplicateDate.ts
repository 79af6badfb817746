import { PRICE_FIELDS } from '../../../domain/priceBar.js';
import { cellsOf, type Remark, type SeriesRule, type SoundBar } from '../rule.js';

const agrees = (a: SoundBar, b: SoundBar): boolean =>
  a.volume === b.volume && PRICE_FIELDS.every((field) => a[field].eq(b[field]));

export const duplicateDate: SeriesRule = {
  code: 'duplicate-date',
  severity: 'error',
  catches:
    'Two bars of one date. Where they agree one is kept; where they differ nobody can tell which ' +
    'is right, and all of that date are refused.',
  inspect({ bars }) {
    const remarks: Remark[] = [];
    for (let from = 0; from < bars.length;) {
      const first = bars[from];
      if (first === undefined) break;
      let end = from + 1;
      while (bars[end]?.date === first.date) end += 1;
      const group = bars.slice(from, end);
      if (group.length > 1) {
        const agree = group.every((bar) => agrees(first, bar));
        const indices = group.map((_, i) => from + i);
        remarks.push({
          tradeDate: first.date,
          message: agree
            ? `The bar of ${first.date} came ${group.length} times, each the same: one was kept.`
            : `${group.length} bars of ${first.date} differ: all were refused.`,
          detail: { bars: group.map(cellsOf) },
          refuses: agree ? indices.slice(1) : indices,
        });
      }
      from = end;
    }
    return remarks;
  },
};
