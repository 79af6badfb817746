import { toEpochDay } from '../../domain/tradingDate.js';
import { WINDOWS, type Window } from '../../domain/window.js';
import { RISK_METRIC_FIELDS, type RiskMetricField } from '../../store/entities/riskMetrics.js';
import type { FigureSubject, SubjectFigures } from '../../store/figureRows.js';
import type { WindowFigures } from '../frames/figures.js';

/** The figures of all windows as they are stored. @param inputs hash of what they follow from */
export function storedForm(
  subject: FigureSubject,
  inputs: string,
  byWindow: Readonly<Record<Window, WindowFigures<RiskMetricField>>>,
): SubjectFigures {
  const values = new Float64Array(WINDOWS.length * RISK_METRIC_FIELDS.length);
  const reasons: Partial<Record<Window, Partial<Record<RiskMetricField, string>>>> = {};
  const samples: Partial<Record<Window, Partial<Record<RiskMetricField, number>>>> = {};
  let position = 0;
  for (const window of WINDOWS) {
    const { figures, observations } = byWindow[window];
    for (const field of RISK_METRIC_FIELDS) {
      const { value, reason, n } = figures[field];
      values[position] = value ?? NaN;
      position += 1;
      if (reason !== null) (reasons[window] ??= {})[field] = reason;
      if (n !== observations) (samples[window] ??= {})[field] = n;
    }
  }
  const windows = WINDOWS.map((window) => byWindow[window]);
  const { to } = byWindow.max;
  return {
    subject: { kind: subject.kind, id: subject.id },
    inputs,
    fromDays: windows.map(({ from }) => (from === null ? null : toEpochDay(from))),
    toDay: to === null ? null : toEpochDay(to),
    observations: windows.map(({ observations }) => observations),
    values,
    reasons,
    samples,
  };
}
