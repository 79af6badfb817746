import type { IndexEventKind, IndexNote } from '../domain/indexLedger.js';
import type { IndexDefinition, IndexKind } from '../domain/marketIndex.js';
import type { StrategyKind } from '../domain/strategy.js';
import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { SqlParameters, readPage, type Page, type Position } from './sqlPage.js';
import { isoTime } from './sqlTime.js';

/** Indices that one night computes. */
const INDICES_MAX = 1000;

/** Why an index could not be computed. */
export interface StoredProblem {
  readonly code: string;
  readonly message: string;
}

/** An index as a night finds it: its rule, and what was last computed of it. */
export interface IndexToCompute {
  readonly id: string;
  readonly slug: string;
  readonly kind: IndexKind;
  readonly currency: string;
  readonly baseDate: TradingDate;
  /** A decimal string. */
  readonly baseValue: string;
  readonly parameters: IndexDefinition['parameters'];
  /** The kind of its strategy; null where it has none. */
  readonly strategyKind: StrategyKind | null;
  /** Of the strategy's active version; null where none is active. */
  readonly strategyParameters: IndexDefinition['parameters'] | null;
  /** SHA-256 of what it was computed from; null where it never was. */
  readonly inputs: string | null;
  /** Null where that went well. */
  readonly problem: StoredProblem | null;
}

/** How the newest computation of an index ended. */
export interface StoredComputation {
  /** ISO 8601 in UTC. */
  readonly computedAt: string;
  readonly problem: StoredProblem | null;
  readonly notes: readonly IndexNote[];
}

/** A row of an index's ledger as it is told. */
export interface ListedEvent {
  readonly date: TradingDate;
  readonly kind: IndexEventKind;
  readonly symbol: string | null;
  readonly levelBefore: number;
  readonly levelAfter: number;
  readonly divisorBefore: number;
  readonly divisorAfter: number;
  readonly detail: Readonly<Record<string, number | string>>;
}

/** Which events; ends included. */
export interface EventListRequest {
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly kind: IndexEventKind | null;
  readonly symbol: string | null;
  readonly limit: number;
  readonly after: Position | null;
}

const PROBLEM = `case when c.code is null then null
  else jsonb_build_object('code', c.code, 'message', c.message) end as problem`;

/** Reads how indices are computed, and how that went. */
export class IndexComputationReader {
  constructor(private readonly database: Database) {}

  /** All indices with their rules, by slug. */
  rules(): Promise<IndexToCompute[]> {
    return this.database.session.query<IndexToCompute>(
      `select i.id, i.slug, i.kind, i.currency, i.base_date as "baseDate",
         i.base_value::text as "baseValue", i.parameters, s.kind as "strategyKind",
         v.parameters as "strategyParameters", c.inputs, ${PROBLEM}
       from indices i
       left join strategies s on s.id = i.strategy_id
       left join strategy_configs v on v.strategy_id = s.id and v.active
       left join index_computations c on c.index_id = i.id
       order by i.slug collate "C" limit ${INDICES_MAX}`,
    );
  }

  /** How an index was last computed; null where it never was. */
  async find(indexId: string): Promise<StoredComputation | null> {
    const [found] = await this.database.session.query<StoredComputation>(
      `select ${isoTime('c.computed_at')} as "computedAt", ${PROBLEM}, c.notes
       from index_computations c where c.index_id = $1`,
      [indexId],
    );
    return found ?? null;
  }

  /** The problems of all indices, by the index's id. */
  async problems(): Promise<ReadonlyMap<string, StoredProblem>> {
    const rows = await this.database.session.query<{ id: string; problem: StoredProblem }>(
      `select c.index_id as id, ${PROBLEM} from index_computations c
       where c.code is not null limit ${INDICES_MAX}`,
    );
    return new Map(rows.map(({ id, problem }) => [id, problem]));
  }

  /** SHA-256 of all that is told of indices beside their values: rules, ledgers, problems. */
  async hash(): Promise<string> {
    const [row] = await this.database.session.query<{ hash: string }>(
      `select encode(sha256(convert_to(coalesce(string_agg(jsonb_build_array(i.slug, i.name,
         i.description, i.kind, s.slug, i.currency, i.base_date, i.base_value, i.parameters,
         c.inputs, c.code, c.message)::text, ',' order by i.slug collate "C"), ''), 'UTF8')), 'hex')
         as hash
       from indices i left join strategies s on s.id = i.strategy_id
       left join index_computations c on c.index_id = i.id`,
    );
    return row?.hash ?? '';
  }

  /** One page of an index's ledger, in the order in which things happened. */
  events(indexId: string, request: EventListRequest): Promise<Page<ListedEvent>> {
    const parameters = new SqlParameters();
    const conditions = [`e.index_id = ${parameters.add(indexId)}`];
    const asked = [
      ['e.date >=', request.from],
      ['e.date <=', request.to],
      ['e.kind =', request.kind],
      ['a.symbol =', request.symbol],
    ] as const;
    for (const [comparison, value] of asked) {
      if (value !== null) conditions.push(`${comparison} ${parameters.add(value)}`);
    }
    return readPage<ListedEvent>(this.database.session, {
      columns: `e.date, e.kind, a.symbol, e.level_before as "levelBefore",
        e.level_after as "levelAfter", e.divisor_before as "divisorBefore",
        e.divisor_after as "divisorAfter", e.detail`,
      from: 'index_events e left join assets a on a.id = e.asset_id',
      conditions,
      parameters,
      sort: { expression: 'e.date', type: 'date', descending: false },
      tie: { expression: 'e.position', type: 'numeric', descending: false },
      limit: request.limit,
      after: request.after,
    });
  }
}
