import type { LibraryDefinitions } from '../variant.js';

/** The definitions of empyrical, by our ids. */
export const EMPYRICAL = {} as const satisfies LibraryDefinitions<string>;
