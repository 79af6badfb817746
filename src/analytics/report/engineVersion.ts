import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { assert } from '../../domain/errors.js';
import { LEDGER_OPTIONS_SCHEMA } from '../backtest/ledger/optionsSchema.js';
import { STRATEGY_DESCRIPTIONS } from '../backtest/strategies/registry.js';
import { metricDescriptions } from '../metrics/registry.js';

/**
 * Raised by hand with every change that makes another report of the same input and stands in no
 * description: a mended formula, another order of sums, another shape.
 */
const REVISION = 2;
const DIGITS = 12;

/**
 * The version of the simulation and of what is told of it, such as `0.1.0+1.0f3a…`: the package's,
 * {@link REVISION}, and a hash of all that is said of strategies, options and metrics. Stored
 * results and kept answers carry it: the same input and version give the same bytes.
 */
export const ENGINE_VERSION = `${packageVersion()}+${REVISION}.${descriptionsHash()}`;

function descriptionsHash(): string {
  const told = [STRATEGY_DESCRIPTIONS, LEDGER_OPTIONS_SCHEMA, metricDescriptions()];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, DIGITS);
}

function packageVersion(): string {
  const file = findPackageJSON(import.meta.url);
  assert(file !== undefined, 'the program is in its package');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
