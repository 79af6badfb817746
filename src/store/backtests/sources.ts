import { uuid } from '../../domain/fieldRules.js';
import type { SqlSession } from '../session.js';

/** A target of a portfolio; `allocation` is a decimal string, a fraction of the portfolio. */
export interface BacktestHolding {
  readonly symbol: string;
  readonly allocation: string;
}

/** A portfolio as a backtest takes it, whoever's it is. */
export interface BacktestPortfolio {
  readonly id: string;
  readonly ownerId: string | null;
  readonly slug: string | null;
  readonly name: string;
  /** A decimal string. */
  readonly initialCapital: string;
  /** Symbol of its own benchmark. */
  readonly benchmark: string | null;
  /** By symbol. */
  readonly holdings: readonly BacktestHolding[];
}

/** The select list of a portfolio `p` with its benchmark `m`. */
export const PORTFOLIO_COLUMNS = `p.id, p.owner_id as "ownerId", p.slug, p.name,
  p.initial_capital::text as "initialCapital", m.symbol as benchmark,
  (select coalesce(jsonb_agg(
      jsonb_build_object('symbol', a.symbol, 'allocation', h.allocation::text)
      order by a.symbol collate "C"), '[]')
   from portfolio_holdings h join assets a on a.id = h.asset_id
   where h.portfolio_id = p.id) as holdings`;
export const PORTFOLIO_FROM = 'portfolios p left join assets m on m.id = p.benchmark_id';

/** A portfolio by its id or a model's slug, private ones too; null where there is none. */
export async function portfolioForBacktest(
  session: SqlSession,
  idOrSlug: string,
): Promise<BacktestPortfolio | null> {
  const key = uuid.accepts(idOrSlug) ? 'p.id' : 'p.slug';
  const [portfolio] = await session.query<BacktestPortfolio>(
    `select ${PORTFOLIO_COLUMNS} from ${PORTFOLIO_FROM} where ${key} = $1`,
    [idOrSlug],
  );
  return portfolio ?? null;
}
