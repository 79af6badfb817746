import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Publication } from '../../store/publication.reader.js';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { Figures } from './figures.js';
import { figuresOf } from './figuresOf.js';
import { figuresQuery, type FiguresQuery } from './figures.query.js';
import { figuresAnswer } from './figures.response.js';

@ApiTags('metrics')
@Controller('v1/assets/:symbol/metrics')
export class FiguresController {
  constructor(private readonly figures: Figures) {}

  @Get()
  @Answers({
    summary: 'The risk and performance figures of an asset.',
    description:
      'Of published windows the figures that the screener sorts by come from the snapshot; all ' +
      'others are computed when asked for.',
    response: figuresAnswer,
    isTabular: true,
  })
  async one(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: figuresQuery }) query: FiguresQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const choice = await this.figures.choose(symbol, query, requireSnapshot(publication));
    return figuresOf(this.figures, choice, query);
  }
}
