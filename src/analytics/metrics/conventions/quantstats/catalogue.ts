import type { LibraryDefinitions } from '../variant.js';

/** The definitions of quantstats, by our ids. */
export const QUANTSTATS = {} as const satisfies LibraryDefinitions<string>;
