import type { ActionKind, CorporateAction } from '../../src/domain/corporateAction.js';
import { Dec, type Decimal } from '../../src/domain/decimals.js';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import type { ProviderBar, ProviderHistory } from '../../src/ingestion/providers/provider.js';

type Cell = number | string | null;
type Cells = Partial<Record<'open' | 'high' | 'low' | 'close' | 'volume', Cell>>;

const decimal = (cell: Cell): Decimal | null => (cell === null ? null : new Dec(cell));

/** A bar of 10 (9 to 11) unless cells say otherwise; low and high enclose a given close. */
export function barOf(date: string, cells: Cells = {}): ProviderBar {
  const close = cells.close === undefined ? 10 : cells.close;
  const level = Number(close ?? 10);
  const { open = level, high = level * 1.1, low = level * 0.9, volume = 100 } = cells;
  return {
    date: tradingDate(date),
    open: decimal(open),
    high: decimal(high),
    low: decimal(low),
    close: decimal(close),
    volume: volume === null ? null : BigInt(volume),
    adjustedClose: null,
  };
}

/** One bar for each session from `from` on with these closes; volumes differ from day to day. */
export function barsFrom(from: string, closes: readonly number[]): ProviderBar[] {
  const sessions = sessionsBetween(tradingDate(from), tradingDate('2030-12-31'));
  return closes.map((close, i) => barOf(sessions[i] ?? from, { close, volume: 100 + i }));
}

export function actionOf(exDate: string, kind: ActionKind, value: Cell): CorporateAction {
  return { exDate: tradingDate(exDate), kind, value: decimal(value) ?? new Dec(Number.NaN) };
}

export function historyOf(
  bars: readonly ProviderBar[],
  actions: readonly CorporateAction[] = [],
  rest: Partial<ProviderHistory> = {},
): ProviderHistory {
  return {
    symbol: 'SPY',
    currency: 'USD',
    bars,
    actions,
    findings: [],
    hasDividends: true,
    ...rest,
  };
}
