import { actionOf } from '../../domain/corporateAction.js';
import { assert } from '../../domain/errors.js';
import type { BacktestLedger } from '../backtest/ledger/ledger.js';
import { simulate } from '../backtest/ledger/simulate.js';
import { timeWeightedPath } from '../backtest/ledger/results.js';
import { marketOf, type Market } from '../backtest/market.js';
import { strategyOf } from '../backtest/strategies/registry.js';
import { readParameters, type GivenParameters } from '../backtest/strategies/readParameters.js';
import type { AdjustedPrices } from '../frames/basis.js';
import { sampleWindow } from '../frames/figures.js';
import type { Sample } from '../metrics/sample.js';
import type { BacktestInput } from './backtestInput.js';

/** A backtest that has been run. */
export interface BacktestRun {
  readonly input: BacktestInput;
  /** The strategy's, with every default filled in. */
  readonly parameters: GivenParameters;
  readonly market: Market;
  readonly ledger: BacktestLedger;
  /** What time-weighted returns compound to, 1 on the day of the first purchase. */
  readonly path: AdjustedPrices;
  /** What the portfolio's figures are computed from; null where no time passes. */
  readonly sample: Sample | null;
}

/**
 * Runs a backtest to the cent and puts its path beside its benchmark.
 *
 * @throws HighwaterError as `marketOf`, `startStrategy` and `simulate`
 */
export function runBacktest(input: BacktestInput): BacktestRun {
  const { assets, targets, strategy, options, from, to } = input;
  assert(assets.length === targets.length, 'each asset of a backtest has a target');
  const definition = strategyOf(strategy);
  const parameters = readParameters(definition, input.parameters);
  const histories = assets.map((asset) => ({ ...asset, actions: asset.actions.map(actionOf) }));
  const market = marketOf({ assets: histories, from, to });
  const simulation = { market, definition, parameters, options };
  const ledger = simulate({ ...simulation, targets: Float64Array.from(targets) });
  const path = timeWeightedPath(ledger);
  return {
    input,
    parameters: parameters as GivenParameters,
    market,
    ledger,
    path,
    sample: pathSampleOf(path, input),
  };
}

function pathSampleOf(
  path: AdjustedPrices,
  { benchmark, riskFreeRate }: BacktestInput,
): Sample | null {
  if (path.dates.length < 2) return null;
  const request = { series: path, benchmark: benchmark?.series ?? null, riskFree: riskFreeRate };
  return sampleWindow(request, { window: 'max' }).sample;
}
