import { z } from 'zod';
import { ASSET_TYPES } from '../../domain/asset.js';
import { ASSET_SORTS } from '../../store/assets.reader.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { choice, cursor, format, limit, sort, text } from '../http/parameters.js';

export const assetsQuery = z.object({
  type: choice('Only assets of this type.', ASSET_TYPES, 'etf').optional(),
  category: text('Only funds of this category.', 'Large Blend').optional(),
  sector: text('Only assets of this sector.').optional(),
  issuer: text('Only funds of this issuer.').optional(),
  q: text('Part of the symbol or the name, in any case.', 'bond').optional(),
  sort: sort(ASSET_SORTS, 'symbol'),
  limit: limit(ANSWER_LIMITS.pageDefault, ANSWER_LIMITS.pageMax),
  cursor,
  format,
});
export type AssetsQuery = z.output<typeof assetsQuery>;
