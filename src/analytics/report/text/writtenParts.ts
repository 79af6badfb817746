import type { BacktestLedger } from '../../backtest/ledger/ledger.js';
import type { Trade } from '../../backtest/ledger/trades.js';
import type { PartMakers } from '../backtestReport.js';
import { cashWeights, growthColumns } from '../equitySeries.js';
import type { BacktestRun } from '../runBacktest.js';
import { nothingBut, Written, type ByteText } from './byteText.js';

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
  const { growth, drawdown, benchmark } = growthColumns(run);
  const list = (kind: 'date' | 'money' | 'number', values: Float64Array | Int32Array): Written =>
    new Written(() => text.list({ kind, values }));
  text.object({
    date: list('date', dates),
    equity: list('money', equityCents),
    cash: list('money', cashCents),
    growth: list('number', growth),
    drawdown: list('number', drawdown),
    benchmark: benchmark === null ? null : list('number', benchmark),
  });
}

function writeTrades(text: ByteText, { trades, symbols }: BacktestLedger): void {
  const reasons = [...new Set(trades.map(({ reason }) => reason))];
  const column = (pick: (trade: Trade) => number): Float64Array => columnOf(trades, pick);
  text.rows(
    {
      date: { kind: 'date', values: column(({ day }) => day) },
      symbol: { kind: 'word', values: column(({ asset }) => asset), words: symbols },
      shares: { kind: 'shares', values: column(({ units }) => units) },
      price: { kind: 'number', values: column(({ price }) => price) },
      amount: { kind: 'money', values: column(({ amountCents }) => amountCents) },
      commission: { kind: 'money', values: column(({ commissionCents }) => commissionCents) },
      spread: { kind: 'money', values: column(({ spreadCents }) => spreadCents) },
      slippage: { kind: 'money', values: column(({ slippageCents }) => slippageCents) },
      reason: {
        kind: 'word',
        values: column(({ reason }) => reasons.indexOf(reason)),
        words: reasons,
      },
    },
    trades.length,
  );
}

function writeWeights(text: ByteText, ledger: BacktestLedger): void {
  const { allocations, symbols } = ledger;
  const held = Object.entries(placesOf(symbols)).map(([symbol, asset]) => ({
    kind: 'numberButZero' as const,
    before: `${JSON.stringify(symbol)}:`,
    values: columnOf(allocations, ({ weights }) => weights[asset] as number),
  }));
  text.table(
    [
      { kind: 'date', before: '{"date":', values: columnOf(allocations, ({ day }) => day) },
      nothingBut(',"weights":{'),
      ...held,
      {
        kind: 'number',
        before: '},"cash":',
        values: columnOf(cashWeights(ledger), (weight) => weight),
      },
      nothingBut('}'),
    ],
    allocations.length,
  );
}

/** Assets by symbol: an object's own order of its members is that in which weights are told. */
function placesOf(symbols: readonly string[]): Record<string, number> {
  return Object.fromEntries(symbols.map((symbol, asset) => [symbol, asset]));
}

/** A loop: `Float64Array.from` takes ten times as long. */
function columnOf<Row>(rows: readonly Row[], pick: (row: Row) => number): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < values.length; i += 1) values[i] = pick(rows[i] as Row);
  return values;
}
