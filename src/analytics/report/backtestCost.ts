import { lastIndexBefore } from '../../domain/adjustment.js';
import { HighwaterError } from '../../domain/errors.js';
import { FREQUENCIES, type Frequency } from '../../domain/resample.js';
import type { StrategyKind } from '../../domain/strategy.js';
import { toEpochDay } from '../../domain/tradingDate.js';
import { STRATEGIES } from '../backtest/strategies/registry.js';
import { readParameters } from '../backtest/strategies/readParameters.js';
import { PERIODS_PER_YEAR } from '../metrics/annualisation.js';
import type { BacktestInput } from './backtestInput.js';

/** What one request may cost at most: about two seconds of one core. */
export const COST_MAX = 40_000_000;

// All in the time that one asset of one session takes, about 50 ns.
const COST_PER_TRADE = 8;
const COST_PER_RETURN = 0.1;
/** Of two assets' returns in a covariance. */
const COST_PER_PRODUCT = 0.02;
/** Of an optimiser, by the number of assets squared. */
const COST_PER_PAIR = 20;
const COST_PER_REPORT = 300_000;

const TIMES_PER_YEAR: Readonly<Record<Frequency, number>> = {
  ...PERIODS_PER_YEAR,
  quarterly: 4,
  yearly: 1,
};

/** What a decision looks at: the returns of a lookback, or how they move together. */
const LOOKS_AT: Readonly<Partial<Record<StrategyKind, 'returns' | 'covariances'>>> = {
  'inverse-volatility': 'returns',
  'moving-average': 'returns',
  'volatility-target': 'returns',
  'risk-parity': 'covariances',
  'minimum-variance': 'covariances',
  'maximum-sharpe': 'covariances',
};

/** What a backtest is expected to cost, and what of. */
export interface BacktestCost {
  readonly assets: number;
  readonly sessions: number;
  /** Closes at which the strategy decides. */
  readonly decisions: number;
  /** In asset-sessions: what it takes to value one asset at one close. */
  readonly total: number;
}

/** What a backtest will cost, from its size and its strategy alone. */
export function backtestCost(input: BacktestInput): BacktestCost {
  const { strategy, options } = input;
  const assets = input.assets.length;
  const sessions = sessionsOf(input);
  const given = readParameters(STRATEGIES[strategy], input.parameters);
  const { frequency, lookback = 0 } = given as { frequency?: Frequency; lookback?: number };
  const times = (often: Frequency): number =>
    Math.ceil((sessions * TIMES_PER_YEAR[often]) / PERIODS_PER_YEAR.daily);
  const decisions = frequency === undefined ? 1 : times(frequency);
  const payments = (options.flows ?? []).map((flow) => times(flow.frequency ?? 'monthly'));
  const tradingDays = Math.min(
    sessions,
    payments.reduce((sum, count) => sum + count, decisions),
  );
  const perDecision = decisionCost(strategy, assets, lookback);
  const total =
    assets * (sessions + tradingDays * COST_PER_TRADE) + decisions * perDecision + COST_PER_REPORT;
  return { assets, sessions, decisions, total: Math.round(total) };
}

function decisionCost(strategy: StrategyKind, assets: number, lookback: number): number {
  const looksAt = LOOKS_AT[strategy];
  if (looksAt === undefined) return 0;
  if (looksAt === 'returns') return assets * lookback * COST_PER_RETURN;
  const pairs = (assets * (assets + 1)) / 2;
  return pairs * lookback * COST_PER_PRODUCT + assets ** 2 * COST_PER_PAIR;
}

/** Sessions from the first purchase on, of the asset that has most. */
function sessionsOf({ assets, from, to }: BacktestInput): number {
  const firstDays = assets.map(({ series }) => series.dates[0] ?? 0);
  const start = from === null ? Math.max(...firstDays) : toEpochDay(from);
  const end = toEpochDay(to) + 1;
  const counts = assets.map(({ series: { dates } }) => {
    return lastIndexBefore(dates, end) - lastIndexBefore(dates, start);
  });
  return Math.max(0, ...counts);
}

/**
 * Refuses what would take too long, before it is begun.
 *
 * @throws HighwaterError WHAT_IF_TOO_COSTLY, which says how much it is and what to change
 */
export function requireAffordable(inputs: readonly BacktestInput[]): void {
  const costs = inputs.map(backtestCost);
  const total = costs.reduce((sum, cost) => sum + cost.total, 0);
  if (total <= COST_MAX) return;
  const rows = costs.map(
    ({ assets, sessions, decisions }, i) =>
      `${assets} assets over ${sessions} sessions with ${decisions} decisions of ${inputs[i]?.strategy ?? ''}`,
  );
  const message = `That would cost ${total} asset-sessions, and ${COST_MAX} is the most: ${rows.join('; ')}. Ask for fewer assets, fewer years, a shorter lookback, or a coarser frequency than ${finestOf(inputs)}.`;
  throw new HighwaterError('WHAT_IF_TOO_COSTLY', 'usage', message, { total, most: COST_MAX });
}

/** The finest frequency that any of them decides by. */
function finestOf(inputs: readonly BacktestInput[]): Frequency {
  const asked = inputs.map((input) => {
    const given = readParameters(STRATEGIES[input.strategy], input.parameters);
    return (given as { frequency?: Frequency }).frequency;
  });
  return FREQUENCIES.find((frequency) => asked.includes(frequency)) ?? 'daily';
}
