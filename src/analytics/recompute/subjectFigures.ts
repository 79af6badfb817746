import { WINDOWS, type Window } from '../../domain/window.js';
import { RISK_METRIC_FIELDS, type RiskMetricField } from '../../store/entities/riskMetrics.js';
import type { FigureNotes, FigureSubject, SubjectFigures } from '../../store/figureRows.js';
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
  const observations = table.observations.subarray(first, end);
  const toDay = table.to[end - 1] as number;
  return {
    subject: { kind, id },
    inputs,
    fromDays: Array.from(table.from.subarray(first, end), (day) => (day === NO_DAY ? null : day)),
    toDay: toDay === NO_DAY ? null : toDay,
    observations,
    values: table.values.subarray(first * FIELDS, end * FIELDS),
    reasons: notesOf(first, (place) => reasonOf(table.reasons[place] as number)),
    samples: notesOf(first, (place, window) => {
      const n = table.sizes[place] as number;
      return n === observations[window] ? null : n;
    }),
  };
}

/** What is said of each figure of a subject; null is nothing. */
function notesOf<T>(
  firstRow: number,
  noteOf: (place: number, window: number) => T | null,
): FigureNotes<T> {
  const notes: Partial<Record<Window, Partial<Record<RiskMetricField, T>>>> = {};
  for (const [w, window] of WINDOWS.entries()) {
    for (let i = 0; i < FIELDS; i += 1) {
      const note = noteOf((firstRow + w) * FIELDS + i, w);
      if (note !== null) (notes[window] ??= {})[RISK_METRIC_FIELDS[i] as RiskMetricField] = note;
    }
  }
  return notes;
}
