import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { randomStream } from '../../src/ingestion/simulated/random.js';
import { embeddedDatabases, serverDatabases, type DatabaseMaker } from './databases.js';
import { isBuilt } from './highwaterProcess.js';
import { killRefreshes, type CampaignResult } from './killing.js';

/** A campaign is given this long before its first kill and for each kill, on slow cores. */
const BASE_DEADLINE_MS = 120_000;
const DEADLINE_PER_KILL_MS = 15_000;
const EXIT_USAGE = 2;

const MAKERS: Readonly<Record<DatabaseMaker['kind'], () => Promise<DatabaseMaker>>> = {
  embedded: () => Promise.resolve(embeddedDatabases()),
  server: serverDatabases,
};

interface Orders {
  readonly kills: number;
  readonly seed: number;
  readonly kinds: readonly DatabaseMaker['kind'][];
}

/** @throws Error with one line when an argument cannot be used */
function readOrders(): Orders {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      database: { type: 'string', default: 'both' },
    },
  });
  const [kills, seed] = [Number(values.kills), Number(values.seed)];
  if (!Number.isInteger(kills) || kills < 1) throw new Error('--kills takes a number from 1 on.');
  if (!Number.isInteger(seed)) throw new Error('--seed takes a whole number.');
  switch (values.database) {
    case 'both':
      return { kills, seed, kinds: ['embedded', 'server'] };
    case 'embedded':
    case 'server':
      return { kills, seed, kinds: [values.database] };
    default:
      throw new Error('--database takes embedded, server or both.');
  }
}

/** How many kills came in each fifth of an undisturbed refresh. */
function spreadOf(moments: readonly number[]): string {
  const fifths = [0, 0, 0, 0, 0];
  for (const moment of moments) fifths[Math.floor(moment * 5)]! += 1;
  return fifths.join('/');
}

function describe(kind: string, result: CampaignResult, seconds: number): string {
  const { moments, resumed, compared, differences } = result;
  const verdict = differences.length === 0 ? 'equal' : [...new Set(differences)].join(', ');
  return (
    `${kind}: ${moments.length} kills (${spreadOf(moments)} by fifths of a refresh), ` +
    `${resumed} runs resumed to their end, ${compared} comparisons with an undisturbed ` +
    `database: ${verdict}; ${seconds.toFixed(0)} s`
  );
}

/** @returns whether every table came out as undisturbed */
async function campaign(kind: DatabaseMaker['kind'], { kills, seed }: Orders): Promise<boolean> {
  const startedAt = performance.now();
  const deadline = AbortSignal.timeout(BASE_DEADLINE_MS + kills * DEADLINE_PER_KILL_MS);
  const databases = await MAKERS[kind]();
  try {
    const result = await killRefreshes(databases, kills, randomStream(seed), deadline);
    console.log(describe(kind, result, (performance.now() - startedAt) / 1000));
    return result.differences.length === 0;
  } catch (error) {
    console.log(`${kind}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    await databases.close();
  }
}

/** @returns the exit code */
async function main(): Promise<number> {
  let orders: Orders;
  try {
    orders = readOrders();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return EXIT_USAGE;
  }
  if (!isBuilt) {
    console.error('There is no build: run "npm run build" first.');
    return EXIT_USAGE;
  }
  console.log(`seed ${orders.seed}, ${orders.kills} kills on ${orders.kinds.join(' and ')}`);
  let [passed, failed] = [0, 0];
  for (const kind of orders.kinds) {
    if (await campaign(kind, orders)) passed += 1;
    else failed += 1;
  }
  const line = `${passed} passed, ${failed} failed`;
  console.log(line);
  const file = process.env['HIGHWATER_TEST_COUNT_FILE'];
  if (file !== undefined && file !== '') appendFileSync(file, `${line}\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
