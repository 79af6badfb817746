import { HighwaterError } from '../domain/errors.js';
import { fieldRefused } from '../domain/fieldRules.js';
import {
  requireHoldings,
  requirePortfolio,
  requirePortfolioSlug,
  requireReader,
  type HoldingDraft,
  type PortfolioDraft,
} from '../domain/portfolio.js';
import type { Database } from './database.js';
import { newId } from './entities/columns.js';
import { savedBy, type Saved } from './saved.js';
import { lockOwned } from './ownership.js';
import type { SqlSession } from './session.js';
import { explained, userUnknown } from './violation.js';

const OWNER_FOREIGN = 'portfolios_owner_id_foreign';

/** Writes portfolios. Each is held to its rules here, and by the database again. */
export class PortfolioStore {
  constructor(private readonly database: Database) {}

  /**
   * Stores a user's portfolio with its holdings, in one transaction.
   *
   * @returns its id
   * @throws HighwaterError FIELD_REFUSED, HOLDING_REPEATED, ALLOCATIONS_ABOVE_ONE, SYMBOL_UNKNOWN,
   *   USER_UNKNOWN
   */
  async create(ownerId: string, draft: PortfolioDraft): Promise<string> {
    requirePortfolio(draft);
    const work = this.database.transaction(async (session) => {
      const assets = await assetsOf(session, draft);
      return insertPortfolio(session, { ownerId, slug: null, draft, assets });
    });
    return explained(work, { [OWNER_FOREIGN]: userUnknown });
  }

  /**
   * Makes these the only holdings of the owner's portfolio; what stays as it is is not written.
   *
   * @returns rows written
   * @throws HighwaterError PORTFOLIO_UNKNOWN, also for another's, and those of {@link create}
   */
  async replaceHoldings(
    id: string,
    ownerId: string | null,
    holdings: readonly HoldingDraft[],
  ): Promise<number> {
    requireHoldings(holdings);
    return this.database.transaction(async (session) => {
      await lockPortfolio(session, id, ownerId);
      const assets = await assetsOf(session, { holdings, benchmark: null });
      return writeHoldings(session, id, holdings, assets);
    });
  }

  /**
   * Deletes the owner's portfolio with its holdings and backtests.
   * @throws HighwaterError PORTFOLIO_UNKNOWN, also for another's
   */
  delete(id: string, ownerId: string | null): Promise<void> {
    return this.database.transaction(async (session) => {
      await lockPortfolio(session, id, ownerId);
      await session.execute('delete from portfolios where id = $1', [id]);
    });
  }

  /**
   * Stores a public model portfolio, which nobody owns, under its slug.
   * @throws HighwaterError as {@link create}
   */
  async saveModel(slug: string, draft: PortfolioDraft): Promise<Saved> {
    requirePortfolio(draft);
    requirePortfolioSlug(slug);
    requireReader(draft.isPublic, false);
    return this.database.transaction(async (session) => {
      const assets = await assetsOf(session, draft);
      const [stored] = await session.query<{ id: string; isModel: boolean }>(
        `select id, owner_id is null as "isModel" from portfolios where slug = $1 for update`,
        [slug],
      );
      if (stored === undefined) {
        await insertPortfolio(session, { ownerId: null, slug, draft, assets });
        return 'added';
      }
      if (!stored.isModel) throw slugTaken(slug);
      const changed = await session.execute(UPDATE_MODEL, [
        stored.id,
        draft.name,
        draft.description,
        String(draft.initialCapital),
        benchmarkOf(draft, assets),
      ]);
      return savedBy(
        0,
        changed + (await writeHoldings(session, stored.id, draft.holdings, assets)),
      );
    });
  }
}

const UPDATE_MODEL = `
update portfolios set name = $2, description = $3, initial_capital = $4, benchmark_id = $5
where id = $1 and (name, description, initial_capital, benchmark_id) is distinct from
  ($2::varchar, $3::text, $4::numeric, $5::uuid)`;

type AssetIds = ReadonlyMap<string, string>;

/** The ids of all symbols that a portfolio names. @throws HighwaterError SYMBOL_UNKNOWN */
async function assetsOf(
  session: SqlSession,
  { holdings, benchmark }: Pick<PortfolioDraft, 'holdings' | 'benchmark'>,
): Promise<AssetIds> {
  const symbols = holdings.map(({ symbol }) => symbol);
  if (benchmark !== null) symbols.push(benchmark);
  const rows = await session.query<{ id: string; symbol: string }>(
    'select id, symbol from assets where symbol = any($1::text[])',
    [symbols],
  );
  const ids = new Map(rows.map(({ id, symbol }) => [symbol, id]));
  const unknown = symbols.find((symbol) => !ids.has(symbol));
  if (unknown === undefined) return ids;
  const limit = 'the symbol of a stored asset';
  throw fieldRefused('portfolio', 'symbol', unknown, { limit }, 'SYMBOL_UNKNOWN');
}

const benchmarkOf = ({ benchmark }: PortfolioDraft, assets: AssetIds): string | null =>
  benchmark === null ? null : (assets.get(benchmark) ?? null);

async function insertPortfolio(
  session: SqlSession,
  portfolio: {
    ownerId: string | null;
    slug: string | null;
    draft: PortfolioDraft;
    assets: AssetIds;
  },
): Promise<string> {
  const { ownerId, slug, draft, assets } = portfolio;
  const id = newId();
  await session.execute(
    `insert into portfolios
       (id, owner_id, slug, name, description, is_public, initial_capital, benchmark_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      ownerId,
      slug,
      draft.name,
      draft.description,
      draft.isPublic,
      String(draft.initialCapital),
      benchmarkOf(draft, assets),
    ],
  );
  await writeHoldings(session, id, draft.holdings, assets);
  return id;
}

/** The caller holds the portfolio's lock, or has just inserted it. @returns rows written */
async function writeHoldings(
  session: SqlSession,
  portfolioId: string,
  holdings: readonly HoldingDraft[],
  assets: AssetIds,
): Promise<number> {
  const assetIds = holdings.map(({ symbol }) => assets.get(symbol));
  const deleted = await session.execute(
    'delete from portfolio_holdings where portfolio_id = $1 and asset_id <> all($2::uuid[])',
    [portfolioId, assetIds],
  );
  const written = await session.execute(
    `insert into portfolio_holdings (portfolio_id, asset_id, allocation)
     select $1, * from unnest($2::uuid[], $3::numeric[])
     on conflict (portfolio_id, asset_id) do update set allocation = excluded.allocation
     where portfolio_holdings.allocation <> excluded.allocation`,
    [portfolioId, assetIds, holdings.map(({ allocation }) => String(allocation))],
  );
  return deleted + written;
}

async function lockPortfolio(
  session: SqlSession,
  id: string,
  ownerId: string | null,
): Promise<void> {
  if (!(await lockOwned(session, 'portfolios', id, ownerId))) throw portfolioUnknown(id);
}

/** The same for a portfolio that is missing and for one that is another's. */
export function portfolioUnknown(id: string): HighwaterError {
  return new HighwaterError(
    'PORTFOLIO_UNKNOWN',
    'not-found',
    'There is no such portfolio here: list the portfolios to see which there are.',
    { id },
  );
}

const slugTaken = (slug: string): HighwaterError =>
  new HighwaterError(
    'SLUG_TAKEN',
    'conflict',
    `A user's portfolio has the slug ${slug}: give the model another one.`,
    { slug },
  );
