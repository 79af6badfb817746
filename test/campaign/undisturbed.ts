import type { EmptyDatabase } from './databases.js';
import { highwater, type Ended, type Environment } from './highwaterProcess.js';
import { writeDelivery } from './priceFolder.js';

/** What `highwater verify --hashes --json` says of a database. */
export interface Content {
  readonly hashes: Readonly<Record<string, string>>;
  readonly discrepancies: readonly unknown[];
}

/** A command that must end well. @throws with what it printed when it does not */
export async function expectSuccess(
  args: readonly string[],
  settings: Environment,
): Promise<Ended> {
  const ended = await highwater(args, settings);
  if (ended.code !== 0) throw new Error(describeEnd(args, ended));
  return ended;
}

/** One line on a command that did not end as it should. */
export function describeEnd(args: readonly string[], ended: Ended): string {
  const end = ended.signal ?? `code ${String(ended.code)}`;
  const said = ended.stderr.trim() || ended.stdout.trim();
  return `"highwater ${args.join(' ')}" ended with ${end}: ${said.slice(0, 2000)}`;
}

/** What a database holds now. */
export async function contentOf(settings: Environment): Promise<Content> {
  const { stdout } = await expectSuccess(['verify', '--hashes', '--json'], settings);
  return JSON.parse(stdout) as Content;
}

/** A refresh that nobody disturbed: how long it took, and what the database held after it. */
export interface Undisturbed {
  readonly durationMs: number;
  readonly content: Content;
}

/**
 * A database that takes one delivery after the other in peace, each only once and only when it is
 * asked for.
 */
export class UndisturbedDatabase {
  private readonly taken: Undisturbed[] = [];

  constructor(
    private readonly database: EmptyDatabase,
    private readonly pricesDirectory: string,
    private readonly settings: Environment,
  ) {}

  /** Its state after the deliveries up to and with the `index`-th. Leaves that one in the folder. */
  async after(index: number): Promise<Undisturbed> {
    for (let next = this.taken.length; next <= index; next += 1) {
      writeDelivery(this.pricesDirectory, next);
      const settings = { ...this.settings, ...this.database.settings };
      const { durationMs } = await expectSuccess(['refresh', '--json'], settings);
      this.taken.push({ durationMs, content: await contentOf(settings) });
    }
    writeDelivery(this.pricesDirectory, index);
    return this.taken[index] as Undisturbed;
  }
}
