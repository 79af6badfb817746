import type { BacktestLedger } from '../../backtest/ledger/ledger.js';
import type { Trade } from '../../backtest/ledger/trades.js';
import type { PartMakers } from '../backtestReport.js';
import { cashWeights, growthColumns } from '../equitySeries.js';
import type { BacktestRun } from '../runBacktest.js';
import { nameOf, Written, type ByteText } from './byteText.js';
import { NumberTexts } from './numberTexts.js';
import { pieceOf, type Piece } from './piece.js';

const [OPEN, CLOSE] = [pieceOf('{'), pieceOf('}')];

/**
 * The longest parts of a report, written from the columns of its ledger: to the byte what
 * `JSON.stringify` makes of `equitySeries`, `weightRows` and `tradeRows`, without their rows.
 */
export const WRITTEN_PARTS: Pick<PartMakers, 'series' | 'weights' | 'trades'> = {
  series: (run) => new Written((text) => writeSeries(text, run)),
  weights: ({ ledger }) => new Written((text) => writeWeights(text, ledger)),
  trades: ({ ledger }) => new Written((text) => writeTrades(text, ledger)),
};

function writeSeries(text: ByteText, run: BacktestRun): void {
  const { dates, equityCents, cashCents } = run.ledger.days;
  const money = (column: Float64Array): Written =>
    new Written(() => text.list(column.length, (i) => text.money(column[i] as number)));
  text.object({
    date: new Written(() => text.list(dates.length, (i) => text.day(dates[i] as number))),
    equity: money(equityCents),
    cash: money(cashCents),
    ...growthColumns(run),
  });
}

function writeTrades(text: ByteText, { trades, symbols }: BacktestLedger): void {
  const prices = new NumberTexts(trades.map(({ price }) => price));
  const of = (row: number): Trade => trades[row] as Trade;
  text.rows(trades.length, {
    date: (row) => text.day(of(row).day),
    symbol: (row) => text.word(symbols[of(row).asset] as string),
    shares: (row) => text.shares(of(row).units),
    price: () => prices.writeNext(text),
    amount: (row) => text.money(of(row).amountCents),
    commission: (row) => text.money(of(row).commissionCents),
    spread: (row) => text.money(of(row).spreadCents),
    slippage: (row) => text.money(of(row).slippageCents),
    reason: (row) => text.word(of(row).reason),
  });
}

function writeWeights(text: ByteText, ledger: BacktestLedger): void {
  const { allocations, symbols } = ledger;
  const order = orderOf(symbols);
  const numbers = new NumberTexts(weightsTold(ledger, order));
  // By whether it is an object's first member.
  const names = [0, 1].map((place) => symbols.map((symbol) => nameOf(symbol, place)));
  text.rows(allocations.length, {
    date: (row) => text.day(allocations[row]?.day as number),
    weights: (row) => {
      const { weights } = allocations[row] as BacktestLedger['allocations'][number];
      let place = 0;
      text.piece(OPEN);
      for (const asset of order) {
        if (weights[asset] === 0) continue;
        text.piece(names[place]?.[asset] as Piece);
        numbers.writeNext(text);
        place = 1;
      }
      text.piece(CLOSE);
    },
    cash: () => numbers.writeNext(text),
  });
}

/** Assets in the order in which an object has its members, if they are named by symbols. */
function orderOf(symbols: readonly string[]): number[] {
  return Object.values(Object.fromEntries(symbols.map((symbol, asset) => [symbol, asset])));
}

/** Of each day the weights that are not 0, then its cash. */
function weightsTold(ledger: BacktestLedger, order: readonly number[]): number[] {
  const told: number[] = [];
  const cash = cashWeights(ledger);
  ledger.allocations.forEach(({ weights }, row) => {
    for (const asset of order) {
      const weight = weights[asset] as number;
      if (weight !== 0) told.push(weight);
    }
    told.push(cash[row] as number);
  });
  return told;
}
