import type { Command } from 'commander';
import { about, JSON_FLAG, type JsonOption, type Run } from './registration.js';

const imports = () => import('./indexImport.js');
const indices = () => import('./indices.js');

/** `highwater index import FILE`, `index list` and `index remove SLUG`. */
export function registerIndexCommands(root: Command, run: Run): void {
  const index = root.command('index').description('indices that are computed here');
  index
    .command('import <file>')
    .description('store definitions from a JSON file: one, or a list of them; idempotent')
    .option(...JSON_FLAG)
    .action(
      about(run, async (file: string, it: JsonOption) => (await imports()).importIndices(file, it)),
    );
  index
    .command('list')
    .description('the stored indices, their values, and what keeps them from being computed')
    .option(...JSON_FLAG)
    .action(run(async (it: JsonOption) => (await indices()).listIndices(it)));
  index
    .command('remove <slug>')
    .description('delete an index with its values, allocations, events and figures')
    .option(...JSON_FLAG)
    .action(
      about(run, async (slug: string, it: JsonOption) => (await indices()).removeIndex(slug, it)),
    );
}
