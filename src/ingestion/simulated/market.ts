import type { CorporateAction } from '../../domain/corporateAction.js';
import { Dec } from '../../domain/decimals.js';
import { sessionsBetween } from '../../domain/tradingCalendar.js';
import { toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { exDatesOf } from './dividendCalendar.js';
import {
  EQUITY_VOLATILITY_ANNUAL,
  factorMoves,
  PERIODS_PER_YEAR,
  RATES_VOLATILITY_ANNUAL,
  shockOf,
  varianceCluster,
  type FactorMove,
} from './factors.js';
import { randomStream, seedOf, type RandomStream } from './random.js';
import { SIMULATED_FUNDS, SIMULATION_START, type SimulatedFund } from './universe.js';

/** A fund's simulated history as traded: columns of one length, ascending by date. */
export interface SimulatedHistory {
  readonly fund: SimulatedFund;
  readonly sessions: readonly TradingDate[];
  /** Days since 1970. */
  readonly dates: Int32Array;
  /** Dollars, in whole cents. */
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Whole shares. */
  readonly volume: Float64Array;
  readonly actions: readonly CorporateAction[];
}

export type SimulatedMarket = ReadonlyMap<string, SimulatedHistory>;

const MARKET_SEED = seedOf('equity and rates');
const DAILY = 1 / Math.sqrt(PERIODS_PER_YEAR);

const toCents = (price: number): number => Math.round(price * 100) / 100;

/**
 * The simulated market from {@link SIMULATION_START} up to and with `lastSession`. Made forward,
 * session by session: a later `lastSession` appends and changes nothing. The same on every machine
 * that rounds floats by IEEE 754.
 */
export function simulateMarket(lastSession: TradingDate): SimulatedMarket {
  const sessions = sessionsBetween(SIMULATION_START, lastSession);
  const moves = factorMoves(MARKET_SEED, sessions.length);
  const exDates = new Map<number, ReadonlySet<TradingDate>>(
    ([4, 12] as const).map((payments) => [payments, exDateSet(sessions, payments)]),
  );
  return new Map(
    SIMULATED_FUNDS.map((fund) => [
      fund.symbol,
      simulateFund(fund, sessions, moves, exDates.get(fund.paymentsPerYear) ?? new Set()),
    ]),
  );
}

function exDateSet(sessions: readonly TradingDate[], payments: 4 | 12): Set<TradingDate> {
  const years = new Set(sessions.map((session) => Number(session.slice(0, 4))));
  return new Set([...years].flatMap((year) => exDatesOf(year, payments)));
}

function simulateFund(
  fund: SimulatedFund,
  allSessions: readonly TradingDate[],
  allMoves: readonly FactorMove[],
  exDates: ReadonlySet<TradingDate>,
): SimulatedHistory {
  const listed = allSessions.findIndex((session) => session >= fund.firstTrade);
  const from = listed < 0 ? allSessions.length : listed;
  const ended = allSessions.findIndex((s) => fund.lastTrade !== null && s > fund.lastTrade);
  const sessions = allSessions.slice(from, ended < 0 ? undefined : ended);
  const column = (): Float64Array => new Float64Array(sessions.length);
  const [open, high, low, close, volume] = [column(), column(), column(), column(), column()];
  const actions: CorporateAction[] = [];
  const step = priceStepper(fund);
  sessions.forEach((session, i) => {
    const isExDate = i > 0 && exDates.has(session);
    const bar = step(allMoves[from + i] as FactorMove, session, isExDate, actions);
    [open[i], high[i], low[i], close[i], volume[i]] = bar;
  });
  return {
    fund,
    sessions,
    dates: Int32Array.from(sessions, toEpochDay),
    open,
    high,
    low,
    close,
    volume,
    actions,
  };
}

type Bar = readonly [open: number, high: number, low: number, close: number, volume: number];

/** One fund's walk: each call is the next session's bar, in shares of that session. */
function priceStepper(fund: SimulatedFund) {
  const random = randomStream(seedOf(fund.symbol));
  const cluster = varianceCluster();
  const splitRatios = new Map(fund.splits.map(({ exDate, ratio }) => [exDate, ratio]));
  let price = fund.firstPrice;
  let shares = fund.volumeDaily;
  return (
    move: FactorMove,
    session: TradingDate,
    isExDate: boolean,
    actions: CorporateAction[],
  ): Bar => {
    const shock = shockOf(random);
    const own = shock * Math.sqrt(cluster.variance) * fund.volatilityAnnual * DAILY;
    cluster.next(shock);
    const ratio = splitRatios.get(session);
    if (ratio !== undefined) {
      actions.push({ exDate: session, kind: 'split', value: new Dec(ratio) });
      price /= ratio;
      shares *= ratio;
    }
    let opened = price;
    if (isExDate) {
      const cash = Math.round((price * fund.yieldAnnual * 1000) / fund.paymentsPerYear) / 1000;
      actions.push({ exDate: session, kind: 'dividend', value: new Dec(cash) });
      opened -= cash;
    }
    const moved = fund.equityBeta * move.equity + fund.ratesBeta * move.rates + own;
    price = opened * Math.exp(fund.driftAnnual / PERIODS_PER_YEAR + moved);
    const typical = totalVolatility(fund) * DAILY;
    return barAround(opened, price, { random, typical, move, moved, shares });
  };
}

/** A fund's volatility a year, from its loadings. */
function totalVolatility({ equityBeta, ratesBeta, volatilityAnnual }: SimulatedFund): number {
  return Math.hypot(
    EQUITY_VOLATILITY_ANNUAL * equityBeta,
    RATES_VOLATILITY_ANNUAL * ratesBeta,
    volatilityAnnual,
  );
}

interface Session {
  readonly random: RandomStream;
  /** The fund's usual move in a session. */
  readonly typical: number;
  readonly move: FactorMove;
  readonly moved: number;
  readonly shares: number;
}

/** A bar from the price after the night's payments to the close; more is traded in agitation. */
function barAround(
  opened: number,
  closed: number,
  { random, typical, move, moved, shares }: Session,
): Bar {
  const spread = typical * move.agitation;
  const start = opened * Math.exp(0.5 * moved * random.uniform() + 0.15 * spread * random.normal());
  const top = Math.max(start, closed) * Math.exp(0.35 * spread * Math.abs(random.normal()));
  const bottom = Math.min(start, closed) * Math.exp(-0.35 * spread * Math.abs(random.normal()));
  const interest = 0.5 * (move.agitation - 1) + 0.25 * (Math.abs(moved) / typical - 0.8);
  const volume = Math.round(shares * Math.exp(interest + 0.25 * random.normal()));
  return [toCents(start), toCents(top), toCents(bottom), toCents(closed), volume];
}
