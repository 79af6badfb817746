import { z } from 'zod';
import { BASES } from '../../analytics/metrics/annualisation.js';
import { CONVENTIONS } from '../../analytics/metrics/conventions/variant.js';
import { MISSING_REASONS } from '../../analytics/metrics/figure.js';
import { METRICS, type MetricId } from '../../analytics/metrics/registry.js';
import { WINDOWS } from '../../domain/window.js';
import { definitionId } from '../definitions/definitionId.js';
import type { Answer } from '../http/answer.js';
import { SIMULATED_NOTICE, SIMULATED_SOURCE, metaSchema } from '../http/meta.js';
import type { FigureChoice } from './choice.js';
import type { ChosenFigures } from './computedFigures.js';
import { INTERVAL_KINDS } from './interval.query.js';
import { NO_INTERVAL, type Intervals } from './intervals.js';

export const figureDetail = z
  .object({
    value: z.number().nullable(),
    n: z.int().describe('How many returns it rests on.'),
    low: z.number().nullable().describe('The lower end of its confidence interval, where known.'),
    high: z.number().nullable().describe('The upper end of its confidence interval, where known.'),
    method: z.string().nullable().describe('What the interval rests on; null where there is none.'),
    reason: z.enum(MISSING_REASONS).nullable().describe('Why there is no value.'),
    definition: z.string().describe('The metric and the version of its definition.'),
  })
  .meta({ id: 'FigureDetail' });
export type FigureDetail = z.infer<typeof figureDetail>;

const metricFields = Object.fromEntries(
  METRICS.map(({ id, name }) => [
    id,
    z.union([z.number().nullable(), figureDetail]).optional().describe(name),
  ]),
);

export const intervalTelling = z
  .object({
    kind: z.enum(INTERVAL_KINDS),
    confidence: z.number().nullable(),
    seed: z.number().nullable().describe('What the bootstrap drew from.'),
    resamples: z.int().nullable(),
    blockLength: z.number().nullable().describe('Mean returns in a block of the bootstrap.'),
  })
  .meta({ id: 'IntervalKind' });

const choiceOfAnySubject = {
  window: z.enum(WINDOWS).nullable().describe('Null where from is given.'),
  from: z.iso.date().nullable().describe('The base date; null without enough history.'),
  to: z.iso.date().nullable(),
  observations: z.int().describe('Returns in the window.'),
  basis: z.enum(BASES).describe('The periods that returns are earned over.'),
  benchmark: z.string(),
  riskFreeRate: z
    .union([z.number(), z.string()])
    .describe('Fraction per year, or the name of a stored series.'),
  convention: z.enum(CONVENTIONS),
};

/** What was chosen, in every answer that tells of figures of an asset. */
export const choiceShape = { symbol: z.string(), ...choiceOfAnySubject };

export const figureMeta = metaSchema
  .extend({
    snapshot: z.uuid().describe('The snapshot that was used: with knownAt the one of then.'),
    asOf: z.iso.date().describe('The newest session in it.'),
    publishedAt: z.iso.datetime().describe('When it was published.'),
  })
  .meta({ id: 'FigureMeta' });

const figuresShape = {
  interval: intervalTelling.optional().describe('Of detailed figures.'),
  metrics: z.object(metricFields).describe('Values; with detail=true objects.'),
};

export const figuresAnswer = z
  .object({
    data: z.object({ ...choiceShape, ...figuresShape }).meta({ id: 'Figures' }),
    meta: figureMeta,
  })
  .meta({ id: 'FiguresAnswer' });

export const indexFiguresAnswer = z
  .object({
    data: z
      .object({ index: z.string().describe('Its slug.'), ...choiceOfAnySubject, ...figuresShape })
      .meta({ id: 'IndexFigures' }),
    meta: figureMeta,
  })
  .meta({ id: 'IndexFiguresAnswer' });

/** What of the meta a choice decides: the snapshot that was used. */
export function metaOfChoice({ snapshot }: FigureChoice): Readonly<Record<string, unknown>> {
  const { id, asOf, source, publishedAt } = snapshot;
  const notice = source === SIMULATED_SOURCE ? { notice: SIMULATED_NOTICE } : {};
  return { snapshot: id, asOf, source, publishedAt, ...notice };
}

type ChosenTerms = Pick<ChosenFigures, 'from' | 'to' | 'observations' | 'benchmark'>;

/** What was chosen, beside the figures; the first field says whose they are. */
export function headOf(choice: FigureChoice, chosen: ChosenTerms) {
  const { kind, symbol } = choice;
  const subject = kind === 'asset' ? { symbol } : { index: symbol };
  return { ...subject, ...termsOf(choice, chosen) };
}

/** What was chosen, without whose the figures are. */
export function termsOf(
  { range, basis, riskFreeRate, convention }: FigureChoice,
  { from, to, observations, benchmark }: ChosenTerms,
) {
  const window = 'window' in range ? range.window : null;
  return { window, from, to, observations, basis, benchmark, riskFreeRate, convention };
}

export function detailOf(
  id: MetricId,
  { convention }: FigureChoice,
  { figures }: ChosenFigures,
  { byMetric }: Intervals,
): FigureDetail | undefined {
  const figure = figures.get(id);
  if (figure === undefined) return undefined;
  const { value, n, reason, definitions } = figure;
  const { low, high, method } = byMetric.get(id) ?? NO_INTERVAL;
  const definition = definitionId(id, convention, definitions);
  return { value, n, low, high, method, reason, definition };
}

/**
 * The answer of a subject's figures: as CSV one row, detailed one row per metric.
 *
 * @param head what they are of and what was chosen; that of the choice unless given
 */
export function answerOf(
  choice: FigureChoice,
  chosen: ChosenFigures,
  ids: readonly MetricId[],
  intervals: Intervals | null,
  head: Readonly<Record<string, unknown>> = headOf(choice, chosen),
): Answer {
  const name = `${choice.symbol}-metrics`;
  const meta = metaOfChoice(choice);
  if (intervals === null) {
    const metrics = Object.fromEntries(
      ids.map((id) => [id, chosen.figures.get(id)?.value ?? null]),
    );
    const columns = [...Object.keys(head), ...ids];
    const table = { name, columns, rows: [{ ...head, ...metrics }] };
    return { data: { ...head, metrics }, table, meta };
  }
  const details = ids.map((id) => [id, detailOf(id, choice, chosen, intervals)] as const);
  const metrics = Object.fromEntries(details);
  return {
    data: { ...head, interval: intervals.telling, metrics },
    table: {
      name,
      columns: ['metric', ...Object.keys(figureDetail.shape)],
      rows: details.map(([metric, detail]) => ({ metric, ...detail })),
    },
    meta,
  };
}
