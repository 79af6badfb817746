import { Dec } from '../../../domain/decimals.js';
import {
  addMonths,
  fromEpochDay,
  toEpochDay,
  type TradingDate,
} from '../../../domain/tradingDate.js';
import type { Schedule } from '../schedule.js';
import { CENTS_PER_MONEY, requireExact, roundedProduct } from './fixedPoint.js';
import type { Costs, Flow } from './options.js';

/** What comes in and is asked for at a close. */
export interface DueFlows {
  readonly contributionCents: number;
  readonly withdrawalCents: number;
}

export const NOTHING_DUE: DueFlows = { contributionCents: 0, withdrawalCents: 0 };

/** Contributions and withdrawals, at the closes that end their periods after the first purchase. */
export class Flows {
  readonly #flows: readonly PreparedFlow[];

  constructor(
    flows: readonly Flow[],
    private readonly schedule: Schedule,
    startIndex: number,
  ) {
    const firstDay = fromEpochDay(schedule.dates[startIndex] as number);
    this.#flows = flows.map((flow) => prepare(flow, firstDay));
  }

  /** @param holdings before anything comes or goes: fractions are of their equity */
  at(index: number, holdings: { readonly equityCents: number }): DueFlows {
    if (this.#flows.length === 0) return NOTHING_DUE;
    const { equityCents } = holdings;
    let [contributionCents, withdrawalCents] = [0, 0];
    const day = this.schedule.dates[index] as number;
    for (const flow of this.#flows) {
      if (day < flow.startDay || day > flow.endDay) continue;
      if (!this.schedule.isEnd(flow.frequency, index)) continue;
      const cents = amountOf(flow, day, equityCents);
      if (flow.kind === 'contribution') contributionCents += cents;
      else withdrawalCents += cents;
    }
    return { contributionCents, withdrawalCents };
  }
}

interface PreparedFlow extends Flow {
  /** What its growth counts from. */
  readonly firstDay: TradingDate;
  readonly startDay: number;
  readonly endDay: number;
}

function prepare(flow: Flow, firstDay: TradingDate): PreparedFlow {
  const start = flow.start ?? firstDay;
  return {
    ...flow,
    firstDay: start,
    startDay: toEpochDay(start),
    endDay: flow.end === null ? Infinity : toEpochDay(flow.end),
  };
}

function amountOf(flow: PreparedFlow, day: number, equityCents: number): number {
  if (flow.amount === null) return roundedProduct(equityCents, flow.fraction ?? 0, 1);
  const growth = new Dec(1).plus(flow.growthAnnual).pow(wholeYears(flow.firstDay, day));
  const cents = new Dec(flow.amount).times(CENTS_PER_MONEY).times(growth);
  return requireExact(cents.toDecimalPlaces(0).toNumber());
}

/** Anniversaries that have passed by a day. */
function wholeYears(from: TradingDate, day: number): number {
  const years = Number(fromEpochDay(day).slice(0, 4)) - Number(from.slice(0, 4));
  return toEpochDay(addMonths(from, 12 * years)) <= day ? years : Math.max(0, years - 1);
}

const DAYS_PER_YEAR = 365;

/** A fee on what is managed, accrued from close to close on the equity of the earlier one. */
export class ManagementFee {
  #accruedCents = 0;

  constructor(
    private readonly costs: Costs,
    private readonly schedule: Schedule,
  ) {}

  accrue({ equityCents }: { readonly equityCents: number }, days: number): void {
    const { managementFeeAnnual } = this.costs;
    if (managementFeeAnnual === 0) return;
    this.#accruedCents += (equityCents * managementFeeAnnual * days) / DAYS_PER_YEAR;
  }

  /** What is due at a close, to the cent; what rounding leaves is due with the next. */
  due(index: number): number {
    const { managementFeeTaken } = this.costs;
    if (this.#accruedCents === 0 || !this.schedule.isEnd(managementFeeTaken, index)) return 0;
    const cents = roundedProduct(1, Math.max(0, this.#accruedCents), 1);
    this.#accruedCents -= cents;
    return cents;
  }
}
