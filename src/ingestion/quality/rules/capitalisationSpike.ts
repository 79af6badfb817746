import { capCells, isJump, sizeOf } from '../capSize.js';
import type { CapRule, CapScope, Remark, SeenCap } from '../rule.js';

/** Whether the next one, or for the last one what was told before it, comes near. */
function isConfirmed(
  size: number,
  cap: SeenCap,
  next: SeenCap | undefined,
  { netAssetsBefore }: CapScope,
): boolean {
  if (next !== undefined) return !isJump(sizeOf(next), size);
  return netAssetsBefore !== null && !isJump(netAssetsBefore / cap.adjustedClose, size);
}

export const capitalisationSpike: CapRule = {
  code: 'capitalisation-spike',
  severity: 'error',
  catches:
    'A capitalisation ten times the one before, price and splits undone, or as far below it, that ' +
    'the next one does not confirm: most often another unit. Refused until a second one agrees.',
  inspect(caps, scope) {
    const remarks: Remark[] = [];
    let believed = scope.before === null ? NaN : sizeOf(scope.before);
    caps.forEach((cap, index) => {
      const size = sizeOf(cap);
      if (!isJump(size, believed) || isConfirmed(size, cap, caps[index + 1], scope)) {
        believed = size;
        return;
      }
      remarks.push({
        tradeDate: cap.date,
        message:
          `The capitalisation of ${cap.date} is ${(size / believed).toPrecision(4)} times the one ` +
          'before, price undone, and no other confirms it: refused until a second one agrees.',
        detail: { ...capCells(cap), factor: size / believed },
        refuses: [index],
      });
    });
    return remarks;
  },
};
