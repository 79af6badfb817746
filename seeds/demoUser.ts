import { randomBytes } from 'node:crypto';
import type { PortfolioDraft } from '../src/domain/portfolio.js';
import type { StrategyDraft, StrategyVersionDraft } from '../src/domain/strategyDefinition.js';

/** Someone to try accounts with. example is a domain that nobody can own (RFC 2606). */
export const DEMO_USER = { email: 'demo@highwater.example', username: 'highwater-demo' } as const;

/** A private portfolio, which nobody else may see. */
export const DEMO_PORTFOLIO: PortfolioDraft = {
  name: 'My savings',
  description: 'The demo user’s own: private, and gone with the user.',
  isPublic: false,
  initialCapital: '25000.00',
  benchmark: 'SPY',
  holdings: [
    { symbol: 'VOO', allocation: '0.5' },
    { symbol: 'AGG', allocation: '0.3' },
    { symbol: 'GLD', allocation: '0.1' },
  ],
};

export const DEMO_STRATEGY: StrategyDraft & { readonly version: StrategyVersionDraft } = {
  slug: 'demo-yearly-rebalance',
  name: 'Once a year',
  description: 'The demo user’s own: rebalances at the end of each year.',
  kind: 'rebalance',
  version: { name: 'yearly', parameters: { frequency: 'yearly' } },
};

/** Strategies of the system that the demo user has chosen. */
export const DEMO_FOLLOWED = ['momentum', 'risk-parity'] as const;

/**
 * A hash that no password has: its tag is random. Seeds run where output is kept, so they make no
 * password; `highwater user passwd` sets one.
 */
export function unusablePasswordHash(): string {
  const base64 = (bytes: number): string =>
    randomBytes(bytes).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=19456,t=2,p=1$${base64(16)}$${base64(32)}`;
}
