import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RandomStream } from '../../src/ingestion/simulated/random.js';
import type { DatabaseMaker, EmptyDatabase } from './databases.js';
import { highwater, highwaterKilled, type Environment } from './highwaterProcess.js';
import { CAMPAIGN_BENCHMARK, DELIVERIES } from './priceFolder.js';
import { contentOf, describeEnd, expectSuccess, UndisturbedDatabase } from './undisturbed.js';

/** After so many kills of one delivery the next refresh of it is left in peace. */
const KILLS_IN_A_ROW = 3;
const REFRESH = ['refresh', '--json'] as const;

/** How a campaign against one kind of database went. */
export interface CampaignResult {
  /** When each kill came, as a fraction of an undisturbed refresh of the same delivery. */
  readonly moments: readonly number[];
  /** Refreshes that took up a killed run and reached their end. */
  readonly resumed: number;
  /** Comparisons with the undisturbed database. */
  readonly compared: number;
  /** What differed in any of them; empty is what must be. */
  readonly differences: readonly string[];
}

/**
 * Kills `highwater refresh` at random moments until `kills` have hit a running process. A refresh
 * that reaches its end is followed by the next delivery, the last delivery by an empty database.
 * Before a database is given up, and at the very end, its content is compared.
 *
 * @param signal ends it between two processes
 */
export async function killRefreshes(
  databases: DatabaseMaker,
  kills: number,
  random: RandomStream,
  signal: AbortSignal,
): Promise<CampaignResult> {
  const prices = mkdtempSync(join(tmpdir(), 'highwater-campaign-prices-'));
  const settings = {
    MARKET_DATA_PROVIDER: 'csv',
    MARKET_DATA_CSV_DIR: prices,
    BENCHMARK: CAMPAIGN_BENCHMARK,
  };
  const peaceful = await databases.make();
  const undisturbed = new UndisturbedDatabase(peaceful, prices, settings);
  const victim = new Victim(databases, undisturbed, settings);
  try {
    await victim.begin();
    while (victim.moments.length < kills) {
      signal.throwIfAborted();
      await victim.strike(random.uniform());
    }
    await victim.resumeAndCompare();
    return victim;
  } finally {
    await victim.end();
    await peaceful.drop();
    rmSync(prices, { recursive: true, force: true });
  }
}

/** The database whose refreshes are killed. */
class Victim implements CampaignResult {
  readonly moments: number[] = [];
  readonly differences: string[] = [];
  resumed = 0;
  compared = 0;
  private delivery = 0;
  private killsInARow = 0;
  private database: EmptyDatabase | null = null;

  constructor(
    private readonly databases: DatabaseMaker,
    private readonly undisturbed: UndisturbedDatabase,
    private readonly settings: Environment,
  ) {}

  async begin(): Promise<void> {
    this.delivery = 0;
    this.database = await this.databases.make();
  }

  async end(): Promise<void> {
    await this.database?.drop();
    this.database = null;
  }

  /** One refresh with a kill at `moment`, a fraction of its undisturbed duration. */
  async strike(moment: number): Promise<void> {
    const { durationMs } = await this.undisturbed.after(this.delivery);
    const ended =
      this.killsInARow === KILLS_IN_A_ROW
        ? await highwater(REFRESH, this.ownSettings)
        : await highwaterKilled(REFRESH, this.ownSettings, moment * durationMs);
    if (ended.signal === 'SIGKILL') {
      this.moments.push(moment);
      this.killsInARow += 1;
      return;
    }
    if (ended.code !== 0) throw new Error(describeEnd(REFRESH, ended));
    this.killsInARow = 0;
    this.count(ended.stdout);
    await this.advance();
  }

  private async advance(): Promise<void> {
    if (this.delivery + 1 < DELIVERIES) {
      this.delivery += 1;
      return;
    }
    await this.compare();
    await this.end();
    await this.begin();
  }

  async resumeAndCompare(): Promise<void> {
    await this.undisturbed.after(this.delivery);
    this.count((await expectSuccess(REFRESH, this.ownSettings)).stdout);
    await this.compare();
  }

  private async compare(): Promise<void> {
    const expected = (await this.undisturbed.after(this.delivery)).content;
    const found = await contentOf(this.ownSettings);
    this.compared += 1;
    for (const [table, hash] of Object.entries(expected.hashes)) {
      if (found.hashes[table] !== hash) this.differences.push(`${table} differs`);
    }
    const count = found.discrepancies.length;
    if (count > 0) this.differences.push(`${count} discrepancies within`);
  }

  private count(stdout: string): void {
    const { isResumed } = JSON.parse(stdout) as { isResumed: boolean };
    if (isResumed) this.resumed += 1;
  }

  private get ownSettings(): Environment {
    return { ...this.settings, ...this.database?.settings };
  }
}
