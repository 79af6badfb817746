import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Publication } from '../../store/publication.reader.js';
import { drawdownsQuery, type DrawdownsQuery } from '../drawdowns/drawdowns.query.js';
import { indexDrawdownList } from '../drawdowns/drawdowns.response.js';
import { drawdownsOf } from '../drawdowns/drawdownsOf.js';
import { Figures } from '../figures/figures.js';
import { figuresOf } from '../figures/figuresOf.js';
import { figuresQuery, type FiguresQuery } from '../figures/figures.query.js';
import { indexFiguresAnswer } from '../figures/figures.response.js';
import { Histories, NO_HISTORY } from '../figures/histories.js';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { Published } from '../http/reading.js';
import { returnsQuery, type ReturnsQuery } from '../returns/returns.query.js';
import { indexReturnList } from '../returns/returns.response.js';
import { returnsOf } from '../returns/returnsOf.js';
import { rollingQuery, type RollingQuery } from '../rolling/rolling.query.js';
import { indexRollingList } from '../rolling/rolling.response.js';
import { rollingOf } from '../rolling/rollingOf.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { indexPath, type IndexPath } from './indexPath.js';

/** What is asked of an asset's prices, asked of an index's values. */
@ApiTags('indices')
@Controller('v1/indices/:slug')
export class IndexFiguresController {
  constructor(
    private readonly figures: Figures,
    private readonly histories: Histories,
  ) {}

  @Get('metrics')
  @Answers({
    summary: 'The risk and performance figures of an index.',
    description: 'As those of an asset. What an index was believed to be in the past is not kept.',
    response: indexFiguresAnswer,
    isTabular: true,
  })
  async metrics(
    @Param({ schema: indexPath }) { slug }: IndexPath,
    @Query({ schema: figuresQuery }) query: FiguresQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const snapshot = requireSnapshot(publication);
    const choice = await this.figures.choose(slug, query, snapshot, 'index');
    return figuresOf(this.figures, choice, query);
  }

  @Get('rolling')
  @Answers({
    summary: 'Figures of every window of one length of an index, oldest first.',
    response: indexRollingList,
    isTabular: true,
  })
  rolling(
    @Param({ schema: indexPath }) { slug }: IndexPath,
    @Query({ schema: rollingQuery }) query: RollingQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    return rollingOf(this.figures, { kind: 'index', name: slug }, query, publication);
  }

  @Get('returns')
  @Answers({
    summary: 'Returns of an index by month, quarter or year.',
    response: indexReturnList,
    isTabular: true,
  })
  async returns(
    @Param({ schema: indexPath }) { slug }: IndexPath,
    @Query({ schema: returnsQuery }) query: ReturnsQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { asOf } = requireSnapshot(publication);
    const series = (await this.histories.index(slug)) ?? NO_HISTORY;
    return { ...returnsOf(slug, series, query, asOf), meta: { index: slug, by: query.by } };
  }

  @Get('drawdowns')
  @Answers({
    summary: 'The worst drawdowns of an index, with peak, trough and recovery.',
    response: indexDrawdownList,
    isTabular: true,
  })
  async drawdowns(
    @Param({ schema: indexPath }) { slug }: IndexPath,
    @Query({ schema: drawdownsQuery }) query: DrawdownsQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { asOf } = requireSnapshot(publication);
    const series = (await this.histories.index(slug)) ?? NO_HISTORY;
    const answer = drawdownsOf(slug, series, query, asOf);
    return { ...answer, meta: { index: slug, ...answer.meta } };
  }
}
