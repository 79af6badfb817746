import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FigureReader } from '../../store/figures.reader.js';
import type { Publication } from '../../store/publication.reader.js';
import { columnsOf, listAnswer, pageOf, type Answer } from '../http/answer.js';
import { decodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { screenerQuery, type ScreenerQuery } from './screener.query.js';
import { screenHead, screenerList } from './screener.response.js';

@ApiTags('metrics')
@Controller('v1/metrics')
export class ScreenerController {
  constructor(private readonly figures: FigureReader) {}

  @Get()
  @Answers({
    summary: 'The screener: the figures of all assets over one window, a flat row each.',
    response: screenerList,
    isTabular: true,
  })
  async list(
    @Query({ schema: screenerQuery }) query: ScreenerQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { window, fields, sort } = query;
    const scope = `metrics ${window} ${sort.descending ? '-' : ''}${sort.by}`;
    const page = await this.figures.screen({
      snapshotId: requireSnapshot(publication).id,
      window,
      fields,
      conditions: query.filter ?? [],
      sort,
      limit: query.limit,
      after: decodeCursor(scope, query.cursor),
    });
    const columns = [...columnsOf(screenHead), ...fields];
    return listAnswer(`metrics-${window}`, columns, pageOf(scope, page));
  }
}
