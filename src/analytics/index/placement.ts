import { lastIndexBefore } from '../../domain/adjustment.js';
import type { CapHistory } from '../../domain/capitalisation.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { HighwaterError } from '../../domain/errors.js';
import { ShareCount } from '../../domain/shareCount.js';
import { toEpochDay } from '../../domain/tradingDate.js';
import type { CalendarSpan } from './calendar.js';
import type {
  CarriedClose,
  Constituent,
  ConstituentAction,
  ConstituentHistory,
} from './constituent.js';
import type { IndexParameters } from './parameters.js';

/** What of an index's parameters decides how its assets' prices and cash are read. */
export type PlacementRule = Pick<
  IndexParameters,
  'returnKind' | 'withholdingRate' | 'specialYieldMin' | 'carriedSessionsMax'
>;

/**
 * An asset on a calendar. Where its bars follow the calendar without a gap the prices are a view
 * of the series, otherwise a copy in which closes are carried.
 *
 * @param sessions days since 1970-01-01, ascending
 * @returns null where it has no bar on any of them
 * @throws HighwaterError ACTION_EXCEEDS_PRICE where cash that is reinvested reaches the close before
 */
export function placeConstituent(
  history: ConstituentHistory,
  caps: CapHistory | null,
  sessions: Int32Array,
  { start, end, unbrokenFrom }: CalendarSpan,
  rule: PlacementRule,
): Constituent | null {
  const { symbol, series, actions } = history;
  if (start >= end) return null;
  const firstSession = unbrokenFrom ?? lastIndexBefore(sessions, series.dates[start] as number) + 1;
  const isDelisted = history.isDelisted && end === series.dates.length;
  const placed = new Placement({ ...history, isDelisted }, sessions, firstSession, rule);
  const isWhole = start === 0 && end === series.close.length;
  const closes = isWhole ? series.close : series.close.subarray(start, end);
  const endsBefore = firstSession + closes.length < sessions.length;
  if (unbrokenFrom !== null && (isDelisted || !endsBefore)) placed.view(closes);
  else placed.fill(series.dates.subarray(start, end), closes);
  return {
    symbol,
    firstSession,
    prices: placed.prices,
    actions: placed.actions,
    departures: placed.departures,
    carried: placed.carried,
    shares: caps === null ? null : new ShareCount(caps, series, actions),
  };
}

/** The actions after the first session, by the session that is their ex-date or follows it. */
function actionsBySession(
  actions: readonly CorporateAction[],
  sessions: Int32Array,
  firstSession: number,
): Map<number, CorporateAction[]> {
  const bySession = new Map<number, CorporateAction[]>();
  const inOrder = actions.toSorted(
    (a, b) =>
      (a.exDate < b.exDate ? -1 : Number(a.exDate > b.exDate)) ||
      Number(a.kind !== 'split') - Number(b.kind !== 'split') ||
      a.value.comparedTo(b.value),
  );
  for (const action of inOrder) {
    const session = lastIndexBefore(sessions, toEpochDay(action.exDate)) + 1;
    if (session <= firstSession || session >= sessions.length) continue;
    const known = bySession.get(session);
    if (known === undefined) bySession.set(session, [action]);
    else known.push(action);
  }
  return bySession;
}

class Placement {
  prices: Float64Array = new Float64Array();
  readonly actions: ConstituentAction[] = [];
  readonly departures: number[] = [];
  readonly carried: CarriedClose[] = [];
  readonly #bySession: ReadonlyMap<number, readonly CorporateAction[]>;

  constructor(
    private readonly history: ConstituentHistory,
    private readonly sessions: Int32Array,
    private readonly firstSession: number,
    private readonly rule: PlacementRule,
  ) {
    this.#bySession = actionsBySession(history.actions, sessions, firstSession);
  }

  /** A bar on every session from the first on. */
  view(closes: Float64Array): void {
    this.prices = closes;
    for (const session of this.#bySession.keys()) {
      const index = session - this.firstSession;
      if (index < closes.length) this.#apply(session, closes[index - 1] as number);
    }
    const end = this.firstSession + closes.length;
    if (end < this.sessions.length) this.departures.push(end);
  }

  /** Carries closes through the sessions without a bar, as long as the rule lets them be held. */
  fill(dates: Int32Array, closes: Float64Array): void {
    const length = this.sessions.length - this.firstSession;
    this.prices = new Float64Array(length).fill(NaN);
    let next = 0;
    let price = NaN;
    let carriedSessions = 0;
    for (let i = 0; i < length; i += 1) {
      const session = this.firstSession + i;
      price = this.#apply(session, price);
      const hasBar = dates[next] === this.sessions[session];
      if (hasBar) {
        this.#endCarrying(session, carriedSessions);
        price = closes[next] as number;
        next += 1;
        carriedSessions = 0;
      } else {
        carriedSessions += 1;
        if (!Number.isNaN(price) && !this.#isHeld(carriedSessions, next === dates.length)) {
          this.#endCarrying(session, carriedSessions - 1);
          this.departures.push(session);
          price = NaN;
        }
      }
      this.prices[i] = price;
    }
    if (!Number.isNaN(price)) this.#endCarrying(this.sessions.length, carriedSessions);
  }

  #isHeld(carriedSessions: number, isPastLastBar: boolean): boolean {
    if (isPastLastBar && this.history.isDelisted) return false;
    return carriedSessions <= this.rule.carriedSessionsMax;
  }

  #endCarrying(session: number, carriedSessions: number): void {
    if (carriedSessions === 0 || carriedSessions > this.rule.carriedSessionsMax) return;
    const fromSession = session - carriedSessions;
    this.carried.push({
      symbol: this.history.symbol,
      fromSession,
      toSession: session - 1,
    });
  }

  /** Takes note of a session's actions. @returns the price before it as it is after them */
  #apply(session: number, priceBefore: number): number {
    let price = priceBefore;
    for (const action of this.#bySession.get(session) ?? []) {
      if (Number.isNaN(price)) return price;
      const { kind } = action;
      const value = action.value.toNumber();
      if (kind === 'split') {
        this.actions.push({ session, kind, value, reinvested: 0, isSpecial: false });
        price /= value;
        continue;
      }
      const isSpecial = kind === 'capital_gain' || value >= this.rule.specialYieldMin * price;
      const reinvested = this.#reinvestedOf(value, isSpecial);
      if (reinvested === 0) continue;
      if (value >= price) throw this.#cashExceedsPrice(action, price);
      this.actions.push({ session, kind, value, reinvested, isSpecial });
      price -= reinvested;
    }
    return price;
  }

  #reinvestedOf(cash: number, isSpecial: boolean): number {
    const { returnKind, withholdingRate } = this.rule;
    if (returnKind === 'price') return isSpecial ? cash : 0;
    return returnKind === 'net' ? cash * (1 - withholdingRate) : cash;
  }

  #cashExceedsPrice({ exDate, value }: CorporateAction, price: number): HighwaterError {
    const { symbol } = this.history;
    return new HighwaterError(
      'ACTION_EXCEEDS_PRICE',
      'data',
      `${symbol} pays ${value.toString()} on ${exDate}, not below its close of ${price} before: ` +
        'refuse the action before the index is computed.',
      { symbol, exDate },
    );
  }
}
