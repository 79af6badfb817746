import { WINDOWS, type Window } from '../domain/window.js';
import { CopyWriter } from './copy/copyWriter.js';
import { RISK_METRIC_FIELDS, columnOf, type RiskMetricField } from './entities/riskMetrics.js';
import type { SqlSession } from './session.js';

export const SUBJECT_KINDS = ['asset', 'index', 'portfolio'] as const;

/** What figures are of. */
export interface FigureSubject {
  readonly kind: (typeof SUBJECT_KINDS)[number];
  readonly id: string;
}

/** Something said of single figures; what is not said of any is left out. */
export type FigureNotes<T> = Readonly<
  Partial<Record<Window, Readonly<Partial<Record<RiskMetricField, T>>>>>
>;

/** The figures of one subject over every window, as they are stored. Lists are in WINDOWS' order. */
export interface SubjectFigures {
  readonly subject: FigureSubject;
  /** SHA-256 of all that the figures follow from: equal inputs, equal figures. */
  readonly inputs: string;
  /** Days since 1970-01-01: the base of each window, null without enough history. */
  readonly fromDays: readonly (number | null)[];
  /** The last session, null without a history. */
  readonly toDay: number | null;
  /** Returns in each window. */
  readonly observations: ArrayLike<number>;
  /** Window by window, each in RISK_METRIC_FIELDS' order; NaN where a figure cannot be had. */
  readonly values: Float64Array;
  /** Why a figure cannot be had. */
  readonly reasons: FigureNotes<string>;
  /** Sample sizes that differ from `observations`. */
  readonly samples: FigureNotes<number>;
}

const KEYS = SUBJECT_KINDS.map((kind) => `${kind}_id`);
const CONTENT = [
  'to_date',
  'from_dates',
  'observations',
  ...RISK_METRIC_FIELDS.map(columnOf),
  'reasons',
  'samples',
  'inputs',
];
/** Of a row, about: all its figures, and a few words on those that are missing. */
const ROW_BYTES = 512 + RISK_METRIC_FIELDS.length * (24 + WINDOWS.length * 12);
const COLUMNS = ['snapshot_id', ...KEYS, ...CONTENT];
const TARGET = `risk_figures (${COLUMNS.join(', ')})`;

/** Writes figures into a snapshot by binary COPY. */
export async function copyFigures(
  session: SqlSession,
  snapshotId: string,
  rows: readonly SubjectFigures[],
): Promise<void> {
  if (rows.length > 0) await session.copyIn(TARGET, encodeFigures(snapshotId, rows));
}

/**
 * Takes the figures of subjects over from one snapshot into another, as they are.
 *
 * @returns how many there were
 */
export function carryFigures(
  session: SqlSession,
  from: string,
  to: string,
  subjectIds: readonly string[],
): Promise<number> {
  const columns = [...KEYS, ...CONTENT].join(', ');
  return session.execute(
    `insert into risk_figures (snapshot_id, ${columns})
     select $1, ${columns} from risk_figures where snapshot_id = $2 and subject_id = any($3::uuid[])`,
    [to, from, `{${subjectIds.join(',')}}`],
  );
}

function encodeFigures(snapshotId: string, rows: readonly SubjectFigures[]): Uint8Array {
  const writer = new CopyWriter(COLUMNS.length, rows.length * ROW_BYTES);
  const stride = RISK_METRIC_FIELDS.length;
  for (const { subject, toDay, fromDays, observations, values, ...row } of rows) {
    writer.startRow().uuid(snapshotId);
    for (const kind of SUBJECT_KINDS) {
      if (kind === subject.kind) writer.uuid(subject.id);
      else writer.nullField();
    }
    if (toDay === null) writer.nullField();
    else writer.epochDay(toDay);
    writer.dateArray(fromDays).int4Array(observations);
    for (let field = 0; field < stride; field += 1) {
      writer.float8Array(values, field, stride, WINDOWS.length);
    }
    writer.json(row.reasons).json(row.samples).text(row.inputs);
  }
  return writer.finish();
}
