import { z } from 'zod';
import { REPORT_PARTS, type ReportPart } from '../../analytics/report/backtestReport.js';
import { METRIC_IDS, type MetricId } from '../../analytics/metrics/registry.js';
import { format, parameter, refuseReversed } from '../http/parameters.js';
import { readQuery } from '../http/requestPipe.js';
import {
  definitionOf,
  definitionParameters,
  requireKnownToStrategy,
  spelledDefinition,
} from './definition.js';
import {
  judgementParameters,
  moneyParameters,
  rangeOfSimulation,
  refuseUnclearPayments,
  simulationParameters,
  type JudgementValues,
} from './simulation.query.js';
import { addressWith, unlikeDefaults } from './spelling.js';
import { STRATEGY_QUERY_NAMES } from './strategyParameters.js';

const NO_PARTS = 'none';

const include = parameter<readonly ReportPart[]>(
  {
    description: 'What is told beside the figures and the account; all unless given.',
    accepts: `${REPORT_PARTS.join(', ')}, separated by commas; or ${NO_PARTS}`,
    example: 'series,trades',
  },
  (text) => {
    const names = text.split(',').map((name) => name.trim().toLowerCase());
    if (names.length === 1 && names[0] === NO_PARTS) return [];
    const parts = REPORT_PARTS.filter((part) => names.includes(part));
    return parts.length === names.length ? parts : undefined;
  },
);

const ownParameters = {
  ...rangeOfSimulation,
  ...moneyParameters,
  ...simulationParameters,
  ...judgementParameters,
  include: include.optional(),
};

export const whatIfQuery = z
  .object({ ...definitionParameters, ...ownParameters, format })
  .superRefine((query, context) => {
    refuseReversed(query, context);
    refuseUnclearPayments(query, context);
  });
export type WhatIfQuery = z.output<typeof whatIfQuery>;

const OTHER_NAMES = Object.keys(whatIfQuery.shape).filter(
  (name) => !STRATEGY_QUERY_NAMES.includes(name),
);
const DEFAULTS = z.object(ownParameters).parse({});
const PATH = '/v1/what-if';

/**
 * The one address of all that ask for the same: the portfolio, then what is not as it would be
 * anyway, in the order of the documentation.
 *
 * @throws HighwaterError UNKNOWN_PARAMETER, REPEATED_PARAMETER or INVALID_PARAMETER
 */
export function whatIfUrl(given: unknown): string {
  requireKnownToStrategy(given, OTHER_NAMES);
  const query = readQuery(whatIfQuery, given);
  const own = unlikeDefaults(inOneOrder(query), DEFAULTS, Object.keys(ownParameters));
  return addressWith(PATH, [...spelledDefinition(definitionOf(query)), ...own]);
}

/** Parts in one order; all of them are as good as none named. */
function inOneOrder({ include: parts, ...query }: WhatIfQuery): Record<string, unknown> {
  const isAll = parts === undefined || parts.length === REPORT_PARTS.length;
  const told = isAll ? {} : { include: parts.length === 0 ? NO_PARTS : parts };
  return { ...judgementInOneOrder(query), ...told };
}

/** Metrics in the order of the catalogue, all of them left out; the benchmark in capitals. */
export function judgementInOneOrder(
  query: Partial<Pick<JudgementValues, 'metrics' | 'benchmark'>>,
): Record<string, unknown> {
  const { metrics, benchmark } = query;
  const one = { metrics: metricsInOrder(metrics), benchmark: benchmark?.toUpperCase() };
  return { ...query, ...one };
}

/** Metrics in the order of the catalogue; undefined for all of it. */
export function metricsInOrder(asked: readonly MetricId[] | undefined): MetricId[] | undefined {
  const ids = METRIC_IDS.filter((id) => asked?.includes(id));
  return asked === undefined || ids.length === METRIC_IDS.length ? undefined : ids;
}
