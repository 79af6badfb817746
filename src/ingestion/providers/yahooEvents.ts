import type { ActionKind, CorporateAction } from '../../domain/corporateAction.js';
import type { Decimal } from '../../domain/decimals.js';
import type { Finding } from '../../domain/finding.js';
import type { TradingDate } from '../../domain/tradingDate.js';

export interface DatedValue {
  readonly exDate: TradingDate;
  readonly value: Decimal;
}

export interface ChartEvents {
  readonly dividends: readonly DatedValue[];
  readonly capitalGains: readonly DatedValue[];
  readonly splits: readonly DatedValue[];
}

/** A dividend this much below a capital gain, relatively, still counts as holding it. */
const FOLD_TOLERANCE = 1e-6;

/**
 * Yahoo's events as actions. It repeats a capital gain inside the dividend of the same day: there
 * the dividend is what exceeds the gain, and a finding tells so. Splits are new shares per old.
 *
 * @param findings what was told apart is added here
 */
export function actionsOf(
  symbol: string,
  { dividends, capitalGains, splits }: ChartEvents,
  findings: Finding[],
): CorporateAction[] {
  const gains = new Map(capitalGains.map(({ exDate, value }) => [exDate, value]));
  const own = dividends.flatMap(({ exDate, value }) => {
    const gain = gains.get(exDate);
    if (gain === undefined || value.lt(gain.times(1 - FOLD_TOLERANCE))) return { exDate, value };
    findings.push(folded(symbol, exDate, value, gain));
    const rest = value.minus(gain);
    return rest.gt(value.times(FOLD_TOLERANCE)) ? { exDate, value: rest } : [];
  });
  const actions = [
    ...own.map(asAction('dividend')),
    ...capitalGains.map(asAction('capital_gain')),
    ...splits.map(asAction('split')),
  ];
  return actions.sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0));
}

function asAction(kind: ActionKind): (dated: DatedValue) => CorporateAction {
  return ({ exDate, value }) => ({ exDate, kind, value });
}

function folded(symbol: string, exDate: TradingDate, paid: Decimal, gain: Decimal): Finding {
  return {
    symbol,
    code: 'capital-gain-in-dividend',
    severity: 'info',
    tradeDate: exDate,
    message:
      `The dividend of ${paid.toString()} holds the capital gain of ${gain.toString()} reported ` +
      'beside it: the gain is counted once.',
    detail: { dividend: paid.toString(), capitalGain: gain.toString() },
  };
}
