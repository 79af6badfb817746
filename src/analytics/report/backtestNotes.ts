import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import type { BacktestRun } from './runBacktest.js';

/** Something of a backtest that its reader has to know. */
export interface BacktestNote {
  readonly kind: 'listed-late' | 'ends-early' | 'starts-later-than-asked' | 'ruined';
  readonly symbol: string | null;
  readonly date: TradingDate;
  readonly message: string;
}

/** What does not show in the figures themselves, by date. */
export function notesOf({ market, ledger, input }: BacktestRun): BacktestNote[] {
  const { dates, assets, startIndex } = market;
  const dateAt = (index: number): TradingDate => fromEpochDay(dates[index] as number);
  const notes: BacktestNote[] = [];
  const start = dateAt(startIndex);
  if (input.from !== null && start > input.from) {
    const message = `There is no session on ${input.from}: the first purchase is at the close of ${start}.`;
    notes.push({ kind: 'starts-later-than-asked', symbol: null, date: start, message });
  }
  for (const { symbol, firstIndex, lastIndex } of assets) {
    if (firstIndex > startIndex) {
      const date = dateAt(firstIndex);
      const message = `${symbol} has no price before ${date}: until then its weight is held as the option "unlisted" says.`;
      notes.push({ kind: 'listed-late', symbol, date, message });
    }
    if (lastIndex < dates.length - 1) {
      const date = dateAt(lastIndex);
      const message = `${symbol} has no price after ${date}: what is held of it counts at that close for five sessions, then it is sold.`;
      notes.push({ kind: 'ends-early', symbol, date, message });
    }
  }
  if (ledger.ruinedOn !== null) {
    const date = fromEpochDay(ledger.ruinedOn);
    const message = `Nothing was left at the close of ${date}: figures end with the money.`;
    notes.push({ kind: 'ruined', symbol: null, date, message });
  }
  return notes.sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
}
