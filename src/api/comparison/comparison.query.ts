import { z } from 'zod';
import { format, refuseReversed } from '../http/parameters.js';
import { readQuery } from '../http/requestPipe.js';
import {
  judgementParameters,
  rangeOfSimulation,
  simulationParameters,
} from '../whatIf/simulation.query.js';
import { addressWith, unlikeDefaults, type SpelledParameter } from '../whatIf/spelling.js';
import { judgementInOneOrder } from '../whatIf/whatIf.query.js';
import { portfolioList, spelledPortfolio } from './portfolioList.js';

const ownParameters = { ...rangeOfSimulation, ...simulationParameters, ...judgementParameters };

export const comparisonQuery = z
  .object({ portfolio: portfolioList, ...ownParameters, format })
  .superRefine(refuseReversed);
export type ComparisonQuery = z.output<typeof comparisonQuery>;

const DEFAULTS = z.object(ownParameters).parse({});
const PATH = '/v1/comparison';

/**
 * The one address of all that ask for the same comparison.
 *
 * @throws HighwaterError UNKNOWN_PARAMETER, REPEATED_PARAMETER or INVALID_PARAMETER
 */
export function comparisonUrl(given: unknown): string {
  const query = readQuery(comparisonQuery, given);
  const portfolios = query.portfolio.map((portfolio): SpelledParameter => [
    'portfolio',
    spelledPortfolio(portfolio),
  ]);
  const own = unlikeDefaults(judgementInOneOrder(query), DEFAULTS, Object.keys(ownParameters));
  return addressWith(PATH, [...portfolios, ...own]);
}
