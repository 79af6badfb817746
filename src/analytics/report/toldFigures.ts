import type { Figure, MissingReason } from '../metrics/figure.js';

/** Values by name where they can be had, and why the others cannot. */
export interface ToldFigures<Id extends string> {
  readonly metrics: Readonly<Record<Id, number | null>>;
  readonly missing: Readonly<Partial<Record<Id, MissingReason>>>;
}

/** Values and reasons apart: what most readers want is a number by its name. */
export function toldFigures<Id extends string>(
  figures: Readonly<Record<Id, Figure>>,
): ToldFigures<Id> {
  const entries = Object.entries<Figure>(figures);
  const missing = entries.filter(([, { reason }]) => reason !== null);
  return {
    metrics: Object.fromEntries(entries.map(([id, { value }]) => [id, value])),
    missing: Object.fromEntries(missing.map(([id, { reason }]) => [id, reason])),
  } as ToldFigures<Id>;
}
