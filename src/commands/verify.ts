import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import { tableHashes } from '../store/tableHashes.js';
import { verify as verifyDatabase } from '../store/verification.js';
import { Progress } from './progress.js';
import { EXIT_CODES, print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

export interface VerifyOptions extends JsonOption {
  readonly hashes?: boolean;
}

/**
 * `highwater verify`: derives factors and packed series again and compares; with `--hashes` also
 * prints what identifies the content of each table. @returns the exit code, 3 on a difference
 */
export async function verify(options: VerifyOptions): Promise<number> {
  const progress = new Progress(options.json !== true);
  return withDatabase(processSettings(), async (database) => {
    const result = await verifyDatabase(database, (done, total) => {
      progress.step('verify', done, total);
    });
    progress.stop();
    const hashes = options.hashes === true ? await tableHashes(database) : null;
    if (options.json === true) printJson({ ...result, ...(hashes === null ? {} : { hashes }) });
    else {
      for (const { symbol, table, message } of result.discrepancies) {
        print(`${symbol} ${table}: ${message}`);
      }
      for (const [table, hash] of Object.entries(hashes ?? {})) print(`${hash}  ${table}`);
      const { assets, bars, discrepancies } = result;
      print(`Verified ${assets} assets, ${bars} bars: ${discrepancies.length} discrepancies.`);
    }
    return result.discrepancies.length === 0 ? 0 : EXIT_CODES.data;
  });
}
