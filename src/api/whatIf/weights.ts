import { z } from 'zod';
import { numberFrom } from './spelling.js';

/** Assets that one portfolio holds at most. */
export const PORTFOLIO_ASSETS_MAX = 50;
const CHARACTERS_MAX = 2_500;
const NAME_SHOWN = 30;
/** What the sum of fractions such as 1/3 may be above 1. */
const ROUNDING = 1e-9;

/** Anything that an asset or an index is called by: which of them it is, the database knows. */
const NAME = /^[\w^][\w.^=-]{0,59}$/;

/** A part of a portfolio. */
export interface WeightedAsset {
  /** In capitals. */
  readonly symbol: string;
  /** A fraction of the whole. */
  readonly weight: number;
}

const ACCEPTS = `up to ${String(PORTFOLIO_ASSETS_MAX)} different symbols with fractions that come to 1 at most, SPY:0.6,AGG:0.4, or symbols alone for equal parts`;

const shown = (text: string): string => `"${text.replace(/\p{Cc}/gu, '?').slice(0, NAME_SHOWN)}"`;

/** What a text holds, by symbol; or what is wrong with it. */
export function readWeights(text: string): readonly WeightedAsset[] | string {
  if (text.length > CHARACTERS_MAX) return 'is too long';
  const parts = text.split(',').map((part) => part.split(':').map((piece) => piece.trim()));
  if (parts.length > PORTFOLIO_ASSETS_MAX) {
    return `names ${String(parts.length)} assets, ${String(PORTFOLIO_ASSETS_MAX)} are the most`;
  }
  const assets: WeightedAsset[] = [];
  for (const [name = '', weight, ...rest] of parts) {
    if (!NAME.test(name) || rest.length > 0) return `holds ${shown(name)}, which is no symbol`;
    const symbol = name.toUpperCase();
    if (assets.some((asset) => asset.symbol === symbol)) return `names ${symbol} more than once`;
    if ((weight === undefined) !== (parts[0]?.[1] === undefined)) {
      return `weighs some assets, and ${symbol} not like them`;
    }
    const read = weight === undefined ? 1 / parts.length : readWeight(symbol, weight);
    if (typeof read === 'string') return read;
    assets.push({ symbol, weight: read });
  }
  return problemOfSum(assets) ?? assets.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

function readWeight(symbol: string, text: string): number | string {
  const percent = /^([\d.]+) ?%$/.exec(text)?.[1];
  const weight = numberFrom(percent ?? text);
  if (weight === undefined) return `weighs ${symbol} with ${shown(text)}, which is no number`;
  if (percent !== undefined || weight > 1) {
    const fraction = String(Number((weight / 100).toPrecision(12)));
    return `weighs ${symbol} with ${shown(text)}: weights are fractions, ${fraction} for ${String(weight)} percent`;
  }
  return weight < 0 ? `weighs ${symbol} with less than nothing: nothing is sold short` : weight;
}

function problemOfSum(assets: readonly WeightedAsset[]): string | null {
  const sum = assets.reduce((total, { weight }) => total + weight, 0);
  if (sum > 1 + ROUNDING) {
    const told = String(Number(sum.toPrecision(9)));
    return `comes to ${told} together: at most 1, nothing is borrowed`;
  }
  return sum > 0 ? null : 'weighs nothing: give one asset or more a part';
}

/** What is held, by symbol. What the weights leave of 1 is cash. */
export const weights = z
  .string()
  .transform((text, context): readonly WeightedAsset[] => {
    const read = readWeights(text);
    if (typeof read !== 'string') return read;
    context.addIssue({ code: 'custom', message: read, params: { accepts: ACCEPTS } });
    return z.NEVER;
  })
  .meta({
    description: `What is held; what the fractions leave of 1 is cash. Accepts ${ACCEPTS}.`,
    example: 'SPY:0.6,AGG:0.4',
    maxLength: CHARACTERS_MAX,
  });

/** Weights as they stand in an address: symbols alone where they are equal parts of the whole. */
export function spelledWeights(assets: readonly WeightedAsset[]): string {
  const part = 1 / assets.length;
  if (assets.every(({ weight }) => weight === part)) {
    return assets.map(({ symbol }) => symbol).join(',');
  }
  return assets.map(({ symbol, weight }) => `${symbol}:${String(weight)}`).join(',');
}
