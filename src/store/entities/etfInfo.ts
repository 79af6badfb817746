import { defineEntity, p } from '@mikro-orm/core';
import { decimalOf, requireFields, type DecimalInput } from '../../domain/fieldRules.js';
import { ETF_RULES } from '../../domain/marketRules.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { Weight } from '../../domain/asset.js';
import { Asset } from './asset.js';
import { between, createdAt, numeric, touchTrigger, updatedAt } from './columns.js';

const EtfInfoSchema = defineEntity({
  name: 'EtfInfo',
  tableName: 'etf_info',
  properties: {
    asset: () => p.oneToOne(Asset).primary().owner().deleteRule('cascade').updateRule('no action'),
    expenseRatio: numeric(10, 6).nullable().comment('fraction of assets per year'),
    assetsUnderManagement: numeric(20, 2).nullable(),
    category: p.string().length(100).nullable(),
    issuer: p.string().length(100).nullable(),
    inceptionDate: p.date().nullable(),
    trackedIndex: p.string().length(200).nullable(),
    region: p.string().length(100).nullable(),
    style: p.string().length(100).nullable(),
    dividendYield: numeric(10, 6).nullable().comment('fraction of price, trailing year'),
    sectorWeights: p.json<readonly Weight[]>().defaultRaw(`'[]'`),
    countryWeights: p.json<readonly Weight[]>().defaultRaw(`'[]'`),
    topHoldings: p.json<readonly Weight[]>().defaultRaw(`'[]'`),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    { name: 'etf_info_expense_ratio_range', expression: between('expense_ratio', 0, 0.25) },
    {
      name: 'etf_info_assets_range',
      expression: "assets_under_management >= 0 and assets_under_management < 'Infinity'",
    },
    { name: 'etf_info_dividend_yield_range', expression: between('dividend_yield', 0, 1) },
  ],
  indexes: [
    { name: 'etf_info_category_index', properties: ['category'] },
    { name: 'etf_info_issuer_index', properties: ['issuer'] },
  ],
  triggers: [touchTrigger('etf_info')],
});

/** Facts of a fund; rates are fractions. */
export interface EtfDraft {
  readonly expenseRatio?: DecimalInput | null;
  readonly assetsUnderManagement?: DecimalInput | null;
  readonly category?: string | null;
  readonly issuer?: string | null;
  readonly inceptionDate?: TradingDate | null;
  readonly trackedIndex?: string | null;
  readonly region?: string | null;
  readonly style?: string | null;
  readonly dividendYield?: DecimalInput | null;
}

const UNKNOWN: Required<EtfDraft> = {
  expenseRatio: null,
  assetsUnderManagement: null,
  category: null,
  issuer: null,
  inceptionDate: null,
  trackedIndex: null,
  region: null,
  style: null,
  dividendYield: null,
};

/** What is known of a fund beside its prices. Rates and weights are fractions. */
export class EtfInfo extends EtfInfoSchema.class {
  /** What is not given is unknown. @throws HighwaterError FIELD_REFUSED */
  constructor({ asset, ...given }: EtfDraft & { asset: Asset }) {
    super();
    const known = { ...UNKNOWN, ...given };
    requireFields('fund', ETF_RULES, known);
    Object.assign(this, {
      asset,
      ...known,
      sectorWeights: [],
      countryWeights: [],
      topHoldings: [],
    });
    this.expenseRatio = decimalOf(known.expenseRatio);
    this.assetsUnderManagement = decimalOf(known.assetsUnderManagement);
    this.dividendYield = decimalOf(known.dividendYield);
  }
}
EtfInfoSchema.setClass(EtfInfo);
