import { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';
import {
  requireKnownToStrategy,
  spelledStrategy,
  strategyOfQuery,
  strategyParameters,
  type PortfolioDefinition,
} from '../whatIf/definition.js';
import { readQuery } from '../http/requestPipe.js';
import { readWeights, spelledWeights } from '../whatIf/weights.js';

/** Portfolios that are held against each other at most. */
export const COMPARED_MAX = 10;
const CHARACTERS_MAX = 2_500;
/** Plain words: they name columns of tables. */
const LABEL = /^[\p{L}\p{N}^][\p{L}\p{N} ._^/%+-]{0,39}$/u;

const ACCEPTS = `up to ${String(COMPARED_MAX)} of "label;weights", with "strategy=…" or "rebalance=…" and the strategy's own parameters behind them, each after a semicolon; or a symbol alone`;

/** A portfolio under the name that it is compared by. */
export interface LabelledPortfolio extends PortfolioDefinition {
  readonly label: string;
}

/** The portfolios of an address, the first of which the others are held against. */
export const portfolioList = z
  .array(z.string().max(CHARACTERS_MAX))
  .min(1)
  .max(COMPARED_MAX, `is given more than ${String(COMPARED_MAX)} times`)
  .transform((texts, context): readonly LabelledPortfolio[] => {
    const portfolios: LabelledPortfolio[] = [];
    for (const text of texts) {
      const read = portfolioOf(text);
      const label = typeof read === 'string' ? '' : read.label;
      const isRepeated = portfolios.some((it) => it.label.toLowerCase() === label.toLowerCase());
      const problem = typeof read === 'string' ? read : `names two portfolios "${label}"`;
      if (typeof read === 'string' || isRepeated) {
        context.addIssue({ code: 'custom', message: problem, params: { accepts: ACCEPTS } });
        return z.NEVER;
      }
      portfolios.push(read);
    }
    return portfolios;
  })
  .meta({
    type: 'array',
    items: { type: 'string' },
    description: `A portfolio or strategy; given once for each, the first is what the others are held against. Accepts ${ACCEPTS}.`,
    example: ['balanced;SPY:0.6,AGG:0.4;rebalance=monthly'],
  });

/** What a text means; or what is wrong with it. */
function portfolioOf(text: string): LabelledPortfolio | string {
  const [first = '', ...rest] = text.split(';').map((part) => part.trim());
  const isAlone = rest.length === 0;
  const label = isAlone ? first.toUpperCase() : first;
  if (!LABEL.test(label)) return `begins with "${first.slice(0, 40)}", which is no label`;
  const weights = readWeights(isAlone ? first : (rest[0] as string));
  if (typeof weights === 'string') return `of "${label}" ${weights}`;
  const query: Record<string, string> = {};
  for (const part of rest.slice(1)) {
    const [name = '', ...value] = part.split('=');
    if (value.length !== 1)
      return `of "${label}" holds "${part.slice(0, 40)}": name=value is meant`;
    if (name.trim() in query) return `of "${label}" gives ${name.trim().slice(0, 40)} twice`;
    query[name.trim()] = value[0] as string;
  }
  try {
    requireKnownToStrategy(query, ['strategy', 'rebalance']);
    const strategy = strategyOfQuery(readQuery(z.object(strategyParameters), query));
    return { label, weights, ...strategy };
  } catch (thrown) {
    if (thrown instanceof HighwaterError) return `of "${label}": ${thrown.message}`;
    throw thrown;
  }
}

/** A portfolio in its one spelling. */
export function spelledPortfolio(portfolio: LabelledPortfolio): string {
  const { label, weights } = portfolio;
  const rule = spelledStrategy(portfolio).map(([name, value]) => `${name}=${value}`);
  const isOneAsset = weights.length === 1 && weights[0]?.weight === 1 && rule.length === 0;
  if (isOneAsset && weights[0]?.symbol === label) return label;
  return [label, spelledWeights(weights), ...rule].join(';');
}
