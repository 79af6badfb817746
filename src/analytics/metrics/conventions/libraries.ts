import { EMPYRICAL } from './empyrical/catalogue.js';
import { FFN } from './ffn/catalogue.js';
import { PERFORMANCEANALYTICS } from './performanceanalytics/catalogue.js';
import { QUANTSTATS } from './quantstats/catalogue.js';
import type { Library, LibraryDefinitions } from './variant.js';

/** Every library whose definitions a reader can ask for. */
export const LIBRARIES: Readonly<Record<Library, LibraryDefinitions<string>>> = {
  quantstats: QUANTSTATS,
  empyrical: EMPYRICAL,
  ffn: FFN,
  performanceanalytics: PERFORMANCEANALYTICS,
};
