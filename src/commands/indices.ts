import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import { IndexComputationReader } from '../store/indexComputations.reader.js';
import { IndexReader } from '../store/indices.reader.js';
import { IndexStore } from '../store/indices.store.js';
import { print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

/** `highwater index list`. @returns the exit code */
export function listIndices(options: JsonOption): Promise<number> {
  return withDatabase(processSettings(), async (database) => {
    const indices = await new IndexReader(database).list();
    const problems = await new IndexComputationReader(database).problems();
    const told = indices.map(({ id, ...index }) => ({
      ...index,
      problem: problems.get(id) ?? null,
    }));
    if (options.json === true) {
      printJson(told);
      return 0;
    }
    if (told.length === 0) print('No index is stored: "highwater index import FILE" brings some.');
    for (const { slug, kind, strategy, firstDate, lastDate, problem } of told) {
      const rule = strategy === null ? kind : `${kind} (${strategy})`;
      const values = firstDate === null ? 'no values yet' : `${firstDate} to ${lastDate}`;
      print(`${slug.padEnd(24)}  ${rule.padEnd(28)}  ${values}`);
      if (problem !== null) print(`  ${problem.message} (${problem.code})`);
    }
    return 0;
  });
}

/** `highwater index remove SLUG`. @returns the exit code */
export function removeIndex(slug: string, options: JsonOption): Promise<number> {
  return withDatabase(processSettings(), async (database) => {
    await new IndexStore(database).remove(slug);
    if (options.json === true) printJson({ removed: slug });
    else print(`Removed ${slug} with its values and figures.`);
    return 0;
  });
}
