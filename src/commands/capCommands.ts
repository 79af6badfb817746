import type { Command } from 'commander';
import { about, JSON_FLAG, type JsonOption, type Run } from './registration.js';

const caps = () => import('./caps.js');

/** `highwater caps import FILE` and `highwater caps list`. */
export function registerCapCommands(root: Command, run: Run): void {
  const group = root.command('caps').description('market capitalisations');
  group
    .command('import <file>')
    .description('store rows of symbol,date,market_cap,shares_outstanding; idempotent')
    .option(...JSON_FLAG)
    .action(
      about(run, async (file: string, it: JsonOption) => (await caps()).importCaps(file, it)),
    );
  group
    .command('list')
    .description('what is stored, by asset')
    .option(...JSON_FLAG)
    .action(run(async (it: JsonOption) => (await caps()).listCaps(it)));
}
