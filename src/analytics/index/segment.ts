import type { Constituent, ConstituentAction } from './constituent.js';
import type { Holdings } from './holdings.js';

/** An action of an asset that is held. */
export interface SegmentAction {
  readonly constituent: number;
  readonly action: ConstituentAction;
  readonly unitsBefore: number;
  readonly unitsAfter: number;
}

/** Sessions through which an asset's units stay the same, both ends included. */
interface Span {
  readonly units: number;
  readonly from: number;
  readonly to: number;
}

/** What happens to what is held through a segment. */
export interface SegmentActions {
  /** Ascending by session, then by constituent. */
  readonly actions: readonly SegmentAction[];
  /** Members whose units stay the same throughout. */
  readonly undisturbed: Int32Array;
  /** Members that split. */
  readonly disturbed: readonly { readonly constituent: number; readonly spans: readonly Span[] }[];
  /** Units of all at the end of the segment. */
  readonly unitsAtEnd: Float64Array;
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
  const disturbed: { constituent: number; spans: Span[] }[] = [];
  const splitting = new Set<number>();
  let unitsAtEnd = units;
  for (const i of members) {
    const all = (constituents[i] as Constituent).actions;
    let next = nextAction[i] as number;
    while (next < all.length && (all[next] as ConstituentAction).session < from) next += 1;
    nextAction[i] = next;
    if (next === all.length || (all[next] as ConstituentAction).session > to) continue;
    const { spans, unitsAfter } = spansOf(all, next, i, units[i] as number, { from, to }, actions);
    if (spans.length === 0) continue;
    disturbed.push({ constituent: i, spans });
    splitting.add(i);
    if (unitsAtEnd === units) unitsAtEnd = units.slice();
    unitsAtEnd[i] = unitsAfter;
  }
  // Of one session, constituents keep their order: the sort is stable.
  if (actions.length > 1) actions.sort((a, b) => a.action.session - b.action.session);
  const undisturbed = splitting.size === 0 ? members : members.filter((i) => !splitting.has(i));
  return { actions, undisturbed, disturbed, unitsAtEnd };
}

/** The spans between an asset's splits, none where it has no split; adds its actions to `found`. */
function spansOf(
  all: readonly ConstituentAction[],
  first: number,
  constituent: number,
  unitsAtStart: number,
  { from, to }: { readonly from: number; readonly to: number },
  found: SegmentAction[],
): { spans: Span[]; unitsAfter: number } {
  const spans: Span[] = [];
  let units = unitsAtStart;
  let start = from;
  for (let k = first; k < all.length; k += 1) {
    const action = all[k] as ConstituentAction;
    if (action.session > to) break;
    const unitsBefore = units;
    if (action.kind === 'split') {
      if (action.session > start) spans.push({ units, from: start, to: action.session - 1 });
      units *= action.value;
      start = action.session;
    }
    found.push({ constituent, action, unitsBefore, unitsAfter: units });
  }
  if (units === unitsAtStart && spans.length === 0 && start === from)
    return { spans, unitsAfter: units };
  spans.push({ units, from: start, to });
  return { spans, unitsAfter: units };
}
