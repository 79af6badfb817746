import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { adjustBars, factorsAsOf } from '../../domain/adjustedBars.js';
import { resample } from '../../domain/resample.js';
import {
  addDays,
  fromEpochDay,
  isTradingDate,
  type TradingDate,
} from '../../domain/tradingDate.js';
import { PriceReader } from '../../store/prices.reader.js';
import type { Publication } from '../../store/publication.reader.js';
import { badCursor } from '../../store/sqlPage.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { assetNotFound, symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { pricesQuery, type PricesQuery } from './prices.query.js';
import { priceList, priceRow, priceRows } from './prices.response.js';

@ApiTags('assets')
@Controller('v1/assets/:symbol/prices')
export class PricesController {
  constructor(private readonly prices: PriceReader) {}

  @Get()
  @Answers({ summary: 'Prices of an asset, oldest first.', response: priceList, isTabular: true })
  async list(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: pricesQuery }) query: PricesQuery,
    @Published() { snapshot }: Publication,
  ): Promise<Answer> {
    const { adjust, frequency, limit } = query;
    const scope = `prices ${symbol} ${frequency}`;
    const asset = await this.prices.asset(symbol);
    if (asset === null) throw assetNotFound(symbol);
    const asOf = snapshot?.asOf ?? null;
    const bars = await this.prices.bars(asset.id, {
      from: firstDate(query.from, decodeCursor(scope, query.cursor)?.tie),
      to: earlier(query.to, asOf),
      limit: frequency === 'daily' ? limit + 1 : ANSWER_LIMITS.sessionsMax,
    });
    const factors = asOf === null ? asset.factors : factorsAsOf(asset.factors, asOf);
    const periods = resample(adjustBars(bars, factors, adjust), frequency);
    const lastShown = periods.dates.length > limit ? periods.dates[limit - 1] : undefined;
    const next =
      lastShown === undefined
        ? null
        : encodeCursor(scope, { value: null, tie: fromEpochDay(lastShown) });
    const answer = listAnswer(`${symbol}-prices`, columnsOf(priceRow), {
      rows: priceRows(periods, limit),
      next,
    });
    return { ...answer, meta: { symbol, adjust, frequency } };
  }
}

/** The day after the cursor's, or `from`. */
function firstDate(from: TradingDate | undefined, after: string | undefined): TradingDate | null {
  if (after === undefined) return from ?? null;
  if (!isTradingDate(after)) throw badCursor();
  return addDays(after, 1);
}

/** Nothing newer than the published snapshot is shown. */
function earlier(to: TradingDate | undefined, asOf: TradingDate | null): TradingDate | null {
  if (to === undefined || asOf === null) return to ?? asOf;
  return to < asOf ? to : asOf;
}
