import type { CorporateAction } from '../../domain/corporateAction.js';
import type { Finding } from '../../domain/finding.js';
import type { PriceBar } from '../../domain/priceBar.js';
import type { ProviderBar, ProviderHistory } from '../providers/provider.js';
import { actionsAsTraded, barsAsTraded, withActionPlaces, withStoredPlaces } from './asTraded.js';
import {
  ACTION_RULES,
  BAR_RULES,
  HISTORY_RULES,
  RAW_ACTION_RULES,
  SERIES_RULES,
} from './registry.js';
import {
  cellsOf,
  findingOf,
  type ActionRule,
  type PrepareRequest,
  type ProviderBasis,
  type Series,
  type SoundBar,
} from './rule.js';

/** A history that may be stored: as traded, ascending, one bar a date, nothing filled in. */
export interface PreparedHistory {
  readonly bars: readonly PriceBar[];
  /** Ascending by ex-date, none after `to`. */
  readonly actions: readonly CorporateAction[];
  /** The provider's own adjusted closes, one per bar; NaN where it sent none. */
  readonly providerAdjustedClose: Float64Array;
  readonly hasDividends: boolean;
  /** What the adapter found, then what was refused, mended or suspected here. */
  readonly findings: readonly Finding[];
}

/**
 * Checks a provider's history rule by rule and turns it back to as traded. Whatever is refused or
 * suspicious is a finding; nothing is repaired silently. Pure.
 */
export function prepareHistory(
  history: ProviderHistory,
  provider: ProviderBasis,
  request: PrepareRequest,
): PreparedHistory {
  const { symbol } = request;
  const findings: Finding[] = [...history.findings];
  const { hasDividends } = history;
  const refusals = HISTORY_RULES.flatMap((rule) => {
    const message = rule.inspect(history, request);
    if (message === null) return [];
    const detail = {
      symbol: history.symbol,
      currency: history.currency,
      bars: history.bars.length,
    };
    return [findingOf(rule, symbol, { tradeDate: null, message, detail })];
  });
  if (refusals.length > 0) {
    const providerAdjustedClose = new Float64Array(0);
    findings.push(...refusals);
    return { bars: [], actions: [], providerAdjustedClose, hasDividends, findings };
  }
  const ordered = history.bars.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const sound = ordered.flatMap((bar) => checkedBar(bar, request, findings));
  const series = checkedSeries(
    asTraded(sound, history, provider, request, findings),
    symbol,
    findings,
  );
  const effective = series.actions.filter(({ exDate }) => exDate <= request.to);
  return {
    bars: series.bars.map(({ date, open, high, low, close, volume }) => ({
      date,
      open,
      high,
      low,
      close,
      volume,
    })),
    actions: keptActions(ACTION_RULES, effective, series, findings),
    providerAdjustedClose: Float64Array.from(
      series.bars,
      ({ adjustedClose }) => adjustedClose ?? Number.NaN,
    ),
    hasDividends,
    findings,
  };
}

/** The bar, or nothing where a rule refuses it. */
function checkedBar(bar: ProviderBar, request: PrepareRequest, findings: Finding[]): SoundBar[] {
  let current = bar;
  for (const rule of BAR_RULES) {
    const verdict = rule.inspect(current, request);
    if (verdict === null) continue;
    const remark = { tradeDate: bar.date, detail: cellsOf(bar) };
    if ('refused' in verdict) {
      const message = `The bar of ${bar.date} was refused. ${verdict.refused}`;
      findings.push(findingOf(rule, request.symbol, { ...remark, message }));
      return [];
    }
    current = verdict.amended;
    const message = `The bar of ${bar.date} was kept. ${verdict.because}`;
    const info = { ...rule, severity: 'info' as const };
    findings.push(findingOf(info, request.symbol, { ...remark, message }));
  }
  const { date, open, high, low, close, volume, adjustedClose } = current;
  const isSound =
    open !== null && high !== null && low !== null && close !== null && volume !== null;
  return isSound ? [{ date, open, high, low, close, volume, adjustedClose }] : [];
}

function asTraded(
  bars: readonly SoundBar[],
  history: ProviderHistory,
  provider: ProviderBasis,
  request: PrepareRequest,
  findings: Finding[],
): Series {
  const ordered = history.actions.toSorted((a, b) =>
    a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0,
  );
  const previousBar = request.previousBar ?? null;
  const first = bars[0]?.date;
  const raw: Series = {
    symbol: request.symbol,
    currency: history.currency,
    to: request.to,
    previousBar:
      previousBar !== null && (first === undefined || previousBar.date < first)
        ? previousBar
        : null,
    bars,
    actions: ordered,
    receivedDates: new Set(history.bars.map(({ date }) => date)),
  };
  const actions = keptActions(RAW_ACTION_RULES, ordered, raw, findings);
  return {
    ...raw,
    bars:
      provider.barsAdjustedFor === 'splits'
        ? barsAsTraded(bars, actions)
        : bars.map(withStoredPlaces),
    actions:
      provider.actionsAdjustedFor === 'splits'
        ? actionsAsTraded(actions)
        : actions.map(withActionPlaces),
  };
}

function checkedSeries(series: Series, symbol: string, findings: Finding[]): Series {
  return SERIES_RULES.reduce((current, rule) => {
    const remarks = rule.inspect(current);
    findings.push(...remarks.map((remark) => findingOf(rule, symbol, remark)));
    const refused = new Set(remarks.flatMap(({ refuses }) => refuses ?? []));
    if (refused.size === 0) return current;
    return { ...current, bars: current.bars.filter((_, index) => !refused.has(index)) };
  }, series);
}

function keptActions(
  rules: readonly ActionRule[],
  actions: readonly CorporateAction[],
  series: Series,
  findings: Finding[],
): CorporateAction[] {
  return rules.reduce<CorporateAction[]>(
    (current, rule) => {
      const remarks = rule.inspect(current, series);
      findings.push(...remarks.map((remark) => findingOf(rule, series.symbol, remark)));
      const refused = new Set(remarks.flatMap(({ refuses }) => refuses ?? []));
      return current.filter((_, index) => !refused.has(index));
    },
    [...actions],
  );
}
