import type { Constituent, ConstituentAction } from './constituent.js';
import type { Holdings } from './holdings.js';

/** An action of an asset that is held. */
export interface SegmentAction {
  readonly constituent: number;
  readonly action: ConstituentAction;
  readonly unitsBefore: number;
  readonly unitsAfter: number;
}

/** Sessions through which the units of all members stay the same, both ends included. */
export interface Stretch {
  readonly units: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** What happens to what is held through a segment. */
export interface SegmentActions {
  /** Ascending by session, then by constituent. */
  readonly actions: readonly SegmentAction[];
  /**
   * Ascending, without gaps; one more than there are sessions with a split. What is summed in one
   * depends on nothing in a later one, so that a split changes no bit of what lies before it.
   */
  readonly stretches: readonly Stretch[];
}

/**
 * Finds the actions of members at the sessions `from` to `to`.
 *
 * @param nextAction of each constituent, moved forward past what lies before `from`
 */
export function segmentActions(
  constituents: readonly Constituent[],
  { members, units }: Holdings,
  nextAction: Int32Array,
  from: number,
  to: number,
): SegmentActions {
  const actions: SegmentAction[] = [];
  for (const i of members) {
    const all = (constituents[i] as Constituent).actions;
    let next = nextAction[i] as number;
    while (next < all.length && (all[next] as ConstituentAction).session < from) next += 1;
    nextAction[i] = next;
    let unitsBefore = units[i] as number;
    for (; next < all.length; next += 1) {
      const action = all[next] as ConstituentAction;
      if (action.session > to) break;
      const unitsAfter = action.kind === 'split' ? unitsBefore * action.value : unitsBefore;
      actions.push({ constituent: i, action, unitsBefore, unitsAfter });
      unitsBefore = unitsAfter;
    }
  }
  // Of one session, constituents keep their order: the sort is stable.
  if (actions.length > 1) actions.sort((a, b) => a.action.session - b.action.session);
  return { actions, stretches: stretchesOf(units, actions, from, to) };
}

function stretchesOf(
  unitsAtStart: Float64Array,
  actions: readonly SegmentAction[],
  from: number,
  to: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  let units = unitsAtStart;
  let start = from;
  let splitAt = -1;
  for (const { action, constituent, unitsAfter } of actions) {
    if (action.kind !== 'split') continue;
    if (action.session !== splitAt) {
      splitAt = action.session;
      if (splitAt > start) stretches.push({ units, from: start, to: splitAt - 1 });
      start = splitAt;
      units = units.slice();
    }
    units[constituent] = unitsAfter;
  }
  stretches.push({ units, from: start, to });
  return stretches;
}
