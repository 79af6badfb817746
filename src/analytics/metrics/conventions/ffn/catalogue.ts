import type { LibraryDefinitions } from '../variant.js';

/** The definitions of ffn, by our ids. */
export const FFN = {} as const satisfies LibraryDefinitions<string>;
