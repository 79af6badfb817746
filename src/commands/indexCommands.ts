import type { Command } from 'commander';
import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import { IndexComputationReader } from '../store/indexComputations.reader.js';
import { IndexReader } from '../store/indices.reader.js';
import { IndexStore } from '../store/indices.store.js';
import { print, printJson } from './terminal.js';
import { JSON_FLAG, type JsonOption, type Run } from './registration.js';

/** `highwater index import FILE`, `index list` and `index remove SLUG`. */
export function registerIndexCommands(root: Command, run: Run): void {
  const index = root.command('index').description('indices that are computed here');
  index
    .command('import <file>')
    .description('store definitions from a JSON file: one, or a list of them; idempotent')
    .option(...JSON_FLAG)
    .action((file: string, options: JsonOption) =>
      // Rules of indices and strategies take as long to load as a short command takes to run.
      run<JsonOption>(async (it) => (await import('./indexImport.js')).importIndices(file, it))(
        options,
      ),
    );
  index
    .command('list')
    .description('the stored indices, their values, and what keeps them from being computed')
    .option(...JSON_FLAG)
    .action(run(listIndices));
  index
    .command('remove <slug>')
    .description('delete an index with its values, allocations, events and figures')
    .option(...JSON_FLAG)
    .action((slug: string, options: JsonOption) =>
      run<JsonOption>((it) => removeIndex(slug, it))(options),
    );
}

/** @returns the exit code */
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

/** @returns the exit code */
export function removeIndex(slug: string, options: JsonOption): Promise<number> {
  return withDatabase(processSettings(), async (database) => {
    await new IndexStore(database).remove(slug);
    if (options.json === true) printJson({ removed: slug });
    else print(`Removed ${slug} with its values and figures.`);
    return 0;
  });
}
