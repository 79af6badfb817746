import { z } from 'zod';
import { isSymbol } from '../../../../domain/asset.js';
import { FREQUENCIES, type Frequency } from '../../../../domain/resample.js';
import { COVARIANCE_RETURNS_MIN, SHRINKAGE_TARGETS } from '../../optimise/covariance.js';

/** Sessions that a strategy looks back on at most: about ten years. */
export const LOOKBACK_MAX = 2520;
/** Sessions that a trading day may lie from the last one of its period, at most. */
const OFFSET_MAX = 60;
/** Symbols that one parameter lists at most. */
const SYMBOLS_MAX = 500;

/** When a strategy trades after the first purchase. */
export const tradingDays = (frequency: Frequency) => ({
  frequency: z
    .enum(FREQUENCIES)
    .default(frequency)
    .describe('Trades at the close of the last session of each such period.'),
  offset: z
    .int()
    .min(-OFFSET_MAX)
    .max(OFFSET_MAX)
    .default(0)
    .describe('Sessions after that last one; before it, where negative.'),
});

/** How many returns a strategy looks back on, one per session. */
export const lookback = (sessions: number) =>
  z
    .int()
    .min(COVARIANCE_RETURNS_MIN)
    .max(LOOKBACK_MAX)
    .default(sessions)
    .describe('Sessions that are looked back on, up to the newest close that is known.');

/** Newest sessions of a lookback that do not count. */
export const skip = (sessions: number) =>
  z
    .int()
    .min(0)
    .max(LOOKBACK_MAX - 1)
    .default(sessions)
    .describe('Newest sessions that the return leaves out; fewer than lookback.');

/** Holds `skip` below `lookback`. */
export const skipsLess = ({
  skip: skipped,
  lookback: all,
}: {
  skip: number;
  lookback: number;
}): boolean => skipped < all;
export const SKIPS_LESS = { path: ['skip'], message: 'must be less than lookback' };

/** How many assets are picked. */
export const top = (count: number) =>
  z.int().min(1).max(SYMBOLS_MAX).default(count).describe('Assets that are picked at most.');

/** A fraction from 0 to 1. */
export const fraction = (value: number, description: string) =>
  z.number().min(0).max(1).default(value).describe(description);

/** The most that one asset may have of what is invested. */
export const weightMax = (limit: number) =>
  z
    .number()
    .min(0.001)
    .max(1)
    .default(limit)
    .describe(
      'The most that one asset may have, a fraction of what is invested. Where all together do not reach the whole, the rest is cash.',
    );

/** What is held until enough history is known. */
export const insufficientHistory = (rule: 'targets' | 'cash') =>
  z
    .enum(['targets', 'cash'])
    .default(rule)
    .describe('What is held in place of what is not known yet: the targets, or cash.');

/** How a covariance matrix is drawn toward a simpler one. */
export const shrinkage = (intensity: number) => ({
  shrinkage: fraction(
    intensity,
    'How far covariances are drawn toward shrinkageTarget: 0 not at all, 1 all the way.',
  ),
  shrinkageTarget: z
    .enum(SHRINKAGE_TARGETS)
    .default('constant-correlation')
    .describe('Every correlation at their mean, or none at all; variances stay.'),
});

const symbol = z.string().refine(isSymbol, 'is not a symbol: capitals, digits and .^=-');

/** The asset that stands in for those that are not held. */
export const safeAsset = symbol
  .nullable()
  .default(null)
  .describe('Symbol of the asset that is held in place of others; null: cash.');

/** Symbols of a group of assets. */
export const symbols = (description: string) =>
  z
    .array(symbol)
    .max(SYMBOLS_MAX)
    .refine((list) => new Set(list).size === list.length, 'names a symbol twice')
    .default([])
    .describe(description);
