import { z } from 'zod';
import type { WindowFigures } from '../../analytics/frames/figures.js';
import { MISSING_REASONS } from '../../analytics/metrics/figure.js';
import { metricOf } from '../../analytics/metrics/registry.js';
import { WINDOWS } from '../../domain/window.js';
import { RISK_METRIC_FIELDS, type RiskMetricField } from '../../store/entities/riskMetrics.js';
import type { Answer } from '../http/answer.js';
import { enveloped } from '../http/meta.js';
import type { FigureChoice } from './figures.js';
import { CONVENTIONS } from './figures.query.js';

const figureDetail = z
  .object({
    value: z.number().nullable(),
    n: z.int().describe('How many returns it rests on.'),
    low: z.number().nullable().describe('The lower end of its confidence interval, where known.'),
    high: z.number().nullable().describe('The upper end of its confidence interval, where known.'),
    reason: z.enum(MISSING_REASONS).nullable().describe('Why there is no value.'),
    definition: z.string().describe('The metric and the version of its definition.'),
  })
  .meta({ id: 'FigureDetail' });
type FigureDetail = z.infer<typeof figureDetail>;

const valueOrDetail = (id: RiskMetricField): z.ZodType =>
  z.union([z.number().nullable(), figureDetail]).describe(metricOf(id).name);

const metricFields = Object.fromEntries(RISK_METRIC_FIELDS.map((id) => [id, valueOrDetail(id)]));

export const figuresAnswer = enveloped(
  z
    .object({
      symbol: z.string(),
      window: z.enum(WINDOWS).nullable().describe('Null where from is given.'),
      from: z.iso.date().nullable().describe('The base date; null without enough history.'),
      to: z.iso.date().nullable(),
      observations: z.int().describe('Daily returns in the window.'),
      benchmark: z.string(),
      riskFreeRate: z.number().describe('Fraction per year.'),
      convention: z.enum(CONVENTIONS),
      metrics: z.object(metricFields).describe('Values; with detail=true objects.'),
    })
    .meta({ id: 'Figures' }),
).meta({ id: 'FiguresAnswer' });

/** The answer of an asset's figures: as CSV one row, with `isDetailed` one row per metric. */
export function answerOf(
  symbol: string,
  { range, benchmark, riskFreeRate }: FigureChoice,
  { from, to, observations, figures }: WindowFigures<RiskMetricField>,
  { isDetailed, definitions }: { readonly isDetailed: boolean; readonly definitions: string },
): Answer {
  const window = 'window' in range ? range.window : null;
  const convention = CONVENTIONS[0];
  const head = { symbol, window, from, to, observations, benchmark, riskFreeRate, convention };
  const name = `${symbol}-metrics`;
  if (!isDetailed) {
    const metrics = Object.fromEntries(RISK_METRIC_FIELDS.map((id) => [id, figures[id].value]));
    const columns = [...Object.keys(head), ...RISK_METRIC_FIELDS];
    return {
      data: { ...head, metrics },
      table: { name, columns, rows: [{ ...head, ...metrics }] },
    };
  }
  const details = RISK_METRIC_FIELDS.map((id): [RiskMetricField, FigureDetail] => {
    const { value, n, reason } = figures[id];
    return [id, { value, n, low: null, high: null, reason, definition: `${id}@${definitions}` }];
  });
  return {
    data: { ...head, metrics: Object.fromEntries(details) },
    table: {
      name,
      columns: ['metric', ...Object.keys(figureDetail.shape)],
      rows: details.map(([metric, detail]) => ({ metric, ...detail })),
    },
  };
}
