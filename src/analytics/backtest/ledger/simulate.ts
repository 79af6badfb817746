import { assert } from '../../../domain/errors.js';
import { History } from '../history.js';
import type { Market } from '../market.js';
import { Schedule } from '../schedule.js';
import type { Close, StrategyDefinition, Weights } from '../strategy.js';
import { Book } from './book.js';
import { DayColumns } from './dayColumns.js';
import { CorporateEvents } from './events.js';
import { centsOf } from './fixedPoint.js';
import { Holdings, valuationColumns } from './holdings.js';
import type { Allocation, BacktestLedger } from './ledger.js';
import { moneyWeightedReturn } from './moneyWeightedReturn.js';
import { ledgerOptions, type LedgerOptions, type LedgerOptionsInput } from './options.js';
import { Flows, ManagementFee, NOTHING_DUE } from './payments.js';
import {
  contributions,
  investorFlows,
  sumOfColumn,
  timeWeightedReturns,
  turnoverAnnual,
} from './results.js';
import { Trader, type Standing } from './trader.js';
import { requireWeights } from './weights.js';

/** What is simulated. */
export interface Simulation<Parameters> {
  readonly market: Market;
  readonly definition: StrategyDefinition<Parameters>;
  readonly parameters: Parameters;
  /** Fractions of equity by asset, in the market's order; together at most 1. */
  readonly targets: Weights;
  readonly options?: LedgerOptionsInput;
}

/**
 * Runs a strategy through a market, to the cent. The rules stand in docs/decisions/030-ledger.md.
 * Deterministic: the same arguments give the same bytes; what happens at a close depends on nothing
 * after it.
 *
 * @throws HighwaterError LEDGER_OPTIONS_REFUSED, WEIGHTS_REFUSED, AMOUNT_TOO_LARGE, and what the
 *   strategy throws
 */
export function simulate<Parameters>(simulation: Simulation<Parameters>): BacktestLedger {
  const { market } = simulation;
  const options = ledgerOptions(simulation.options);
  requireWeights(simulation.targets, market, 'targets');
  const capital = centsOf(options.initialCapital);
  const columns = valuationColumns(market, options.dividends === 'adjusted');
  const book = new Book(new Holdings(columns, capital));
  const days = new DayColumns(market.dates.subarray(market.startIndex));
  const allocations: Allocation[] = [];
  let tradesBefore = 0;
  runSessions(simulation, options, book, () => {
    days.close(book);
    if (book.trades.length === tradesBefore) return;
    tradesBefore = book.trades.length;
    allocations.push({ day: book.day, weights: book.holdings.weights() });
  });
  return ledgerOf(market, book, days, { allocations, capital });
}

function runSessions<Parameters>(
  { market, definition, parameters, targets }: Simulation<Parameters>,
  options: LedgerOptions,
  book: Book,
  closed: () => void,
): void {
  const { dates, startIndex } = market;
  const { holdings } = book;
  const symbols = market.assets.map(({ symbol }) => symbol);
  const [schedule, history] = [new Schedule(dates), new History(market)];
  const endIndex = dates.length - 1;
  const setup = { symbols, targets, schedule, startIndex, endIndex };
  const strategy = definition.start(setup, parameters);
  const events = new CorporateEvents(market, book, options);
  const flows = new Flows(options.flows, schedule, startIndex);
  const fee = new ManagementFee(options.costs, schedule);
  const trader = new Trader(book, options);
  const lag = options.decideOn === 'previous-close' ? 1 : 0;
  for (let index = startIndex; index <= endIndex; index += 1) {
    const isFirst = index === startIndex;
    const day = dates[index] as number;
    if (!isFirst) fee.accrue(holdings, day - (dates[index - 1] as number));
    book.open(day);
    if (!isFirst) events.atOpen(index);
    holdings.mark(index);
    if (!isFirst) events.atClose(index);
    history.advanceTo(index - lag);
    const close = new SeenClose(index, history, holdings);
    const weights = strategy.decide(close);
    if (weights !== null) requireWeights(weights, market, definition.name);
    const due = isFirst ? NOTHING_DUE : flows.at(index, holdings);
    const { contributionCents, withdrawalCents } = due;
    const feeCents = fee.due(index);
    if (
      weights !== null ||
      contributionCents + withdrawalCents + feeCents > 0 ||
      trader.isWaiting
    ) {
      trader.trade({
        weights,
        close,
        feeCents,
        contributionCents,
        withdrawalCents,
      });
    }
    closed();
  }
}

/** What a strategy sees of a close; the weights are worked out when they are asked for. */
class SeenClose implements Close, Standing {
  #weights: Weights | undefined;

  readonly isTradable: Close['isTradable'];

  constructor(
    readonly index: number,
    readonly history: History,
    private readonly holdings: Holdings,
  ) {
    this.isTradable = holdings.isTradable;
  }

  get weights(): Weights {
    this.#weights ??= this.holdings.weights();
    return this.#weights;
  }

  /** The weights as the strategy saw them, or, where it did not look, in `place`. */
  standing(place: Weights): Weights {
    return this.#weights ?? this.holdings.weights(place);
  }
}

function ledgerOf(
  market: Market,
  book: Book,
  days: DayColumns,
  { allocations, capital }: { allocations: readonly Allocation[]; capital: number },
): BacktestLedger {
  const symbols = market.assets.map(({ symbol }) => symbol);
  const { holdings, trades, dividends, managementFees, flows } = book;
  const { units, price, valueCents } = holdings;
  const gains = contributions({ symbols, valueCents, trades, dividends, managementFees });
  const final = days.equityCents.at(-1) as number;
  const external = sumOfColumn(days.externalFlowCents);
  assert(gains.totalCents === final - capital - external, 'gains add up to the cent');
  const returns = timeWeightedReturns(days, capital);
  return {
    symbols,
    initialCapitalCents: capital,
    days,
    trades,
    dividends,
    managementFees,
    flows,
    allocations,
    positions: symbols
      .map((symbol, asset) => ({
        asset,
        symbol,
        units: units[asset] as number,
        price: price[asset] as number,
        valueCents: valueCents[asset] as number,
      }))
      .filter((position) => position.units > 0),
    timeWeightedReturns: returns,
    ruinedOn:
      days.equityCents[returns.length] === 0 ? (days.dates[returns.length] as number) : null,
    moneyWeightedReturn: moneyWeightedReturn(investorFlows(days, capital, flows)),
    turnoverAnnual: turnoverAnnual(days, trades),
    contributions: gains,
  };
}
