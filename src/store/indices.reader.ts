import type { IndexKind } from '../domain/marketIndex.js';
import type { PriceSeries } from '../domain/priceSeries.js';
import { toEpochDay, type TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { SqlParameters, readPage, type Page, type Position } from './sqlPage.js';
import { isoTime } from './sqlTime.js';

/** Indices that one list may hold. */
const INDICES_MAX = 1000;

/** Closes that a series may hold: two centuries of sessions. */
const CLOSES_MAX = 60_000;

/** The values of an index without its columns: enough to tell whether anything changed. */
export interface IndexHeader {
  readonly indexId: string;
  readonly slug: string;
  /** SHA-256 of its dates and values. */
  readonly hash: string;
  readonly lastDate: TradingDate;
}

/** An index as it is told. Times are ISO 8601 in UTC, decimals are strings. */
export interface ListedIndex {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly kind: IndexKind;
  /** Slug of its strategy where the kind is `strategy`. */
  readonly strategy: string | null;
  readonly currency: string;
  readonly baseDate: TradingDate;
  readonly baseValue: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly firstDate: TradingDate | null;
  readonly lastDate: TradingDate | null;
  readonly updatedAt: string;
}

export interface StoredClose {
  readonly date: TradingDate;
  readonly value: number;
  /** Simple return of the day, a fraction; null on the first. */
  readonly return: number | null;
  readonly divisor: number | null;
}

export interface StoredAllocation {
  readonly date: TradingDate;
  readonly symbol: string;
  /** Fraction of the index. */
  readonly weight: number;
  /** In the currency of the index, a decimal string. */
  readonly value: string;
}

/** Which days: both ends included, `limit` rows at most. */
export interface DateRange {
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly limit: number;
}

const INDEX = `i.id, i.slug, i.name, i.description, i.kind, s.slug as strategy, i.currency,
  i.base_date as "baseDate", i.base_value::text as "baseValue", i.parameters,
  (select min(date) from index_values v where v.index_id = i.id) as "firstDate",
  (select max(date) from index_values v where v.index_id = i.id) as "lastDate",
  ${isoTime('i.updated_at')} as "updatedAt"`;
const FROM = 'indices i left join strategies s on s.id = i.strategy_id';

/** Reads indices, their closes and what they held. */
export class IndexReader {
  constructor(private readonly database: Database) {}

  /** All of them, by slug. */
  list(): Promise<ListedIndex[]> {
    return this.database.session.query<ListedIndex>(
      `select ${INDEX} from ${FROM} order by i.slug collate "C" limit ${INDICES_MAX}`,
    );
  }

  async find(slug: string): Promise<ListedIndex | null> {
    const [index] = await this.database.session.query<ListedIndex>(
      `select ${INDEX} from ${FROM} where i.slug = $1`,
      [slug],
    );
    return index ?? null;
  }

  /** The headers of all indices that have values, by slug. */
  headers(): Promise<IndexHeader[]> {
    return this.database.session.query<IndexHeader>(
      `select i.id as "indexId", i.slug, max(v.date) as "lastDate",
         encode(sha256(convert_to(string_agg(v.date || ' ' || v.value, ',' order by v.date),
           'UTF8')), 'hex') as hash
       from indices i join index_values v on v.index_id = i.id
       group by i.id, i.slug order by i.slug collate "C" limit ${INDICES_MAX}`,
    );
  }

  /**
   * The values of an index as a history: closes and adjusted closes are the same, the volume is
   * zero. Null where there is no such index, or it has no values.
   */
  async series(slug: string, session = this.database.session): Promise<PriceSeries | null> {
    const closes = await session.query<{ date: TradingDate; value: number }>(
      `select v.date, v.value::float8 as value
       from index_values v join indices i on i.id = v.index_id
       where i.slug = $1 order by v.date limit ${CLOSES_MAX}`,
      [slug],
    );
    if (closes.length === 0) return null;
    const values = Float64Array.from(closes, ({ value }) => value);
    return {
      dates: Int32Array.from(closes, ({ date }) => toEpochDay(date)),
      close: values,
      adjustedClose: values,
      volume: new Float64Array(values.length),
    };
  }

  /** Closes of an index, ascending. */
  closes(indexId: string, { from, to, limit }: DateRange): Promise<StoredClose[]> {
    return this.database.session.query<StoredClose>(
      `select date, value::float8 as value, return_pct as return, divisor::float8 as divisor
       from index_values where index_id = $1
         and date >= coalesce($2::date, '-infinity') and date <= coalesce($3::date, 'infinity')
       order by date limit $4`,
      [indexId, from, to, limit],
    );
  }

  /** What an index held from the last rebalance up to a date on, heaviest first. */
  allocationsOn(indexId: string, date: TradingDate): Promise<StoredAllocation[]> {
    return this.database.session.query<StoredAllocation>(
      `select l.date, a.symbol, l.weight::float8 as weight, l.value::text as value
       from allocations l join assets a on a.id = l.asset_id
       where l.index_id = $1 and l.date = (
         select max(date) from allocations where index_id = $1 and date <= $2)
       order by l.weight desc, a.symbol collate "C"`,
      [indexId, date],
    );
  }

  /** One page of an index's allocations, by date and symbol. @throws HighwaterError BAD_CURSOR */
  allocationPage(
    indexId: string,
    { from, to, limit, after }: DateRange & { readonly after: Position | null },
  ): Promise<Page<StoredAllocation>> {
    const parameters = new SqlParameters();
    const conditions = [`l.index_id = ${parameters.add(indexId)}`];
    if (from !== null) conditions.push(`l.date >= ${parameters.add(from)}`);
    if (to !== null) conditions.push(`l.date <= ${parameters.add(to)}`);
    return readPage<StoredAllocation>(this.database.session, {
      columns: 'l.date, a.symbol, l.weight::float8 as weight, l.value::text as value',
      from: 'allocations l join assets a on a.id = l.asset_id',
      conditions,
      parameters,
      sort: { expression: 'l.date', type: 'date', descending: false },
      tie: { expression: 'a.symbol', type: 'text', descending: false },
      limit,
      after,
    });
  }

  /** Every index's allocations of exactly this date. */
  rebalancesOn(
    date: TradingDate,
    limit: number,
  ): Promise<(StoredAllocation & { index: string })[]> {
    return this.database.session.query<StoredAllocation & { index: string }>(
      `select i.slug as index, l.date, a.symbol, l.weight::float8 as weight, l.value::text as value
       from allocations l join assets a on a.id = l.asset_id join indices i on i.id = l.index_id
       where l.date = $1 order by i.slug collate "C", l.weight desc, a.symbol collate "C" limit $2`,
      [date, limit],
    );
  }

  /** Allocations of an index, ascending by date, heaviest first. */
  allocations(indexId: string, { from, to, limit }: DateRange): Promise<StoredAllocation[]> {
    return this.database.session.query<StoredAllocation>(
      `select l.date, a.symbol, l.weight::float8 as weight, l.value::text as value
       from allocations l join assets a on a.id = l.asset_id
       where l.index_id = $1
         and l.date >= coalesce($2::date, '-infinity') and l.date <= coalesce($3::date, 'infinity')
       order by l.date, l.weight desc, a.symbol collate "C" limit $4`,
      [indexId, from, to, limit],
    );
  }
}
