import type { z } from 'zod';
import type { StrategyKind } from '../../domain/strategy.js';
import type { History } from './history.js';
import type { Schedule } from './schedule.js';

/** Fractions of equity by asset, in the market's order; what they leave of 1 is cash. */
export type Weights = Float64Array;

/** What a strategy is told once, before the first close. */
export interface StrategySetup {
  readonly symbols: readonly string[];
  /** What the investor asked for, fractions of equity; equal parts where nothing was. */
  readonly targets: Weights;
  /** The calendar: which sessions end a period. */
  readonly schedule: Schedule;
  /** The session of the first purchase, and the last session. */
  readonly startIndex: number;
  readonly endIndex: number;
}

/** What a strategy is told at a close. */
export interface Close {
  readonly index: number;
  /** Prices as they were known when the decision was taken: see {@link History}. */
  readonly history: History;
  /** What the holdings are worth now, as fractions of equity: drifted since the last trade. */
  readonly weights: Weights;
  /** Whether each asset can be traded at this close. */
  readonly isTradable: (asset: number) => boolean;
}

/** A strategy under way. It may keep state of its own; each simulation starts a new one. */
export interface Strategy {
  /**
   * Asked at every close from the first purchase on, in order.
   *
   * @returns the weights to trade to at this close, or null to let things drift. At the first
   *   close null means cash. An asset whose weight is given back as it stands, to the bit, is not
   *   traded.
   */
  decide(close: Close): Weights | null;
}

/** A kind of strategy: its rule, what its parameters mean, and those that it begins with. */
export interface StrategyDefinition<Parameters = unknown> {
  readonly kind: StrategyKind;
  readonly name: string;
  /** What it holds, when it trades, and what it looks at: a few plain sentences. */
  readonly documentation: string;
  /** Where the rule comes from. */
  readonly source: string;
  /** Every parameter has a default and a description; `parameters.parse({})` is the default. */
  readonly parameters: z.ZodType<Parameters>;
  start(setup: StrategySetup, parameters: Parameters): Strategy;
}
