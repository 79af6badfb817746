import { join } from 'node:path';
import { sowDemo } from '../../seeds/sow.js';
import { describeIndexProblems, describeRun } from '../ingestion/schedule.js';
import type { Refresh } from '../ingestion/refresh.js';
import { startService, type Service } from '../main.js';
import { processSettings, type Settings } from '../settings.js';
import type { Database } from '../store/database.js';
import { Progress } from './progress.js';
import { print } from './terminal.js';

/** A stop that takes longer than this is ended the hard way; the next start recovers. */
const STOP_TIMEOUT_MS = 15_000;
const EXIT_STOP_TIMED_OUT = 1;

/** `highwater serve`: until it is told to end. */
export async function serve(): Promise<number> {
  const service = await startService(processSettings());
  print(`Highwater serves ${service.url} — open ${service.url}/docs. Ctrl-C ends it.`);
  await untilStopped(service);
  return 0;
}

/** `highwater demo`: the whole pipeline on a simulated exchange, in a database of its own. */
export async function demo(): Promise<number> {
  const settings = demoSettings(processSettings());
  const service = await startService(settings, firstRefresh);
  print('');
  print('All prices are SIMULATED: made by a random model, for trying things out only.');
  print(`Open ${service.url}/docs, or ask:`);
  print(`  curl "${service.url}/v1/metrics?window=5y&sort=-sharpe"`);
  print(`  curl "${service.url}/v1/assets/SPY/prices?frequency=yearly"`);
  print(`  curl "${service.url}/v1/indices/ten-funds/metrics?window=5y"`);
  print(`  curl "${service.url}/v1/portfolios/demo-sixty-forty/performance"`);
  print(`  curl "${service.url}/v1/what-if?weights=SPY:0.6,AGG:0.4&rebalance=yearly"`);
  print(`The data stays in ${settings.highwaterHome}. Ctrl-C ends the demo.`);
  await untilStopped(service);
  return 0;
}

/** The demo never touches a real database: simulated and real prices must not meet. */
function demoSettings(settings: Settings): Settings {
  return Object.freeze({
    ...settings,
    databaseUrl: null,
    databaseReplicaUrls: [],
    highwaterHome: join(settings.highwaterHome, 'demo'),
    marketDataProvider: 'simulated',
    benchmark: 'SPY',
  });
}

async function firstRefresh(refresh: Refresh, database: Database): Promise<void> {
  const progress = new Progress(true);
  print('Highwater demo: a simulated exchange, the production pipeline, an embedded database.');
  await sowDemo(database);
  const result = await refresh.run('demo', progress.refresh);
  progress.stop();
  for (const line of describeIndexProblems(result)) print(line);
  print(describeRun(result));
}

/** Waits for Ctrl-C or SIGTERM, then stops in order. A second Ctrl-C ends at once. */
async function untilStopped(service: Service): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
  });
  print('Stopping.');
  const deadline = setTimeout(() => process.exit(EXIT_STOP_TIMED_OUT), STOP_TIMEOUT_MS);
  await service.stop();
  clearTimeout(deadline);
}
