import { z } from 'zod';
import { ASSET_TYPES } from '../../domain/asset.js';
import { enveloped, listed } from '../http/meta.js';

const textOrNull = z.string().nullable();
const dateOrNull = z.iso.date().nullable();

export const assetRow = z
  .object({
    symbol: z.string(),
    name: textOrNull,
    type: z.enum(ASSET_TYPES),
    sector: textOrNull,
    currency: z.string().describe('ISO 4217.'),
    exchange: textOrNull,
    active: z.boolean().describe('Whether it is still refreshed.'),
    category: textOrNull,
    issuer: textOrNull,
    expenseRatio: z.number().nullable().describe('Fraction of assets per year.'),
    assetsUnderManagement: textOrNull.describe('Decimal, in the currency of the asset.'),
    firstDate: dateOrNull.describe('The first session with a price.'),
    lastDate: dateOrNull.describe('The newest session with a price.'),
  })
  .meta({ id: 'Asset' });

const weights = z
  .array(
    z
      .object({ name: z.string(), symbol: z.string().optional(), weight: z.number() })
      .meta({ id: 'Weight' }),
  )
  .describe('Fractions of the fund.');

const assetDetail = assetRow
  .extend({
    inceptionDate: dateOrNull,
    trackedIndex: textOrNull,
    region: textOrNull,
    style: textOrNull,
    dividendYield: z.number().nullable().describe('Fraction of price, trailing twelve months.'),
    sectorWeights: weights,
    countryWeights: weights,
    topHoldings: weights,
  })
  .meta({ id: 'AssetDetail' });

export const assetList = listed(assetRow).meta({ id: 'AssetList' });
export const assetAnswer = enveloped(assetDetail).meta({ id: 'AssetAnswer' });
