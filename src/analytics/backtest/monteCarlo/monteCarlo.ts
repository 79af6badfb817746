import { HighwaterError } from '../../../domain/errors.js';
import { drawFutures } from './futures.js';
import {
  MONTE_CARLO_PARAMETERS,
  type MonteCarloInput,
  type MonteCarloParameters,
} from './parameters.js';
import { sourceOf, type DrawnFrom, type MonteCarloHistory } from './sources.js';
import { summaryOf, type MonteCarloSummary } from './summary.js';
import { timetableOf } from './timetable.js';

/** Returns that one simulation draws at most: one to three seconds on one core. */
export const RETURNS_DRAWN_MAX = 40_000_000;
/** Amounts of equity that are kept for its percentiles at most: 40 MB. */
export const REPORTS_MAX = 5_000_000;

export interface MonteCarloResult extends MonteCarloSummary {
  /** With every default filled in. */
  readonly parameters: MonteCarloParameters;
  readonly drawnFrom: DrawnFrom;
}

/** Parameters with their defaults. @throws HighwaterError MONTE_CARLO_REFUSED, which names the field */
export function monteCarloParameters(input: MonteCarloInput): MonteCarloParameters {
  const parsed = MONTE_CARLO_PARAMETERS.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new HighwaterError(
    'MONTE_CARLO_REFUSED',
    'usage',
    `The simulation's ${field || 'parameters'} cannot be: ${issue?.message ?? 'see their list'}.`,
    { field },
  );
}

/**
 * Possible futures of a portfolio. The same parameters and history give the same answer, to the
 * byte; the first paths are the same however many follow.
 *
 * @param history null where a distribution is given whole
 * @throws HighwaterError MONTE_CARLO_REFUSED, MONTE_CARLO_TOO_COSTLY, MONTE_CARLO_NEEDS_HISTORY
 *   (none, or fewer than {@link OBSERVATIONS_MIN} returns, where they are needed)
 */
export function simulateFutures(
  input: MonteCarloInput,
  history: MonteCarloHistory | null,
): MonteCarloResult {
  const parameters = monteCarloParameters(input);
  const timetable = timetableOf(parameters);
  const { source, drawnFrom } = sourceOf(parameters, history);
  requireAffordable(
    parameters.paths * source.costOf(timetable.periods),
    parameters.paths * timetable.reports.length,
  );
  const futures = drawFutures(parameters, timetable, source);
  return { parameters, drawnFrom, ...summaryOf(parameters, timetable, futures) };
}

function requireAffordable(returnsDrawn: number, reports: number): void {
  if (returnsDrawn <= RETURNS_DRAWN_MAX && reports <= REPORTS_MAX) return;
  throw new HighwaterError(
    'MONTE_CARLO_TOO_COSTLY',
    'usage',
    `The simulation would draw ${returnsDrawn} returns and keep ${reports} amounts; at most ${RETURNS_DRAWN_MAX} and ${REPORTS_MAX}: ask for fewer paths or years, a coarser basis, or reports by the year.`,
    { returnsDrawn, reports },
  );
}
