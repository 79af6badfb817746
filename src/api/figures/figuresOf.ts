import { METRIC_IDS } from '../../analytics/metrics/registry.js';
import type { Answer } from '../http/answer.js';
import type { FigureChoice } from './choice.js';
import type { Figures } from './figures.js';
import { isDetailed, type FiguresQuery } from './figures.query.js';
import { answerOf } from './figures.response.js';
import { intervalChoiceOf } from './interval.query.js';
import { intervalsOf } from './intervals.js';

/**
 * The answer to a question for figures, of whatever subject.
 *
 * @throws HighwaterError as {@link Figures.of}, BOOTSTRAP_TOO_COSTLY
 */
export async function figuresOf(
  figures: Figures,
  choice: FigureChoice,
  query: FiguresQuery,
): Promise<Answer> {
  const ids = query.metrics ?? METRIC_IDS;
  if (!isDetailed(query)) return answerOf(choice, await figures.of(choice, ids), ids, null);
  const interval = intervalChoiceOf(query, 'analytic');
  const chosen = await figures.of(choice, ids, { needsSample: interval.kind !== 'none' });
  const { convention } = choice;
  const intervals = await intervalsOf(interval, { ...chosen, convention });
  return answerOf(choice, chosen, ids, intervals);
}
