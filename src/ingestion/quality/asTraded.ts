import { actionAsTraded, barAsTraded } from '../../domain/adjustment.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { ACTION_PLACES, Dec, PRICE_PLACES, toPrice, type Decimal } from '../../domain/decimals.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { SoundBar } from './rule.js';

/**
 * The product of the splits after a date, for dates asked in descending order: one walk through the
 * splits, whatever the number of dates.
 */
function laterSplits(actions: readonly CorporateAction[]): (date: TradingDate) => Decimal {
  const splits = actions
    .filter(({ kind }) => kind === 'split')
    .sort((a, b) => (a.exDate < b.exDate ? 1 : -1));
  let ratio = new Dec(1);
  let next = 0;
  return (date) => {
    for (let split = splits[next]; split !== undefined && split.exDate > date;) {
      ratio = ratio.times(split.value);
      next += 1;
      split = splits[next];
    }
    return ratio;
  };
}

/**
 * Split-adjusted bars turned back into those that were traded, to the places that are stored.
 * @param bars ascending by date
 * @param actions splits among them, those after the last bar as well
 */
export function barsAsTraded(
  bars: readonly SoundBar[],
  actions: readonly CorporateAction[],
): SoundBar[] {
  const ratioAfter = laterSplits(actions);
  return bars
    .toReversed()
    .map((bar) => {
      const ratio = ratioAfter(bar.date);
      const { adjustedClose } = bar;
      return ratio.eq(1) ? withStoredPlaces(bar) : { ...barAsTraded(bar, ratio), adjustedClose };
    })
    .reverse();
}

/** Split-adjusted cash turned back into what one share of the ex-date was paid; splits as they are. Ascending. */
export function actionsAsTraded(actions: readonly CorporateAction[]): CorporateAction[] {
  const ratioAfter = laterSplits(actions);
  return actions
    .toReversed()
    .map((action) => withActionPlaces(actionAsTraded(action, ratioAfter(action.exDate))))
    .reverse();
}

/** The action with its value rounded to the places that are stored. */
export function withActionPlaces(action: CorporateAction): CorporateAction {
  return action.value.decimalPlaces() <= ACTION_PLACES
    ? action
    : { ...action, value: action.value.toDecimalPlaces(ACTION_PLACES) };
}

/** The bar with prices rounded to the places that are stored. */
export function withStoredPlaces(bar: SoundBar): SoundBar {
  const { open, high, low, close } = bar;
  if ([open, high, low, close].every((price) => price.decimalPlaces() <= PRICE_PLACES)) return bar;
  return {
    ...bar,
    open: toPrice(open),
    high: toPrice(high),
    low: toPrice(low),
    close: toPrice(close),
  };
}
