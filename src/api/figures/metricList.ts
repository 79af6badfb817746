import { z } from 'zod';
import { METRIC_IDS, isMetricId, type MetricId } from '../../analytics/metrics/registry.js';

const ACCEPTS =
  'ids of metrics separated by commas, each once; /v1/metrics/definitions lists them all';
const NAME_SHOWN = 40;
/** Every id there is, with commas between: no list of distinct ids is longer. */
const CHARACTERS_MAX = METRIC_IDS.join(',').length;

const shown = (name: string): string => `"${name.replace(/\p{Cc}/gu, '?').slice(0, NAME_SHOWN)}"`;

/** The metrics that a reader names, in their order. An unknown name is named in the refusal. */
export const metricList = z
  .string()
  .transform((text, context): readonly MetricId[] => {
    const names = text.length > CHARACTERS_MAX ? [''] : text.split(',').map((name) => name.trim());
    const problem = problemOf(names);
    if (problem === null) return names.filter(isMetricId);
    context.addIssue({ code: 'custom', message: problem, params: { accepts: ACCEPTS } });
    return z.NEVER;
  })
  .meta({
    description: `Which metrics are answered, all unless given. Accepts ${ACCEPTS}.`,
    example: 'sharpe,maxDrawdown',
  });

function problemOf(names: readonly string[]): string | null {
  const unknown = names.find((name) => !isMetricId(name));
  if (unknown === '') return 'holds no list of metrics';
  if (unknown !== undefined) return `names no metric by ${shown(unknown)}`;
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  return repeated === undefined ? null : `names ${shown(repeated)} more than once`;
}
