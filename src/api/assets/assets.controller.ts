import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AssetReader } from '../../store/assets.reader.js';
import type { Publication } from '../../store/publication.reader.js';
import { columnsOf, listAnswer, pageOf, type Answer } from '../http/answer.js';
import { decodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { TakesNoParameters } from '../http/knownParameters.js';
import { assetNotFound, symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { assetsQuery, type AssetsQuery } from './assets.query.js';
import { assetAnswer, assetList, assetRow } from './assets.response.js';

@ApiTags('assets')
@Controller('v1/assets')
export class AssetsController {
  constructor(private readonly assets: AssetReader) {}

  @Get()
  @Answers({ summary: 'The universe of assets.', response: assetList, isTabular: true })
  async list(
    @Query({ schema: assetsQuery }) query: AssetsQuery,
    @Published() { snapshot }: Publication,
  ): Promise<Answer> {
    const scope = `assets ${query.sort.descending ? '-' : ''}${query.sort.by}`;
    const page = await this.assets.list({
      type: query.type ?? null,
      category: query.category ?? null,
      sector: query.sector ?? null,
      issuer: query.issuer ?? null,
      q: query.q ?? null,
      sort: query.sort,
      limit: query.limit,
      after: decodeCursor(scope, query.cursor),
      asOf: snapshot?.asOf ?? null,
    });
    return listAnswer('assets', columnsOf(assetRow), pageOf(scope, page));
  }

  @Get(':symbol')
  @TakesNoParameters()
  @Answers({ summary: 'One asset with the facts of its fund.', response: assetAnswer })
  async one(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Published() { snapshot }: Publication,
  ): Promise<Answer> {
    const asset = await this.assets.find(symbol, snapshot?.asOf ?? null);
    if (asset === null) throw assetNotFound(symbol);
    return { data: asset };
  }
}
