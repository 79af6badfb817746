import type { Command } from 'commander';
import type { RateImportOptions } from './rates.js';
import { about, JSON_FLAG, type JsonOption, type Run } from './registration.js';

const rates = () => import('./rates.js');

/** `highwater rates import FILE` and `highwater rates list`. */
export function registerRateCommands(root: Command, run: Run): void {
  const group = root.command('rates').description('risk-free rates');
  group
    .command('import <file>')
    .description("store a series from FRED's CSV form, percent per year; idempotent")
    .option('--series <name>', "its name, where the file's header has none")
    .option(...JSON_FLAG)
    .action(
      about(run, async (file: string, it: RateImportOptions) =>
        (await rates()).importRates(file, it),
      ),
    );
  group
    .command('list')
    .description('the stored series')
    .option(...JSON_FLAG)
    .action(run(async (it: JsonOption) => (await rates()).listRates(it)));
}
