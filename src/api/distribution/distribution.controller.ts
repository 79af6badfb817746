import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { distributionOf } from '../../analytics/frames/distribution.js';
import { sampleWindow } from '../../analytics/frames/figures.js';
import type { Publication } from '../../store/publication.reader.js';
import { Histories, NO_HISTORY } from '../figures/histories.js';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { rangeOf } from '../http/historyParameters.js';
import { symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { distributionQuery, type DistributionQuery } from './distribution.query.js';
import { answerOf, distributionAnswer } from './distribution.response.js';

@ApiTags('assets')
@Controller('v1/assets/:symbol/distribution')
export class DistributionController {
  constructor(private readonly histories: Histories) {}

  @Get()
  @Answers({
    summary: 'How the returns of an asset are distributed: histogram, quantiles, normality.',
    description: 'Over one year unless a window or dates say so.',
    response: distributionAnswer,
    isTabular: true,
  })
  async one(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: distributionQuery }) query: DistributionQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { asOf } = requireSnapshot(publication);
    const series = (await this.histories.asset(symbol)) ?? NO_HISTORY;
    const { basis, bins } = query;
    const { sample, from, to } = sampleWindow(
      { series, benchmark: null, riskFree: 0, basis },
      rangeOf(query, asOf, '1y'),
    );
    const found = sample === null ? 'insufficient-history' : distributionOf(sample, bins);
    return answerOf({ symbol, from, to, basis }, found);
  }
}
