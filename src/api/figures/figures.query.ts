import { z } from 'zod';
import { CONVENTIONS } from '../../analytics/metrics/conventions/variant.js';
import { WINDOWS } from '../../domain/window.js';
import {
  basis,
  benchmarkName,
  rangeParameters,
  refuseContradictoryRange,
  riskFreeRate,
} from '../http/historyParameters.js';
import { choice, contradiction, date, format } from '../http/parameters.js';
import { intervalParameters, refuseContradictoryInterval } from './interval.query.js';
import { knownAt } from './knownAt.js';
import { metricList } from './metricList.js';

export const WINDOW_DEFAULT = '1y';

/** What a figure is computed from, as it is believed now, and by whose definition. */
export const currentFigureParameters = {
  ...rangeParameters,
  window: choice(
    `The window, counted back from the end of the data; ${WINDOW_DEFAULT} unless from is given.`,
    WINDOWS,
    '3y',
  ).optional(),
  asOf: date(
    'Figures as they were on this date, from the prices believed now.',
    '2024-12-31',
  ).optional(),
  basis,
  benchmark: benchmarkName.optional(),
  riskFreeRate: riskFreeRate.optional(),
  convention: choice('Whose definitions of the metrics.', CONVENTIONS, 'quantstats').prefault(
    'highwater',
  ),
};

/** What a figure is computed from and by whose definition: alike wherever one is asked for. */
export const figureParameters = { ...currentFigureParameters, knownAt };

/** Which figures are told, and how much of each. */
export const tellingParameters = {
  metrics: metricList.optional(),
  detail: choice(
    'Whether each metric comes with its sample size, interval, reason and definition; it does ' +
      'where an interval or a confidence is named.',
    ['true', 'false'],
    'true',
  ).optional(),
  ...intervalParameters,
  format,
};

export const figuresQuery = z
  .object({ ...figureParameters, ...tellingParameters })
  .superRefine(refuseContradictoryFigures);

/** Refuses contradictions between the parameters above. */
export function refuseContradictoryFigures(
  query: z.output<z.ZodObject<typeof currentFigureParameters & typeof tellingParameters>>,
  context: z.core.$RefinementCtx,
): void {
  refuseContradictoryRange(query, context);
  refuseContradictoryInterval(query, context);
  if (query.detail === 'false' && asksForInterval(query)) {
    contradiction(context, 'detail', 'is false beside an interval', 'true, or no interval');
  }
}

const asksForInterval = (query: { interval?: unknown; confidence?: unknown }): boolean =>
  (query.interval ?? query.confidence) !== undefined;

/** Whether each metric is answered as an object. */
export function isDetailed(
  query: Pick<FiguresQuery, 'detail' | 'interval' | 'confidence'>,
): boolean {
  return query.detail === 'true' || asksForInterval(query);
}

export type FiguresQuery = z.output<typeof figuresQuery>;
export type FigureParameters = Pick<FiguresQuery, keyof typeof figureParameters>;
