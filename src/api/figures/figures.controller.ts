import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { WindowFigures } from '../../analytics/frames/figures.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { AssetReader } from '../../store/assets.reader.js';
import type { RiskMetricField } from '../../store/entities/riskMetrics.js';
import { FigureReader } from '../../store/figures.reader.js';
import type { Publication } from '../../store/publication.reader.js';
import { SeriesStore } from '../../store/series.store.js';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { assetNotFound, symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { choiceOf, computeFigures, figuresFromStore, type FigureChoice } from './figures.js';
import { figuresQuery, type FiguresQuery } from './figures.query.js';
import { answerOf, figuresAnswer } from './figures.response.js';

@ApiTags('metrics')
@Controller('v1/assets/:symbol/metrics')
export class FiguresController {
  constructor(
    private readonly figures: FigureReader,
    private readonly series: SeriesStore,
    private readonly assets: AssetReader,
  ) {}

  @Get()
  @Answers({
    summary: 'The risk and performance figures of an asset.',
    description:
      'Published windows come from the snapshot; any other choice is computed when asked.',
    response: figuresAnswer,
    isTabular: true,
  })
  async one(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: figuresQuery }) query: FiguresQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const snapshot = requireSnapshot(publication);
    const choice = choiceOf(query, snapshot);
    const stored =
      choice.isPublished && 'window' in choice.range
        ? await this.figures.find(snapshot.id, symbol, choice.range.window)
        : null;
    const figures = stored === null ? await this.compute(symbol, choice) : figuresFromStore(stored);
    const isDetailed = query.detail === 'true';
    return answerOf(symbol, choice, figures, { isDetailed, definitions: snapshot.definitions });
  }

  private async compute(
    symbol: string,
    choice: FigureChoice,
  ): Promise<WindowFigures<RiskMetricField>> {
    const series = await this.history(symbol);
    const isBenchmark = choice.benchmark === symbol;
    const benchmark = isBenchmark ? null : await this.history(choice.benchmark);
    return computeFigures(choice, symbol, series, benchmark);
  }

  /** Null for an asset without prices. @throws HighwaterError ASSET_NOT_FOUND */
  private async history(symbol: string): Promise<PriceSeries | null> {
    const stored = await this.series.load(symbol);
    if (stored !== null) return stored.series;
    if (!(await this.assets.exists(symbol))) throw assetNotFound(symbol);
    return null;
  }
}
