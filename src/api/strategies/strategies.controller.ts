import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { badCursor } from '../../store/sqlPage.js';
import { StrategyReader, type ListedStrategy } from '../../store/strategies.reader.js';
import { columnsOf, listAnswer, pageOf, type Answer } from '../http/answer.js';
import { ReaderId, notSignedIn } from '../http/authentication.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { TakesNoParameters } from '../http/knownParameters.js';
import {
  strategiesQuery,
  strategyNotFound,
  strategyPath,
  versionsQuery,
  type StrategiesQuery,
  type StrategyPath,
  type VersionsQuery,
} from './strategies.query.js';
import {
  strategyAnswer,
  strategyList,
  strategyRow,
  toldStrategy,
  versionList,
  versionRow,
} from './strategies.response.js';

const SCOPE = 'strategies';

@ApiTags('portfolios')
@Controller('v1/strategies')
export class StrategiesController {
  constructor(private readonly strategies: StrategyReader) {}

  @Get()
  @Answers({
    summary: "The system's strategies and the caller's own, by slug.",
    description: 'Each with the documentation of its kind and a JSON schema of its parameters.',
    response: strategyList,
    isTabular: true,
    caching: 'content',
  })
  async list(
    @Query({ schema: strategiesQuery }) query: StrategiesQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    const isFollowed = query.followed === 'true';
    if (isFollowed && visibleTo === null) throw notSignedIn();
    const page = await this.strategies.list({
      visibleTo,
      isFollowed,
      limit: query.limit,
      after: decodeCursor(SCOPE, query.cursor),
    });
    const { rows, next } = pageOf(SCOPE, page);
    const table = { name: SCOPE, columns: columnsOf(strategyRow), rows };
    return { data: rows.map(toldStrategy), table, next };
  }

  @Get(':slug')
  @TakesNoParameters()
  @Answers({
    summary: 'One strategy with the documentation of its kind.',
    response: strategyAnswer,
    caching: 'content',
  })
  async one(
    @Param({ schema: strategyPath }) { slug }: StrategyPath,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    return { data: toldStrategy(await this.#find(slug, visibleTo)) };
  }

  @Get(':slug/versions')
  @Answers({
    summary: 'The versions of a strategy with their parameters, newest first.',
    response: versionList,
    isTabular: true,
    caching: 'content',
  })
  async versions(
    @Param({ schema: strategyPath }) path: StrategyPath,
    @Query({ schema: versionsQuery }) query: VersionsQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    const { id, slug } = await this.#find(path.slug, visibleTo);
    const scope = `versions ${id}`;
    const before = versionOf(decodeCursor(scope, query.cursor)?.tie);
    const found = await this.strategies.versions(id, visibleTo, query.limit + 1, before);
    const rows = found.slice(0, query.limit);
    const last = found.length > query.limit ? rows.at(-1) : undefined;
    const next =
      last === undefined ? null : encodeCursor(scope, { value: null, tie: String(last.version) });
    return listAnswer(`${slug}-versions`, columnsOf(versionRow), { rows, next });
  }

  async #find(slug: string, visibleTo: string | null): Promise<ListedStrategy> {
    const strategy = await this.strategies.find(slug, visibleTo);
    if (strategy === null) throw strategyNotFound();
    return strategy;
  }
}

function versionOf(tie: string | undefined): number | null {
  if (tie === undefined) return null;
  if (!/^\d{1,9}$/.test(tie)) throw badCursor();
  return Number(tie);
}
