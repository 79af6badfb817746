import { z } from 'zod';
import { format, refuseReversed } from '../http/parameters.js';
import { readQuery } from '../http/requestPipe.js';
import {
  definitionOf,
  definitionParameters,
  requireKnownToStrategy,
  spelledDefinition,
} from '../whatIf/definition.js';
import { rangeOfSimulation, simulationParameters } from '../whatIf/simulation.query.js';
import { addressWith, unlikeDefaults } from '../whatIf/spelling.js';
import { STRATEGY_QUERY_NAMES } from '../whatIf/strategyParameters.js';
import { futuresOf, futuresParameters } from './futures.query.js';

const ownParameters = { ...futuresParameters, ...rangeOfSimulation, ...simulationParameters };

export const monteCarloQuery = z
  .object({ ...definitionParameters, ...ownParameters, format })
  .superRefine(refuseReversed);
export type MonteCarloQuery = z.output<typeof monteCarloQuery>;

const OTHER_NAMES = Object.keys(monteCarloQuery.shape).filter(
  (name) => !STRATEGY_QUERY_NAMES.includes(name),
);
const DEFAULTS = z.object(ownParameters).parse({});
const PATH = '/v1/monte-carlo';

/**
 * The one address of all that ask for the same futures.
 *
 * @throws HighwaterError UNKNOWN_PARAMETER, REPEATED_PARAMETER or INVALID_PARAMETER
 */
export function monteCarloUrl(given: unknown): string {
  requireKnownToStrategy(given, OTHER_NAMES);
  const query = readQuery(monteCarloQuery, given);
  futuresOf(query);
  const own = unlikeDefaults(query, DEFAULTS, Object.keys(ownParameters));
  return addressWith(PATH, [...spelledDefinition(definitionOf(query)), ...own]);
}
