import { z } from 'zod';
import { isMetricId, type MetricId } from '../../analytics/metrics/registry.js';
import { format, parameter } from '../http/parameters.js';

const metric = parameter<MetricId>(
  {
    description: 'The one metric to be told of; all unless given.',
    accepts: 'the id of a metric, as it stands in this list',
    example: 'sharpe',
  },
  (value) => (isMetricId(value) ? value : undefined),
);

export const definitionsQuery = z.object({ metric: metric.optional(), format });
export type DefinitionsQuery = z.output<typeof definitionsQuery>;
