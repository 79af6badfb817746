import { uuid } from '../domain/fieldRules.js';
import type { StrategyKind } from '../domain/strategy.js';
import type { Database } from './database.js';
import { readPage, SqlParameters, type Page, type Position } from './sqlPage.js';
import { isoTime } from './sqlTime.js';

/** A strategy with its active version; times are ISO 8601 in UTC. */
export interface ListedStrategy {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly kind: StrategyKind;
  readonly isSystem: boolean;
  /** Whether it belongs to who asks. */
  readonly isOwn: boolean;
  /** Whether who asks has chosen it. */
  readonly isFollowed: boolean;
  /** The active version and its parameters; null where none is active. */
  readonly version: number | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One version of a strategy's parameters. */
export interface ListedVersion {
  readonly version: number;
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly active: boolean;
  readonly createdAt: string;
}

const columns = (reader: string): string => `s.id, s.slug, s.name, s.description, s.kind,
  s.is_system as "isSystem", coalesce(s.owner_id = ${reader}::uuid, false) as "isOwn",
  exists (select from user_strategies u
    where u.strategy_id = s.id and u.user_id = ${reader}::uuid) as "isFollowed",
  c.version, c.parameters,
  ${isoTime('s.created_at')} as "createdAt", ${isoTime('s.updated_at')} as "updatedAt"`;

const FROM = 'strategies s left join strategy_configs c on c.strategy_id = s.id and c.active';
const isVisible = (reader: string): string => `(s.is_system or s.owner_id = ${reader}::uuid)`;

/** Reads strategies with their active parameters: one statement, however many. */
export class StrategyReader {
  constructor(private readonly database: Database) {}

  /** One page of the system's and the reader's own, by slug. @throws HighwaterError BAD_CURSOR */
  list(request: {
    /** Who asks: a user's id, or null for nobody in particular. */
    readonly visibleTo: string | null;
    /** Only those that the reader has chosen. */
    readonly isFollowed?: boolean;
    readonly limit: number;
    readonly after: Position | null;
  }): Promise<Page<ListedStrategy>> {
    const parameters = new SqlParameters();
    const reader = parameters.add(request.visibleTo);
    const followed = `exists (select from user_strategies f
      where f.strategy_id = s.id and f.user_id = ${reader}::uuid)`;
    return readPage<ListedStrategy>(this.database.session, {
      columns: columns(reader),
      from: FROM,
      conditions: [isVisible(reader), ...(request.isFollowed === true ? [followed] : [])],
      parameters,
      sort: { expression: 's.slug', type: 'text', descending: false },
      tie: { expression: 's.id', type: 'uuid', descending: false },
      limit: request.limit,
      after: request.after,
    });
  }

  /** One strategy by its id or slug; null where there is none and where it is another's. */
  async find(idOrSlug: string, visibleTo: string | null): Promise<ListedStrategy | null> {
    const key = uuid.accepts(idOrSlug) ? 's.id' : 's.slug';
    const [strategy] = await this.database.session.query<ListedStrategy>(
      `select ${columns('$2')} from ${FROM} where ${key} = $1 and ${isVisible('$2')}`,
      [idOrSlug, visibleTo],
    );
    return strategy ?? null;
  }

  /**
   * The versions of a visible strategy, newest first, `limit` at most.
   * @param before only those of a lower number; null for all
   */
  async versions(
    id: string,
    visibleTo: string | null,
    limit: number,
    before: number | null = null,
  ): Promise<ListedVersion[]> {
    if (!uuid.accepts(id)) return [];
    return this.database.session.query<ListedVersion>(
      `select c.version, c.name, c.parameters, c.active, ${isoTime('c.created_at')} as "createdAt"
       from strategies s join strategy_configs c on c.strategy_id = s.id
       where s.id = $1 and ${isVisible('$2')} and ($4::int is null or c.version < $4)
       order by c.version desc limit $3`,
      [id, visibleTo, limit, before],
    );
  }
}
