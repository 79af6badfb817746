import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Publication } from '../../store/publication.reader.js';
import { Figures } from '../figures/figures.js';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { rollingQuery, type RollingQuery } from './rolling.query.js';
import { rollingList } from './rolling.response.js';
import { rollingOf } from './rollingOf.js';

@ApiTags('metrics')
@Controller('v1/assets/:symbol/rolling')
export class RollingController {
  constructor(private readonly figures: Figures) {}

  @Get()
  @Answers({
    summary: 'Figures of every window of one length, oldest first.',
    description: 'A row per window, dated by its last day; a figure that cannot be had is null.',
    response: rollingList,
    isTabular: true,
  })
  async list(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: rollingQuery }) query: RollingQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    return rollingOf(this.figures, { kind: 'asset', name: symbol }, query, publication);
  }
}
