import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';

const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared');

/**
 * The absolute path of a file or folder of the reference data that lies beside the repository,
 * or null where a lone clone has none.
 *
 * @param path relative to the folder, e.g. `data/prices/SPY.csv`
 */
export function sharedData(path: string): string | null {
  const absolute = join(SHARED, path);
  return existsSync(absolute) ? absolute : null;
}

/**
 * A `describe` that is skipped, and says why, where the reference data is missing. Its body is then
 * not run: it may read the data.
 */
export function describeWithSharedData(name: string, fn: () => void): void {
  if (sharedData('data') === null) {
    console.warn(`Skipped "${name}": the reference data is not beside this clone.`);
    describe.skip(name, () => it('needs the reference data', () => undefined));
    return;
  }
  describe(name, fn);
}
