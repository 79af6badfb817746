import { WINDOWS, type Window } from '../../domain/window.js';
import { RISK_METRIC_FIELDS, type RiskMetricField } from '../../store/entities/riskMetrics.js';
import type { FigureSubject, SubjectFigures } from '../../store/figureRows.js';
import { NO_DAY, type FigureTable } from '../frames/figureTable.js';
import { reasonOf } from '../metrics/evaluate.js';

const FIELDS = RISK_METRIC_FIELDS.length;

/**
 * One subject's figures of a table, as they are stored.
 *
 * @param table of RISK_METRIC_FIELDS
 * @param position of the subject in the table
 * @param inputs hash of what they follow from
 */
export function storedFigures(
  table: FigureTable,
  position: number,
  { kind, id }: FigureSubject,
  inputs: string,
): SubjectFigures {
  const first = position * WINDOWS.length;
  const end = first + WINDOWS.length;
  const toDay = table.to[end - 1] as number;
  return {
    subject: { kind, id },
    inputs,
    fromDays: Array.from(table.from.subarray(first, end), (day) => (day === NO_DAY ? null : day)),
    toDay: toDay === NO_DAY ? null : toDay,
    observations: table.observations.subarray(first, end),
    values: table.values.subarray(first * FIELDS, end * FIELDS),
    ...notesOf(table, first),
  };
}

type Notes<T> = Partial<Record<Window, Partial<Record<RiskMetricField, T>>>>;

/** What is said of single figures of a subject, whose first window is a row of the table. */
function notesOf(
  table: FigureTable,
  firstRow: number,
): Pick<SubjectFigures, 'reasons' | 'samples'> {
  const [reasons, samples]: [Notes<string>, Notes<number>] = [{}, {}];
  for (let w = 0; w < WINDOWS.length; w += 1) {
    const observations = table.observations[firstRow + w];
    for (let i = 0; i < FIELDS; i += 1) {
      const place = (firstRow + w) * FIELDS + i;
      const reason = reasonOf(table.reasons[place] as number);
      if (reason !== null) note(reasons, w, i, reason);
      const n = table.sizes[place] as number;
      if (n !== observations) note(samples, w, i, n);
    }
  }
  return { reasons, samples };
}

function note<T>(notes: Notes<T>, window: number, field: number, what: T): void {
  const ofWindow = (notes[WINDOWS[window] as Window] ??= {});
  ofWindow[RISK_METRIC_FIELDS[field] as RiskMetricField] = what;
}
