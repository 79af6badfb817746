import { z } from 'zod';
import { isMetricId, type MetricId } from '../../analytics/metrics/registry.js';
import { figureParameters } from '../figures/figures.query.js';
import { intervalParameters, refuseContradictoryInterval } from '../figures/interval.query.js';
import { refuseContradictoryRange } from '../http/historyParameters.js';
import { format, parameter, symbol } from '../http/parameters.js';

const metric = parameter<MetricId>(
  {
    description: 'The figure to be explained.',
    accepts: 'the id of a metric: /v1/metrics/definitions lists them',
    example: 'sharpe',
  },
  (value) => (isMetricId(value) ? value : undefined),
);

export const explainQuery = z
  .object({
    asset: symbol('Whose figure it is.', 'SPY'),
    metric,
    ...figureParameters,
    ...intervalParameters,
    format,
  })
  .superRefine((query, context) => {
    refuseContradictoryRange(query, context);
    refuseContradictoryInterval(query, context);
  });
export type ExplainQuery = z.output<typeof explainQuery>;
