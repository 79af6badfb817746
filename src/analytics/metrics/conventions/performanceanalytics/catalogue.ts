import type { LibraryDefinitions } from '../variant.js';

/** The definitions of performanceanalytics, by our ids. */
export const PERFORMANCEANALYTICS = {} as const satisfies LibraryDefinitions<string>;
