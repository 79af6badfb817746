import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FigureReader } from '../../store/figures.reader.js';
import type { Publication } from '../../store/publication.reader.js';
import { columnsOf, listAnswer, pageOf, type Answer } from '../http/answer.js';
import { decodeCursor } from '../http/cursor.js';
import { Figures } from '../figures/figures.js';
import { Answers } from '../http/describe.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { withComputed } from './computedFields.js';
import { isStoredField, screenerQuery, type ScreenerQuery } from './screener.query.js';
import { screenHead, screenerList } from './screener.response.js';

@ApiTags('metrics')
@Controller('v1/metrics')
export class ScreenerController {
  constructor(
    private readonly stored: FigureReader,
    private readonly figures: Figures,
  ) {}

  @Get()
  @Answers({
    summary: 'The screener: the figures of all assets over one window, a flat row each.',
    description:
      'Sorts and filters by the figures that the snapshot holds; any other metric named in fields ' +
      'is computed for the rows of the page.',
    response: screenerList,
    isTabular: true,
  })
  async list(
    @Query({ schema: screenerQuery }) query: ScreenerQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { window, fields, sort } = query;
    const scope = `metrics ${window} ${sort.descending ? '-' : ''}${sort.by}`;
    const snapshot = requireSnapshot(publication);
    const page = await this.stored.screen({
      snapshotId: snapshot.id,
      window,
      fields: fields.filter(isStoredField),
      conditions: query.filter ?? [],
      sort,
      limit: query.limit,
      after: decodeCursor(scope, query.cursor),
    });
    const rows = await withComputed(this.figures, page.rows, { snapshot, window, fields });
    const columns = [...columnsOf(screenHead), ...fields];
    return listAnswer(`metrics-${window}`, columns, pageOf(scope, { ...page, rows }));
  }
}
