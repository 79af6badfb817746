import { uuid } from '../domain/fieldRules.js';
import type { Database } from './database.js';
import { readPage, SqlParameters, type Page, type Position } from './sqlPage.js';
import { isoTime } from './sqlTime.js';

/** A target of a portfolio. `allocation` is a decimal string, a fraction of the portfolio. */
export interface ListedHolding {
  readonly symbol: string;
  readonly name: string | null;
  readonly allocation: string;
}

/** A portfolio as it is told. Money is a decimal string, times are ISO 8601 in UTC. */
export interface ListedPortfolio {
  readonly id: string;
  /** Of model portfolios. */
  readonly slug: string | null;
  readonly name: string;
  readonly description: string;
  readonly isPublic: boolean;
  /** Whether it belongs to who asks. */
  readonly isOwn: boolean;
  readonly initialCapital: string;
  readonly benchmark: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Largest first. */
  readonly holdings: readonly ListedHolding[];
}

/** Which portfolios: `own` needs a reader, `public` is everyone's, `visible` is both. */
export type PortfolioScope = 'own' | 'public' | 'visible';

export interface PortfolioListRequest {
  readonly scope: PortfolioScope;
  /** Who asks: a user's id, or null for nobody in particular. */
  readonly visibleTo: string | null;
  readonly limit: number;
  readonly after: Position | null;
}

type PortfolioRow = Omit<ListedPortfolio, 'holdings'>;

const columns = (reader: string): string => `p.id, p.slug, p.name, p.description,
  p.is_public as "isPublic", coalesce(p.owner_id = ${reader}::uuid, false) as "isOwn",
  p.initial_capital::text as "initialCapital", b.symbol as benchmark,
  ${isoTime('p.created_at')} as "createdAt", ${isoTime('p.updated_at')} as "updatedAt"`;

const FROM = 'portfolios p left join assets b on b.id = p.benchmark_id';

const scopeCondition: Readonly<Record<PortfolioScope, (reader: string) => string>> = {
  own: (reader) => `p.owner_id = ${reader}::uuid`,
  public: () => 'p.is_public',
  visible: (reader) => `(p.is_public or p.owner_id = ${reader}::uuid)`,
};

/** Reads portfolios with their holdings: two statements, however many portfolios. */
export class PortfolioReader {
  constructor(private readonly database: Database) {}

  /** One page, newest first. @throws HighwaterError BAD_CURSOR */
  async list(request: PortfolioListRequest): Promise<Page<ListedPortfolio>> {
    const parameters = new SqlParameters();
    const reader = parameters.add(request.visibleTo);
    const { rows, next } = await readPage<PortfolioRow>(this.database.session, {
      columns: columns(reader),
      from: FROM,
      conditions: [scopeCondition[request.scope](reader)],
      parameters,
      sort: { expression: 'p.created_at', type: 'timestamptz', descending: true },
      tie: { expression: 'p.id', type: 'uuid', descending: true },
      limit: request.limit,
      after: request.after,
    });
    return { rows: await this.withHoldings(rows), next };
  }

  /** One portfolio by its id, or a model's slug; null where there is none and where it is another's. */
  async find(idOrSlug: string, visibleTo: string | null): Promise<ListedPortfolio | null> {
    const key = uuid.accepts(idOrSlug) ? 'p.id' : 'p.slug';
    const rows = await this.database.session.query<PortfolioRow>(
      `select ${columns('$2')} from ${FROM}
       where ${key} = $1 and ${scopeCondition.visible('$2')}`,
      [idOrSlug, visibleTo],
    );
    return (await this.withHoldings(rows))[0] ?? null;
  }

  private async withHoldings(rows: readonly PortfolioRow[]): Promise<ListedPortfolio[]> {
    if (rows.length === 0) return [];
    const holdings = await this.database.session.query<ListedHolding & { portfolioId: string }>(
      `select h.portfolio_id as "portfolioId", a.symbol, a.name, h.allocation::text as allocation
       from portfolio_holdings h join assets a on a.id = h.asset_id
       where h.portfolio_id = any($1::uuid[])
       order by h.portfolio_id, h.allocation desc, a.symbol collate "C"`,
      [rows.map(({ id }) => id)],
    );
    const byPortfolio = Map.groupBy(holdings, ({ portfolioId }) => portfolioId);
    return rows.map((row) => ({
      ...row,
      holdings: (byPortfolio.get(row.id) ?? []).map(({ symbol, name, allocation }) => ({
        symbol,
        name,
        allocation,
      })),
    }));
  }
}
