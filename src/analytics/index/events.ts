import type { IndexEvent, IndexEventKind } from '../../domain/indexLedger.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { priceAt, type Constituent } from './constituent.js';
import type { Holdings } from './holdings.js';
import type { ActionPassage, HoldingsChange, IndexLedger, Passage } from './ledger.js';

/** By how much of themselves shares and factors differ where nothing but rounding changed them. */
const ROUNDING = 1e-12;

/**
 * Every event of an index in order. Entries, changes of shares, capping factors and exits of one
 * rebalance take effect together; the ledger takes them one by one in this order, each with the
 * divisor that it alone asks for, and ends with the rebalance as a whole.
 */
export function indexEvents(ledger: IndexLedger): IndexEvent[] {
  const { changes, actions } = ledger;
  const events: IndexEvent[] = [];
  let nextAction = 0;
  for (const change of changes) {
    // An action at the open of a session comes after changes at the close before.
    while ((actions[nextAction]?.session ?? Infinity) <= change.session) {
      events.push(actionEvent(ledger, actions[nextAction] as ActionPassage));
      nextAction += 1;
    }
    events.push(...changeEvents(ledger, change));
  }
  for (const action of actions.slice(nextAction)) events.push(actionEvent(ledger, action));
  return events;
}

function dateOf({ sessions }: IndexLedger, session: number): TradingDate {
  return fromEpochDay(sessions[session] as number);
}

function levelsOf(passage: Passage): Omit<IndexEvent, 'date' | 'kind' | 'symbol' | 'detail'> {
  const { valueBefore, valueAfter, divisorBefore, divisorAfter } = passage;
  return {
    levelBefore: valueBefore / divisorBefore,
    levelAfter: valueAfter / divisorAfter,
    divisorBefore,
    divisorAfter,
  };
}

function actionEvent(ledger: IndexLedger, passage: ActionPassage): IndexEvent {
  const { action, constituent, unitsBefore, unitsAfter, session } = passage;
  const { kind, value, reinvested, isSpecial } = action;
  const { symbol } = ledger.constituents[constituent] as Constituent;
  const about = { date: dateOf(ledger, session), symbol, ...levelsOf(passage) };
  if (kind === 'split') {
    return { ...about, kind: 'split', detail: { ratio: value, unitsBefore, unitsAfter } };
  }
  const detail = { action: kind, cashPerShare: value, reinvestedPerShare: reinvested };
  return { ...about, kind: isSpecial ? 'special-dividend' : 'dividend', detail };
}

function changeEvents(ledger: IndexLedger, change: HoldingsChange): IndexEvent[] {
  const steps = new Steps(ledger, change);
  if (change.kind === 'departure') {
    steps.exits();
    return steps.events;
  }
  steps.entries();
  if (change.after.outstanding !== null) {
    steps.shares();
    steps.caps();
  }
  steps.exits();
  if (change.kind !== 'shares') steps.rebalance();
  return steps.events;
}

/** The steps of one change, each leading from one market value to the next. */
class Steps {
  readonly events: IndexEvent[] = [];
  readonly #level: number;
  readonly #before: Holdings | null;
  readonly #after: Holdings;
  /** Whether each step changes the market value: not where the whole is sold and bought anew. */
  readonly #movesValue: boolean;
  #value: number;

  constructor(
    private readonly ledger: IndexLedger,
    private readonly change: HoldingsChange,
  ) {
    const { before, after, kind, valueBefore, valueAfter, divisorBefore } = change;
    [this.#before, this.#after] = [before, after];
    this.#level = valueBefore / divisorBefore;
    this.#value = kind === 'start' ? valueAfter : valueBefore;
    this.#movesValue =
      kind === 'departure'
        ? after.cash === before?.cash
        : after.outstanding !== null && before?.cash === 0;
  }

  entries(): void {
    for (const i of this.#after.members) {
      if (this.#isHeldBefore(i)) continue;
      const { outstanding, units } = this.#after;
      const held = outstanding === null ? (units[i] as number) : (outstanding.shares[i] as number);
      const name = outstanding === null ? 'units' : 'shares';
      this.#step('entry', i, held * this.#price(i), { [name]: held });
    }
  }

  shares(): void {
    for (const i of this.#after.members) {
      if (!this.#isHeldBefore(i)) continue;
      const factor = this.#factorBefore(i);
      const sharesBefore = ((this.#before as Holdings).units[i] as number) / factor;
      const sharesAfter = this.#after.outstanding?.shares[i] as number;
      if (isSame(sharesBefore, sharesAfter)) continue;
      const added = (sharesAfter - sharesBefore) * factor * this.#price(i);
      this.#step('shares', i, added, { sharesBefore, sharesAfter });
    }
  }

  caps(): void {
    for (const i of this.#after.members) {
      const { outstanding } = this.#after;
      const [factorBefore, factorAfter] = [
        this.#factorBefore(i),
        outstanding?.factors[i] as number,
      ];
      if (isSame(factorBefore, factorAfter)) continue;
      const cap = (outstanding?.shares[i] as number) * this.#price(i);
      const weight = (factorAfter * cap) / this.change.valueAfter;
      this.#step('cap', i, (factorAfter - factorBefore) * cap, {
        factorBefore,
        factorAfter,
        weight,
      });
    }
  }

  /** From the end backwards, so that what is left is a sum, never a small difference. */
  exits(): void {
    if (this.#before === null) return;
    const { members, units } = this.#before;
    const leaving = members.filter((i) => (this.#after.units[i] as number) === 0);
    const valuesAfter = new Float64Array(leaving.length);
    let value = this.change.valueAfter;
    for (let k = leaving.length - 1; k >= 0; k -= 1) {
      valuesAfter[k] = value;
      const i = leaving[k] as number;
      value += (units[i] as number) * this.#price(i);
    }
    leaving.forEach((i, k) => {
      const close = this.#price(i);
      this.#step('exit', i, (valuesAfter[k] as number) - this.#value, { close });
    });
  }

  rebalance(): void {
    const count = (kind: IndexEventKind): number =>
      this.events.filter((event) => event.kind === kind).length;
    this.events.push({
      date: dateOf(this.ledger, this.change.session),
      kind: 'rebalance',
      symbol: null,
      ...levelsOf(this.change),
      detail: {
        members: this.#after.members.length,
        entries: count('entry'),
        exits: count('exit'),
      },
    });
  }

  #step(kind: IndexEventKind, i: number, added: number, detail: IndexEvent['detail']): void {
    const valueBefore = this.#value;
    const valueAfter = this.#movesValue ? valueBefore + added : valueBefore;
    this.#value = valueAfter;
    const isDeparture = this.change.kind === 'departure';
    this.events.push({
      date: dateOf(this.ledger, this.change.session + Number(isDeparture)),
      kind,
      symbol: (this.ledger.constituents[i] as Constituent).symbol,
      ...levelsOf({
        valueBefore,
        valueAfter,
        divisorBefore: valueBefore / this.#level,
        divisorAfter: valueAfter / this.#level,
      }),
      detail,
    });
  }

  #isHeldBefore(i: number): boolean {
    return (this.#before?.units[i] ?? 0) > 0;
  }

  /** 1 of one that enters: it does so in full, and is capped then. */
  #factorBefore(i: number): number {
    return this.#isHeldBefore(i) ? (this.#before?.outstanding?.factors[i] ?? 1) : 1;
  }

  #price(i: number): number {
    return priceAt(this.ledger.constituents[i] as Constituent, this.change.session);
  }
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.abs(b);
}
