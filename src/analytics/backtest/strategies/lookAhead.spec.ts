import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STRATEGY_KINDS } from '../../../domain/strategy.js';
import { seed } from '../../../../test/builders/propertyRuns.js';
import { FREQUENT_PARAMETERS } from '../../../../test/builders/frequentParameters.js';
import { decisionsOf, triedMarket, type Decisions } from '../../../../test/builders/decisions.js';
import type { Market } from '../market.js';

const [SESSIONS, BEFORE] = [160, 50];
const SYMBOLS = ['A', 'B', 'C', 'D'] as const;

const BLIND = new Set(['buy-and-hold', 'rebalance', 'equal-weight', 'glide-path']);
const SEEING = STRATEGY_KINDS.filter((kind) => !BLIND.has(kind));

type Moves = readonly (readonly number[])[];
const moves = fc.array(
  fc.array(fc.integer({ min: -30, max: 30 }), { minLength: SESSIONS, maxLength: SESSIONS }),
  { minLength: SYMBOLS.length, maxLength: SYMBOLS.length },
);
const splitAt = fc.integer({ min: BEFORE, max: SESSIONS - 2 });

/** Random walks; C is listed late, D trades no more in the end. */
function marketFrom(steps: Moves, length = SESSIONS): Market {
  const assets = SYMBOLS.map((symbol, asset) => {
    let price = 100;
    const walk = steps[asset]!.slice(0, length).map((step) => (price *= 1 + step / 1000));
    const isListed = (i: number): boolean =>
      !(symbol === 'C' && i < BEFORE + 20) && !(symbol === 'D' && i > SESSIONS - 20);
    const closes = walk.map((close, i) => (isListed(i) ? close : null));
    return [symbol, { closes, caps: walk.map((close) => close * 1e6) }] as const;
  });
  return triedMarket({ assets: Object.fromEntries(assets), before: BEFORE });
}

/** The first steps of one, from `after` on those of the other. */
const spliced = (first: Moves, other: Moves, after: number): Moves =>
  first.map((steps, asset) => [...steps.slice(0, after + 1), ...other[asset]!.slice(after + 1)]);

const upTo = (decisions: Decisions, last: number) =>
  [...decisions].filter(([index]) => index <= last);

describe('no strategy looks ahead', () => {
  it.each(STRATEGY_KINDS)(
    `%s: prices after t change no weight up to t + 1 (seed ${seed})`,
    (kind) => {
      const decide = (steps: Moves): Decisions =>
        decisionsOf({ kind, parameters: FREQUENT_PARAMETERS[kind], market: marketFrom(steps) });
      fc.assert(
        fc.property(moves, moves, splitAt, (first, other, t) => {
          const [one, two] = [decide(first), decide(spliced(first, other, t))];
          expect(upTo(two, t + 1)).toEqual(upTo(one, t + 1));
        }),
        { seed, numRuns: 15 },
      );
    },
  );

  it.each(STRATEGY_KINDS)(
    `%s: where the market ends changes nothing before (seed ${seed})`,
    (kind) => {
      fc.assert(
        fc.property(
          moves,
          fc.integer({ min: BEFORE + 30, max: SESSIONS - 20 }),
          (steps, length) => {
            const parameters = FREQUENT_PARAMETERS[kind];
            const whole = decisionsOf({ kind, parameters, market: marketFrom(steps) });
            const cut = decisionsOf({ kind, parameters, market: marketFrom(steps, length) });
            expect([...cut]).toEqual(upTo(whole, length - 1));
          },
        ),
        { seed, numRuns: 5 },
      );
    },
  );

  const steps = (of: number): number[][] =>
    SYMBOLS.map((_, asset) =>
      Array.from({ length: SESSIONS }, (__, i) => ((i * (7 + asset * of) + asset * 13) % 61) - 30),
    );

  it.each(SEEING)('%s: the test would see it, for later weights do change', (kind) => {
    const t = 100;
    const decide = (of: Moves): Decisions =>
      decisionsOf({ kind, parameters: FREQUENT_PARAMETERS[kind], market: marketFrom(of) });
    const [one, two] = [decide(steps(3)), decide(spliced(steps(3), steps(5), t))];
    expect(upTo(one, t + 1).length).toBeGreaterThan(1);
    expect([...two]).not.toEqual([...one]);
  });

  it.each(SEEING)('%s: knows the same close only where it is asked to', (kind) => {
    const market = marketFrom(steps(3));
    const run = (decideOn: 'previous-close' | 'close'): Decisions =>
      decisionsOf({ kind, parameters: FREQUENT_PARAMETERS[kind], market, decideOn });
    expect([...run('close')]).not.toEqual([...run('previous-close')]);
  });
});
