import { Agent, get, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { machineLine, median, alternate, type Contender, type Timing } from './harness.js';
import { openWhatIfService } from './whatIfService.js';

/*
 * What a what-if of 10 assets × 20 years costs, from the request to the last byte, embedded
 * database, beyond a route of the same application that answers a constant; and how long a polling
 * dashboard waits beside what-ifs. Every address is new, so that nothing is answered from a cache.
 */
const ASSETS = 10;
const OPTIONS = { rounds: 31, warmupRounds: 12 };
const GOAL_MS = 25;
const POLLS = 150;
const POLL_PAUSE_MS = 3;

const STRATEGIES = [
  'rebalance=monthly',
  'rebalance=monthly&feeBps=10&dividends=reinvest&contribution=100',
  'rebalance=monthly&metrics=cagr,volatility,sharpe,maxDrawdown&include=series',
  'rebalance=daily',
  'strategy=momentum',
  'strategy=inverse-volatility',
  'strategy=volatility-target',
  'strategy=risk-parity',
  'strategy=minimum-variance',
  'strategy=maximum-sharpe',
];

const service = await openWhatIfService(ASSETS + 1);
const agent = new Agent({ keepAlive: true });
const { port } = service.application.getHttpServer().address() as AddressInfo;

/** Asks, and reads to the last byte. */
function ask(path: string, headers: OutgoingHttpHeaders = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    get({ port, path, agent, headers }, (answer) => {
      let bytes = 0;
      answer.on('data', (piece: Buffer) => (bytes += piece.length));
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(bytes);
        else reject(new Error(`${path} answered ${String(answer.statusCode)}.`));
      });
    }).on('error', reject);
  });
}

let asked = 0;
const weights = service.symbols.slice(1).join(',');
/** An address that was not asked for before. */
const whatIf = (strategy: string): string =>
  `/v1/what-if?weights=${weights}&${strategy}&initialCapital=${String(100_000 + (asked += 1))}`;

const bare: Contender = { name: 'a bare route', units: 1, run: () => ask('/bare') };
const contenders = STRATEGIES.map((strategy): Contender => ({
  name: strategy,
  units: 1,
  run: () => ask(whatIf(strategy)),
}));

function beyond({ name, medianNs, minNs }: Timing, [first]: readonly Timing[]): string {
  const [ms, least] = [medianNs - first!.medianNs, minNs - first!.minNs].map((ns) => ns / 1e6);
  return `${ms!.toFixed(1).padStart(8)}${least!.toFixed(1).padStart(8)}   ${name}`;
}

console.log(machineLine());
const timings = await alternate([bare, ...contenders], OPTIONS);
console.log(`Milliseconds beyond a bare route (${(timings[0]!.medianNs / 1e6).toFixed(2)} ms)`);
console.log('  median   least');
for (const timing of timings.slice(1)) console.log(beyond(timing, timings));
console.log(`The goal for rebalance=monthly is ${String(GOAL_MS)} ms.`);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How long a polling dashboard waits, milliseconds, ascending. */
async function poll(): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < POLLS; i += 1) {
    const start = performance.now();
    await ask('/v1/snapshots/latest');
    waits.push(performance.now() - start);
    await pause(POLL_PAUSE_MS);
  }
  return waits.sort((a, b) => a - b);
}

/** Polls while what-ifs are asked for, one after the other. */
async function pollBesideWhatIfs(): Promise<number[]> {
  const end = new AbortController();
  const asking = (async () => {
    while (!end.signal.aborted) await ask(whatIf('rebalance=monthly'));
  })();
  const waits = await poll();
  end.abort();
  await asking;
  return waits;
}

const told = (waits: readonly number[]): string => {
  const at = (part: number): string => waits[Math.floor(part * (waits.length - 1))]!.toFixed(2);
  return `median ${median(waits).toFixed(2)}, 95 % ${at(0.95)}, most ${at(1)} ms`;
};
await poll();
console.log(`A poll of /v1/snapshots/latest alone: ${told(await poll())}`);
console.log(`A poll beside what-ifs:               ${told(await pollBesideWhatIfs())}`);

agent.destroy();
await service.close();
process.exit(0);
