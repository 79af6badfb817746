import type { CorporateAction } from '../../domain/corporateAction.js';
import { Dec, type Decimal } from '../../domain/decimals.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { Series } from './rule.js';

/** A cash action beside the closes that it lies between. */
export interface Payment {
  /** Of the action among all actions. */
  readonly index: number;
  readonly action: CorporateAction;
  /** The close before the ex-date, in the shares of the ex-date. */
  readonly previousClose: Decimal;
  /** The first close from the ex-date on, or null when there is none yet. */
  readonly nextClose: Decimal | null;
  /** Cash of the same day up to and with this action. */
  readonly cashOfDay: Decimal;
}

/** Every cash action whose previous close is known, in the order of the actions. */
export function paymentsOf(actions: readonly CorporateAction[], series: Series): Payment[] {
  const cashByDay = new Map<TradingDate, Decimal>();
  return actions.flatMap((action, index) => {
    const { exDate, kind, value } = action;
    if (kind === 'split') return [];
    const from = firstFrom(series, exDate);
    const before = from === 0 ? series.previousBar : series.bars[from - 1];
    if (before === null || before === undefined || before.date >= exDate) return [];
    const cashOfDay = value.plus(cashByDay.get(exDate) ?? new Dec(0));
    cashByDay.set(exDate, cashOfDay);
    const ratio = actions
      .filter((other) => other.kind === 'split' && other.exDate === exDate)
      .reduce((product, split) => product.times(split.value), new Dec(1));
    const nextClose = series.bars[from]?.close ?? null;
    return [{ index, action, previousClose: before.close.div(ratio), nextClose, cashOfDay }];
  });
}

/** The index of the first bar on or after `day`; the number of bars when there is none. */
function firstFrom({ bars }: Series, day: TradingDate): number {
  let [low, high] = [0, bars.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bars[middle]?.date ?? day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
