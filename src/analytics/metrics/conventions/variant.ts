import type { MetricDefinition, MetricDescription } from '../metric.js';

/** The libraries whose definitions a reader can ask for. */
export const LIBRARY_NAMES = ['quantstats', 'empyrical', 'ffn', 'performanceanalytics'] as const;
export type Library = (typeof LIBRARY_NAMES)[number];

/** Whose definitions a reader can ask for; the first are our own. */
export const CONVENTIONS = ['highwater', ...LIBRARY_NAMES] as const;
export type Convention = (typeof CONVENTIONS)[number];

type Varying = 'formula' | 'latex' | 'sign' | 'minimumSample' | 'source' | 'needs' | 'compute';

/**
 * A metric by a library's definition. Its value is the library's own number, sign and scale
 * included.
 */
export interface Variant extends Pick<MetricDefinition, Varying> {
  /** In one sentence: what makes its number differ from ours. */
  readonly difference: string;
  /** The library's name of it: `quantstats.stats.sharpe`. */
  readonly name: string;
}

/** What a reader is told of a variant. */
export type VariantDescription = Omit<Variant, 'compute'>;

/** Says that a library's definition is ours, under the name that it has there. */
export interface SameAsOurs {
  readonly isOurs: true;
  readonly name: string;
  readonly source: string;
}

/**
 * The metrics of one library by our ids. A metric that the library does not have, or that it has
 * only with other inputs, stands in no row.
 */
export type LibraryDefinitions<Id extends string> = Readonly<
  Partial<Record<Id, Variant | SameAsOurs>>
>;

/** Returns a variant as it is. */
export function defineVariant(variant: Variant): Variant {
  return variant;
}

/** A library's metric that is defined as ours is. */
export function sameAsOurs(name: string, source: string): SameAsOurs {
  return { isOurs: true, name, source };
}

/** What is told of a library's definition, for /v1/metrics/definitions. */
export function describeVariant(
  definition: Variant | SameAsOurs,
  ours: MetricDescription,
): VariantDescription {
  if ('isOurs' in definition) {
    const { formula, latex, sign, minimumSample, needs } = ours;
    const { name, source } = definition;
    return { name, source, difference: '', formula, latex, sign, minimumSample, needs };
  }
  const { name, source, difference, formula, latex, sign, minimumSample, needs } = definition;
  return { name, source, difference, formula, latex, sign, minimumSample, needs };
}
