import type { Command } from 'commander';
import type { BacktestRunOptions } from './backtest.js';
import type { PortfolioImportOptions } from './portfolio.js';
import { about, JSON_FLAG, type JsonOption, type Run } from './registration.js';

const backtests = () => import('./backtest.js');
const portfolios = () => import('./portfolio.js');

/** `highwater backtest …`, `highwater portfolio …` and `highwater worker`. */
export function registerBacktestCommands(root: Command, run: Run): void {
  registerBacktests(root.command('backtest').description('backtests of portfolios'), run);
  registerPortfolios(root.command('portfolio').description('portfolios'), run);
  root
    .command('worker')
    .description('work off pending backtests until it is ended; several share them')
    .option('--poll <seconds>', 'how often it looks for more, 1 to 3600; 5 unless given')
    .action(
      run(async (options: JsonOption & { readonly poll?: string }) => {
        const { worker } = await import('./worker.js');
        return worker(options);
      }),
    );
}

function registerBacktests(backtest: Command, run: Run): void {
  backtest
    .command('run')
    .description('run a strategy on a portfolio and store the results, or run what is pending')
    .option('--portfolio <id>', 'id of a portfolio or slug of a model')
    .option('--strategy <slug>', 'such as rebalance; see docs/strategies.md')
    .option('--parameters <json>', 'over those of the strategy, such as {"frequency":"yearly"}')
    .option('--options <json>', 'of the ledger, such as {"dividends":"cash"}')
    .option('--from <date>', 'the first purchase; the first day that all assets have unless given')
    .option('--to <date>', 'the last day; up to the published snapshot unless given')
    .option('--capital <amount>', "the initial capital; the portfolio's own unless given")
    .option('--user <email>', "who asks; the portfolio's owner unless given")
    .option('--pending', 'run all that is pending instead')
    .option(...JSON_FLAG)
    .action(run(async (options: BacktestRunOptions) => (await backtests()).backtestRun(options)));
  backtest
    .command('list')
    .description('list backtests of all users, newest first')
    .option('--status <status>', 'pending, running, completed or failed')
    .option('--limit <count>', '1 to 1000; 50 unless given')
    .option(...JSON_FLAG)
    .action(
      run(async (options: JsonOption & { readonly status?: string; readonly limit?: string }) =>
        (await backtests()).backtestList(options),
      ),
    );
  backtest
    .command('show <id>')
    .description('print a backtest; with --json its whole results')
    .option(...JSON_FLAG)
    .action(
      about(run, async (id: string, it: JsonOption) => (await backtests()).backtestShow(id, it)),
    );
  backtest
    .command('retry <id>')
    .description('make a failed backtest pending again')
    .option(...JSON_FLAG)
    .action(
      about(run, async (id: string, it: JsonOption) => (await backtests()).backtestRetry(id, it)),
    );
}

function registerPortfolios(portfolio: Command, run: Run): void {
  portfolio
    .command('import <file>')
    .description('store a portfolio from CSV (symbol,allocation) or JSON')
    .option('--user <email>', 'whose it is; or --model')
    .option('--model <slug>', 'a public model, made or brought up to date; or --user')
    .option('--replace <id>', "replace the holdings of this portfolio of the user's instead")
    .option('--name <name>', "over the file's; a CSV's own name unless given")
    .option('--capital <amount>', "the initial capital, over the file's; 10000.00 unless given")
    .option('--benchmark <symbol>', "what it is measured against, over the file's")
    .option('--public', 'everyone may see it')
    .option(...JSON_FLAG)
    .action(
      about(run, async (file: string, it: PortfolioImportOptions) =>
        (await portfolios()).portfolioImport(file, it),
      ),
    );
  portfolio
    .command('list')
    .description("list the models, or a user's own portfolios")
    .option('--user <email>', 'whose')
    .option(...JSON_FLAG)
    .action(
      run(async (options: JsonOption & { readonly user?: string }) =>
        (await portfolios()).portfolioList(options),
      ),
    );
}
