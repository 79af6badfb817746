import { tradingDate } from '../domain/tradingDate.js';
import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import { MarketCapReader } from '../store/marketCaps.reader.js';
import { print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

const EXIT_SOME_REFUSED = 3;

/** `highwater caps import FILE`: reads the file, stores what is sound, and says what is not. @returns the exit code */
export async function importCaps(file: string, options: JsonOption): Promise<number> {
  // Providers' quality rules come with it: other commands start without them.
  const { importCapitalisations } = await import('../ingestion/importCapitalisations.js');
  const today = tradingDate(new Date().toISOString().slice(0, 10));
  return withDatabase(processSettings(), async (database) => {
    const imported = await importCapitalisations(database, file, today);
    const { assets, rows, written, unknown, findings } = imported;
    if (options.json === true) printJson(imported);
    else {
      for (const { symbol, code, message } of findings) print(`${symbol}: ${message} (${code})`);
      if (unknown.length > 0) print(`No prices are stored of ${unknown.join(', ')}: passed over.`);
      print(`${assets} assets: ${written} rows written, ${rows - written} were there`);
    }
    return findings.some(({ severity }) => severity !== 'info') || unknown.length > 0
      ? EXIT_SOME_REFUSED
      : 0;
  });
}

/** `highwater caps list`. @returns the exit code */
export function listCaps(options: JsonOption): Promise<number> {
  return withDatabase(processSettings(), async (database) => {
    const all = await new MarketCapReader(database).list();
    if (options.json === true) {
      printJson(all);
      return 0;
    }
    if (all.length === 0) {
      print(
        'No capitalisations are stored: a refresh or "highwater caps import FILE" brings some.',
      );
    }
    for (const { symbol, rows, firstDate, lastDate, marketCap, sources } of all) {
      print(
        `${symbol.padEnd(20)}  ${rows} from ${firstDate} to ${lastDate}; ${marketCap} ` +
          `(${sources.join(', ')})`,
      );
    }
    return 0;
  });
}
