import { priceAt, type Constituent } from './constituent.js';
import type { Holdings } from './holdings.js';
import type { IndexRule } from './indexRule.js';
import type { ActionPassage, HoldingsChange } from './ledger.js';
import { segmentActions, type SegmentAction } from './segment.js';
import { ShareBook } from './shareBook.js';
import { addValues } from './valuation.js';
import type { WeightingClose } from './weighting.js';

const DAYS_PER_YEAR = 365.25;

/**
 * An index under way. Between two changes of what it holds lies a segment: market values of its
 * sessions are sums of columns, and the divisor changes with cash alone.
 */
export class IndexComputation {
  readonly levels: Float64Array;
  readonly values: Float64Array;
  readonly divisors: Float64Array;
  readonly changes: HoldingsChange[] = [];
  readonly actions: ActionPassage[] = [];
  readonly #departures: Int32Array;
  readonly #nextAction: Int32Array;
  readonly #asked: Int32Array | null;
  readonly #shareBook: ShareBook;
  /** Before expenses: the divisor that is told is this one over what is left after expenses. */
  #divisor = 1;
  #session = 0;

  constructor(
    private readonly rule: IndexRule,
    readonly constituents: readonly Constituent[],
    readonly sessions: Int32Array,
    private readonly baseValue: number,
  ) {
    this.levels = new Float64Array(sessions.length);
    this.values = new Float64Array(sessions.length);
    this.divisors = new Float64Array(sessions.length);
    this.#departures = Int32Array.from(
      new Set(constituents.flatMap(({ departures }) => departures)),
    ).sort();
    this.#nextAction = new Int32Array(constituents.length);
    this.#asked = rule.sessionsOfChange(sessions);
    this.#shareBook = new ShareBook(constituents, sessions, this.#asked);
  }

  /** Computes every session. @returns the one that the index begins on; null where it never does */
  run(): number | null {
    const asked = this.#asked;
    let holdings = this.#start();
    if (holdings === null) return null;
    const start = this.#session;
    const last = this.sessions.length - 1;
    let nextAsked = 0;
    let nextDeparture = 0;
    while (this.#session < last) {
      const from = this.#session + 1;
      while (nextDeparture < this.#departures.length) {
        if ((this.#departures[nextDeparture] as number) > from) break;
        nextDeparture += 1;
      }
      while (asked !== null && nextAsked < asked.length) {
        if ((asked[nextAsked] as number) >= from) break;
        nextAsked += 1;
      }
      const askedAt = asked === null ? from : (asked[nextAsked] ?? last);
      const leavesAfter = (this.#departures[nextDeparture] ?? Infinity) - 1;
      const to = Math.min(askedAt, leavesAfter, last);
      holdings = this.#hold(holdings, from, to);
      this.#session = to;
      if (asked === null || asked[nextAsked] === to) holdings = this.#change(holdings);
      if (to < last) holdings = this.#dismiss(holdings);
    }
    return start;
  }

  /** The first holdings, at the first session that has any; what leaves at the next is dismissed. */
  #start(): Holdings | null {
    for (let t = 0; t < this.sessions.length; t += 1) {
      this.#session = t;
      const chosen = this.rule.choose({ ...this.#close(), holdings: null, value: this.baseValue });
      if (chosen === null) continue;
      const { holdings, value, leftOut, weightMaxRaised } = chosen;
      this.#divisor = value / this.baseValue;
      this.values[t] = value;
      this.levels[t] = value / this.#divisor;
      this.divisors[t] = this.#divisor;
      this.changes.push({
        kind: 'start',
        session: t,
        before: null,
        after: holdings,
        valueBefore: value,
        valueAfter: value,
        divisorBefore: this.#divisor,
        divisorAfter: this.#divisor,
        leftOut,
        weightMaxRaised,
      });
      return this.#dismiss(holdings);
    }
    return null;
  }

  #close(): WeightingClose {
    const session = this.#session;
    const day = this.sessions[session] as number;
    return { constituents: this.constituents, session, day, shareBook: this.#shareBook };
  }

  /** What is left of 1 after expenses at a session's close. */
  #leftAfterExpenses(session: number): number {
    const { expenseRatio } = this.rule.parameters;
    if (expenseRatio === 0) return 1;
    const start = this.changes[0]?.session ?? 0;
    const elapsedDays = (this.sessions[session] as number) - (this.sessions[start] as number);
    return (1 - expenseRatio) ** (elapsedDays / DAYS_PER_YEAR);
  }

  /** Values and levels of the sessions of a segment. @returns the holdings at its end */
  #hold(holdings: Holdings, from: number, to: number): Holdings {
    const { members, cash } = holdings;
    const { actions, stretches } = segmentActions(
      this.constituents,
      holdings,
      this.#nextAction,
      from,
      to,
    );
    this.values.fill(cash, from, to + 1);
    for (const stretch of stretches) {
      addValues(this.values, this.constituents, stretch.units, members, stretch.from, stretch.to);
    }
    let next = 0;
    for (let t = from; t <= to; t += 1) {
      let value = this.values[t - 1] as number;
      // A change at the close before has put another value in the place of the old one.
      if (t === from) value = this.#heldValue(value);
      while (next < actions.length && actions[next]?.action.session === t) {
        value = this.#pass(actions[next] as SegmentAction, value, t);
        next += 1;
      }
      const divisor = this.#divisor / this.#leftAfterExpenses(t);
      this.divisors[t] = divisor;
      this.levels[t] = (this.values[t] as number) / divisor;
    }
    const units = stretches.at(-1)?.units ?? holdings.units;
    return units === holdings.units ? holdings : { ...holdings, units };
  }

  /** The value at the last close of what is held since the last change at it. */
  #heldValue(valueTold: number): number {
    const last = this.changes.at(-1);
    return last?.session === this.#session ? last.valueAfter : valueTold;
  }

  /** Reinvests cash in the whole index. @returns the value after it */
  #pass({ action, constituent, unitsBefore, unitsAfter }: SegmentAction, value: number, t: number) {
    const valueAfter = value - unitsAfter * action.reinvested;
    const divisorBefore = this.#divisor;
    this.#divisor *= valueAfter / value;
    const left = this.#leftAfterExpenses(t - 1);
    this.actions.push({
      session: action.session,
      constituent,
      action,
      unitsBefore,
      unitsAfter,
      valueBefore: value,
      valueAfter,
      divisorBefore: divisorBefore / left,
      divisorAfter: this.#divisor / left,
    });
    return valueAfter;
  }

  /** Asks the rule at the close that the computation has come to. */
  #change(before: Holdings): Holdings {
    const valueBefore = this.values[this.#session] as number;
    const chosen = this.rule.choose({ ...this.#close(), holdings: before, value: valueBefore });
    if (chosen === null) return before;
    const { kind, holdings: after, value: valueAfter, leftOut, weightMaxRaised } = chosen;
    this.#record(kind, before, after, valueBefore, valueAfter, { leftOut, weightMaxRaised });
    return after;
  }

  /** Lets go, at their last close, of what cannot be held at the next session. */
  #dismiss(before: Holdings): Holdings {
    const next = this.#session + 1;
    if (!this.#departures.includes(next)) return before;
    const priceOf = (i: number, session: number): number =>
      priceAt(this.constituents[i] as Constituent, session);
    const members = before.members.filter((i) => !Number.isNaN(priceOf(i, next)));
    if (members.length === before.members.length) return before;
    const valueBefore = this.#heldValue(this.values[this.#session] as number);
    const kept = this.rule.keepsProceeds || members.length === 0;
    const units = new Float64Array(before.units.length);
    for (const i of members) units[i] = before.units[i] as number;
    let { cash } = before;
    if (kept) {
      for (const i of before.members) {
        if (units[i] === 0) cash += (before.units[i] as number) * priceOf(i, this.#session);
      }
    }
    let valueAfter = cash;
    for (const i of members) valueAfter += (units[i] as number) * priceOf(i, this.#session);
    const after = { ...before, members, units, cash };
    this.#record('departure', before, after, valueBefore, valueAfter, {
      leftOut: [],
      weightMaxRaised: null,
    });
    return after;
  }

  #record(
    kind: HoldingsChange['kind'],
    before: Holdings,
    after: Holdings,
    valueBefore: number,
    valueAfter: number,
    found: Pick<HoldingsChange, 'leftOut' | 'weightMaxRaised'>,
  ): void {
    const left = this.#leftAfterExpenses(this.#session);
    const divisorBefore = this.#divisor / left;
    this.#divisor *= valueAfter / valueBefore;
    const divisorAfter = this.#divisor / left;
    const { length } = this.changes;
    this.changes[length] = {
      kind,
      session: this.#session,
      before,
      after,
      valueBefore,
      valueAfter,
      divisorBefore,
      divisorAfter,
      ...found,
    };
  }
}
