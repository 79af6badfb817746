import { tradingDate } from '../domain/tradingDate.js';
import { readRateFile } from '../ingestion/rates/fredFile.js';
import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import { RateReader } from '../store/rates.reader.js';
import { RateStore } from '../store/rates.store.js';
import { print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

const PERCENT_PLACES = 4;

export interface RateImportOptions extends JsonOption {
  readonly series?: string;
}

/** `highwater rates import FILE`: reads the file, stores what is new, and says what that was. @returns the exit code */
export async function importRates(file: string, options: RateImportOptions): Promise<number> {
  const now = new Date();
  const today = tradingDate(now.toISOString().slice(0, 10));
  const read = await readRateFile(file, today, options.series);
  return withDatabase(processSettings(), async (database) => {
    const { series, missing, observations } = read;
    const imported = await new RateStore(database).import({ ...read, now, today });
    if (options.json === true) {
      printJson({ series, ...imported, missing });
      return 0;
    }
    const { added, restated, unchanged } = imported;
    const [first, last] = [observations[0]?.date, observations.at(-1)?.date];
    print(`${series}  ${observations.length} observations from ${first} to ${last}`);
    print(
      `${added} added, ${restated} restated, ${unchanged} were there, ${missing} without value`,
    );
    return 0;
  });
}

/** `highwater rates list`. @returns the exit code */
export function listRates(options: JsonOption): Promise<number> {
  return withDatabase(processSettings(), async (database) => {
    const all = await new RateReader(database).list();
    if (options.json === true) {
      printJson(all);
      return 0;
    }
    if (all.length === 0) print('No rates are stored: "highwater rates import FILE" brings some.');
    for (const {
      series,
      observations,
      firstDate,
      lastDate,
      rate,
      knownFrom,
      restatements,
    } of all) {
      const percent = `${(rate * 100).toFixed(PERCENT_PLACES)} %`;
      const restated = restatements === 0 ? '' : `, ${restatements} restated`;
      print(
        `${series.padEnd(20)}  ${observations} from ${firstDate} to ${lastDate}${restated}; ` +
          `${percent} since ${knownFrom}`,
      );
    }
    return 0;
  });
}
