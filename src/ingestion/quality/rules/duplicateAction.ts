import { isSameAction } from '../../../domain/corporateAction.js';
import type { ActionRule } from '../rule.js';

export const duplicateAction: ActionRule = {
  code: 'duplicate-action',
  severity: 'warning',
  catches:
    'A second action of one kind on one day: the same value again is a repetition, another value ' +
    'cannot be told from a correction; the first is kept, the second refused.',
  inspect: (actions) =>
    actions.flatMap((action, index) => {
      const earlier = actions.findIndex(
        ({ exDate, kind }) => exDate === action.exDate && kind === action.kind,
      );
      const first = actions[earlier];
      if (earlier === index || first === undefined) return [];
      const value = action.value.toString();
      const relation = isSameAction(first, action) ? 'came twice' : `came beside another`;
      return [
        {
          tradeDate: action.exDate,
          message: `The ${action.kind} of ${value} on ${action.exDate} ${relation}: first kept.`,
          detail: { kind: action.kind, kept: first.value.toString(), refused: value },
          refuses: [index],
        },
      ];
    }),
};
