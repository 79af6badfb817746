import type { Variant } from './variant.js';

/** A definition that several libraries have: all of a variant but where a library has it. */
export type Formula = Omit<Variant, 'name' | 'source'>;

/** The formula as one library has it: a kernel of its own, so that its results are told apart. */
export function asIn(formula: Formula, name: string, source: string): Variant {
  return { ...formula, name, source, compute: (sample) => formula.compute(sample) };
}
