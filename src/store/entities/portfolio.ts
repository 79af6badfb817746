import { defineEntity, p } from '@mikro-orm/core';
import { Dec } from '../../domain/decimals.js';
import type { DecimalInput } from '../../domain/fieldRules.js';
import {
  requireAllocation,
  requirePortfolio,
  requirePortfolioSlug,
  requireReader,
  type PortfolioDraft,
} from '../../domain/portfolio.js';
import { Asset } from './asset.js';
import {
  between,
  createdAt,
  id,
  newId,
  numeric,
  positive,
  touchTrigger,
  updatedAt,
} from './columns.js';
import { User } from './user.js';

const PortfolioSchema = defineEntity({
  name: 'Portfolio',
  tableName: 'portfolios',
  properties: {
    id: id(),
    owner: () => p.manyToOne(User).nullable().deleteRule('cascade').updateRule('no action'),
    slug: p
      .string()
      .length(60)
      .nullable()
      .unique('portfolios_slug_unique')
      .comment('of model portfolios'),
    name: p.string().length(100),
    description: p.text().default(''),
    isPublic: p.boolean().default(false),
    initialCapital: numeric(12, 2),
    benchmark: () => p.manyToOne(Asset).nullable().deleteRule('set null').updateRule('no action'),
    holdings: () => p.oneToMany(PortfolioHolding).mappedBy('portfolio'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    { name: 'portfolios_capital_positive', expression: positive('initial_capital') },
    { name: 'portfolios_owned_or_public', expression: 'is_public or owner_id is not null' },
  ],
  indexes: [
    { name: 'portfolios_owner_index', properties: ['owner'] },
    { name: 'portfolios_benchmark_index', properties: ['benchmark'] },
  ],
  triggers: [touchTrigger('portfolios')],
});

/** Target allocations and a capital to begin with; public ones without owner are the models. */
export class Portfolio extends PortfolioSchema.class {
  /** One without holdings yet. @throws HighwaterError FIELD_REFUSED */
  constructor(
    fields: Omit<PortfolioDraft, 'benchmark' | 'holdings'> & {
      owner: User | null;
      slug: string | null;
      benchmark: Asset | null;
    },
  ) {
    super();
    requirePortfolio({ ...fields, benchmark: fields.benchmark?.symbol ?? null, holdings: [] });
    requirePortfolioSlug(fields.slug);
    requireReader(fields.isPublic, fields.owner !== null);
    const initialCapital = new Dec(fields.initialCapital);
    Object.assign(this, { id: newId(), ...fields, initialCapital });
  }
}
PortfolioSchema.setClass(Portfolio);

/**
 * Looked at when the transaction ends, so that weights can move from one asset to another. Its
 * function locks the portfolio: two transactions at once cannot pass 1 together.
 */
const ALLOCATIONS_TRIGGER = `create constraint trigger "portfolio_holdings_sum"
  after insert or update on "portfolio_holdings" deferrable initially deferred
  for each row execute function "portfolio_allocations_at_most_one"()`;

const PortfolioHoldingSchema = defineEntity({
  name: 'PortfolioHolding',
  tableName: 'portfolio_holdings',
  properties: {
    portfolio: () => p.manyToOne(Portfolio).primary().deleteRule('cascade').updateRule('no action'),
    asset: () => p.manyToOne(Asset).primary().deleteRule('no action').updateRule('no action'),
    allocation: numeric(5, 4).comment('fraction of the portfolio'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    { name: 'portfolio_holdings_allocation_range', expression: between('allocation', 0, 1) },
  ],
  indexes: [{ name: 'portfolio_holdings_asset_index', properties: ['asset'] }],
  triggers: [
    touchTrigger('portfolio_holdings'),
    {
      name: 'portfolio_holdings_sum',
      timing: 'after',
      events: ['insert', 'update'],
      forEach: 'row',
      expression: ALLOCATIONS_TRIGGER,
    },
  ],
});

/** How much of a portfolio an asset is meant to be. Together at most 1. */
export class PortfolioHolding extends PortfolioHoldingSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor(fields: { portfolio: Portfolio; asset: Asset; allocation: DecimalInput }) {
    super();
    requireAllocation(fields.allocation);
    Object.assign(this, { ...fields, allocation: new Dec(fields.allocation) });
  }
}
PortfolioHoldingSchema.setClass(PortfolioHolding);
