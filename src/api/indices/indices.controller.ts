import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { addDays, isTradingDate, type TradingDate } from '../../domain/tradingDate.js';
import { IndexComputationReader } from '../../store/indexComputations.reader.js';
import { IndexReader, type ListedIndex } from '../../store/indices.reader.js';
import type { Publication } from '../../store/publication.reader.js';
import { badCursor } from '../../store/sqlPage.js';
import { columnsOf, listAnswer, pageOf, type Answer } from '../http/answer.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { TakesFormat, TakesNoParameters } from '../http/knownParameters.js';
import { Published } from '../http/reading.js';
import { indexNotFound, indexPath, type IndexPath } from './indexPath.js';
import {
  indexAllocationsQuery,
  indexEventsQuery,
  indexValuesQuery,
  type IndexAllocationsQuery,
  type IndexEventsQuery,
  type IndexValuesQuery,
} from './indices.query.js';
import * as told from './indices.response.js';

@ApiTags('indices')
@Controller('v1/indices')
export class IndicesController {
  constructor(
    private readonly indices: IndexReader,
    private readonly computations: IndexComputationReader,
  ) {}

  @Get()
  @TakesFormat()
  @Answers({
    summary: 'The indices that are computed here.',
    response: told.indexList,
    isTabular: true,
  })
  async list(@Published() { snapshot }: Publication): Promise<Answer> {
    const [indices, problems] = [await this.indices.list(), await this.computations.problems()];
    const asOf = snapshot?.asOf ?? null;
    const rows = indices.map((it) => told.indexRowOf(it, problems.get(it.id) ?? null, asOf));
    return listAnswer('indices', columnsOf(told.indexRow), { rows, next: null });
  }

  @Get(':slug')
  @TakesNoParameters()
  @Answers({ summary: 'One index: its rule, and how it was computed.', response: told.indexAnswer })
  async one(
    @Param({ schema: indexPath }) { slug }: IndexPath,
    @Published() { snapshot }: Publication,
  ): Promise<Answer> {
    const index = await this.#index(slug);
    const computation = await this.computations.find(index.id);
    return { data: told.indexDetailOf(index, computation, snapshot?.asOf ?? null) };
  }

  @Get(':slug/values')
  @Answers({
    summary: 'Closes of an index with returns and divisors, oldest first.',
    response: told.indexValueList,
    isTabular: true,
  })
  async values(
    @Param({ schema: indexPath }) { slug }: IndexPath,
    @Query({ schema: indexValuesQuery }) { from, to, limit, cursor }: IndexValuesQuery,
    @Published() { snapshot }: Publication,
  ): Promise<Answer> {
    const scope = `index values ${slug}`;
    const index = await this.#index(slug);
    const found = await this.indices.closes(index.id, {
      from: firstDate(from, decodeCursor(scope, cursor)?.tie),
      to: told.earlier(to, snapshot?.asOf ?? null),
      limit: limit + 1,
    });
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const next = last === undefined ? null : encodeCursor(scope, { value: null, tie: last.date });
    const answer = listAnswer(`${slug}-values`, columnsOf(told.indexValueRow), { rows, next });
    return { ...answer, meta: { index: slug } };
  }

  @Get(':slug/allocations')
  @Answers({
    summary: 'What an index held, from a rebalance on.',
    description:
      'Of a date, heaviest first; of a range, by date and symbol. Weights are those of the ' +
      'rebalance: they drift until the next one.',
    response: told.indexAllocationList,
    isTabular: true,
  })
  async allocations(
    @Param({ schema: indexPath }) { slug }: IndexPath,
    @Query({ schema: indexAllocationsQuery }) query: IndexAllocationsQuery,
    @Published() { snapshot }: Publication,
  ): Promise<Answer> {
    const index = await this.#index(slug);
    const asOf = snapshot?.asOf ?? null;
    const name = `${slug}-allocations`;
    const columns = columnsOf(told.indexAllocationRow);
    if ((query.from ?? query.to ?? query.cursor) === undefined) {
      const date = told.earlier(query.date, asOf) ?? index.lastDate;
      const rows = date === null ? [] : await this.indices.allocationsOn(index.id, date);
      const answer = listAnswer(name, columns, { rows, next: null });
      return { ...answer, meta: { index: slug, date: rows[0]?.date ?? null } };
    }
    const scope = `index allocations ${slug}`;
    const page = await this.indices.allocationPage(index.id, {
      from: query.from ?? null,
      to: told.earlier(query.to, asOf),
      limit: query.limit,
      after: decodeCursor(scope, query.cursor),
    });
    return { ...listAnswer(name, columns, pageOf(scope, page)), meta: { index: slug } };
  }

  @Get(':slug/events')
  @Answers({
    summary: 'The ledger of an index: each event with level and divisor before and after it.',
    description:
      'Entries, exits, changes of shares, caps, rebalances, splits and reinvested cash, in their ' +
      'order. The parts of one rebalance take effect together.',
    response: told.indexEventList,
    isTabular: true,
  })
  async events(
    @Param({ schema: indexPath }) { slug }: IndexPath,
    @Query({ schema: indexEventsQuery }) query: IndexEventsQuery,
    @Published() { snapshot }: Publication,
  ): Promise<Answer> {
    const index = await this.#index(slug);
    const scope = `index events ${slug}`;
    const page = await this.computations.events(index.id, {
      from: query.from ?? null,
      to: told.earlier(query.to, snapshot?.asOf ?? null),
      kind: query.kind ?? null,
      symbol: query.symbol ?? null,
      limit: query.limit,
      after: decodeCursor(scope, query.cursor),
    });
    const columns = columnsOf(told.indexEventRow);
    return { ...listAnswer(`${slug}-events`, columns, pageOf(scope, page)), meta: { index: slug } };
  }

  async #index(slug: string): Promise<ListedIndex> {
    const index = await this.indices.find(slug);
    if (index === null) throw indexNotFound(slug);
    return index;
  }
}

/** The day after the cursor's, or `from`. */
function firstDate(from: TradingDate | undefined, after: string | undefined): TradingDate | null {
  if (after === undefined) return from ?? null;
  if (!isTradingDate(after)) throw badCursor();
  return addDays(after, 1);
}
