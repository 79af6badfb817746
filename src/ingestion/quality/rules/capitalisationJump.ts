import { capCells, isJump, sizeOf } from '../capSize.js';
import type { CapRule } from '../rule.js';

export const capitalisationJump: CapRule = {
  code: 'capitalisation-jump',
  severity: 'warning',
  catches:
    'A capitalisation ten times the one before, price and splits undone, or as far below it, that ' +
    'others confirm: kept, as young funds grow so, and reported.',
  inspect: (caps, { before }) =>
    caps.flatMap((cap, index) => {
      const last = caps[index - 1] ?? before;
      const factor = last === null ? NaN : sizeOf(cap) / sizeOf(last);
      if (last === null || !isJump(factor, 1)) return [];
      return [
        {
          tradeDate: cap.date,
          message:
            `The capitalisation of ${cap.date} is ${factor.toPrecision(4)} times the one of ` +
            `${last.date}, price undone. Kept; compare with another source.`,
          detail: { ...capCells(cap), factor, before: capCells(last) },
        },
      ];
    }),
};
