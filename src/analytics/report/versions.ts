import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { assert } from '../../domain/errors.js';
import { LEDGER_OPTIONS_SCHEMA } from '../backtest/ledger/optionsSchema.js';
import { STRATEGY_DESCRIPTIONS } from '../backtest/strategies/registry.js';
import { metricDescriptions } from '../metrics/registry.js';

/**
 * Raised by hand with every change of the metrics that gives other digits and stands in no
 * description: a mended kernel, another order of sums. Stored figures are then computed anew.
 */
const METRICS_REVISION = 3;

/** The same of simulations and of what is told of them. */
const SIMULATION_REVISION = 3;

const DIGITS = 12;

/** The version of this program, as its package says. */
export const CODE_VERSION: string = packageVersion();

/**
 * The version of the definitions that this program computes figures by: a snapshot whose own is the
 * same was computed by the same.
 */
export const DEFINITIONS_VERSION = hashOf([METRICS_REVISION, metricDescriptions()]);

/**
 * The version of the simulation and of what is told of it, such as `0.1.0+2.0f3a…`: the package's,
 * the revision, and a hash of all that is said of strategies, options and metrics. Stored results
 * and kept answers carry it: the same input and version give the same bytes.
 */
export const ENGINE_VERSION = `${CODE_VERSION}+${SIMULATION_REVISION}.${hashOf([
  STRATEGY_DESCRIPTIONS,
  LEDGER_OPTIONS_SCHEMA,
  DEFINITIONS_VERSION,
])}`;

function hashOf(told: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, DIGITS);
}

function packageVersion(): string {
  const file = findPackageJSON(import.meta.url);
  assert(file !== undefined, 'the program is in its package');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
