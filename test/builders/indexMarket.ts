import fc from 'fast-check';
import type { ConstituentHistory } from '../../src/analytics/index/constituent.js';
import type { CapHistory } from '../../src/domain/capitalisation.js';
import type { ActionKind, CorporateAction } from '../../src/domain/corporateAction.js';
import { adjustCloses, deriveFactors } from '../../src/domain/adjustment.js';
import { Dec } from '../../src/domain/decimals.js';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { toEpochDay, tradingDate, type TradingDate } from '../../src/domain/tradingDate.js';

/** An action as a test writes it. */
export type GivenAction = readonly [exDate: string, kind: ActionKind, value: number];

/** A history of dated closes as traded; adjusted closes follow from the actions. */
export function history(
  symbol: string,
  rows: readonly (readonly [date: string, close: number])[],
  actions: readonly GivenAction[] = [],
  isDelisted = false,
): ConstituentHistory {
  const dates = Int32Array.from(rows, ([date]) => toEpochDay(tradingDate(date)));
  const close = Float64Array.from(rows, ([, price]) => price);
  const taken: CorporateAction[] = actions.map(([exDate, kind, value]) => ({
    exDate: tradingDate(exDate),
    kind,
    value: new Dec(value),
  }));
  const adjustedClose = adjustCloses({ dates, close }, deriveFactors({ dates, close }, taken));
  const series = { dates, close, adjustedClose, volume: new Float64Array(rows.length) };
  return { symbol, series, actions: taken, isDelisted };
}

/** Closes on consecutive sessions from a date on; null leaves a session out. */
export function closesFrom(
  from: string,
  closes: readonly (number | null)[],
): [date: string, close: number][] {
  const sessions = sessionsBetween(tradingDate(from), tradingDate('2030-12-31'));
  return closes.flatMap((close, i) => (close === null ? [] : [[sessions[i]!, close]]));
}

/** Shares outstanding by the day that they were known on. */
export function shares(...rows: readonly (readonly [date: string, shares: number])[]): CapHistory {
  const known = Float64Array.from(rows, ([, count]) => count);
  const dates = Int32Array.from(rows, ([date]) => toEpochDay(tradingDate(date)));
  return { dates, marketCaps: known, sharesOutstanding: known };
}

/** A market of a few assets over `days` sessions, with splits, cash, gaps and changing shares. */
export interface GivenMarket {
  readonly histories: readonly ConstituentHistory[];
  readonly caps: ReadonlyMap<string, CapHistory>;
  readonly from: TradingDate;
  readonly to: TradingDate;
}

const FROM = '2023-01-03';
const DAYS = 150;
const SESSIONS = sessionsBetween(tradingDate(FROM), tradingDate('2024-12-31')).slice(0, DAYS);

const anAction = fc.record({
  day: fc.integer({ min: 1, max: DAYS - 1 }),
  kind: fc.constantFrom<ActionKind>('dividend', 'capital_gain', 'split'),
  ratio: fc.constantFrom(2, 3, 1.5, 0.5, 0.1),
  yield: fc.constantFrom(0.001, 0.01, 0.05, 0.2, 0.4),
});

const anAsset = fc.record({
  price: fc.double({ min: 1, max: 1000, noNaN: true }),
  steps: fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), {
    minLength: DAYS,
    maxLength: DAYS,
  }),
  actions: fc.uniqueArray(anAction, { maxLength: 4, selector: ({ day }) => day }),
  missing: fc.uniqueArray(fc.integer({ min: 0, max: DAYS - 2 }), { maxLength: 12 }),
  firstDay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 })),
  lastDay: fc.oneof(fc.constant(DAYS), fc.integer({ min: 101, max: DAYS })),
  isDelisted: fc.boolean(),
  shares: fc.array(
    fc.tuple(fc.integer({ min: -5, max: DAYS }), fc.integer({ min: 1, max: 1_000_000 })),
    { minLength: 1, maxLength: 5 },
  ),
});
type Asset = typeof anAsset extends fc.Arbitrary<infer T> ? T : never;

function historyOf(asset: Asset, i: number): ConstituentHistory {
  const actions = asset.actions.filter(({ day }) => day > asset.firstDay && day < asset.lastDay);
  let close = asset.price;
  const rows: [string, number][] = [];
  const given: GivenAction[] = [];
  for (let day = asset.firstDay; day < asset.lastDay; day += 1) {
    for (const action of actions) {
      if (action.day !== day) continue;
      const isSplit = action.kind === 'split';
      const value = isSplit ? action.ratio : Number((action.yield * close).toPrecision(6));
      given.push([SESSIONS[day]!, action.kind, value]);
      close = isSplit ? close / value : close - value;
    }
    close *= 1 + asset.steps[day]!;
    const isEnd = day === asset.firstDay || day === asset.lastDay - 1;
    const hasAction = actions.some((action) => action.day === day || action.day === day + 1);
    if (isEnd || hasAction || !asset.missing.includes(day)) rows.push([SESSIONS[day]!, close]);
  }
  return history(`A${i}`, rows, given, asset.isDelisted);
}

function capsOf({ shares: rows }: Asset): CapHistory {
  const inOrder = new Map(rows.toSorted((a, b) => a[0] - b[0]));
  const first = toEpochDay(tradingDate(FROM));
  const dates = Int32Array.from(inOrder.keys(), (day) =>
    day < 0 ? first + day : toEpochDay(SESSIONS[Math.min(day, DAYS - 1)]!),
  );
  const known = Float64Array.from(inOrder.values());
  return { dates, marketCaps: known, sharesOutstanding: known };
}

/** Markets whose first asset is there from the first day on, with its shares known. */
export const markets: fc.Arbitrary<GivenMarket> = fc
  .array(anAsset, { minLength: 1, maxLength: 6 })
  .map((assets) => {
    const whole = assets.map((asset, i) =>
      i === 0
        ? {
            ...asset,
            firstDay: 0,
            lastDay: DAYS,
            shares: [[-1, 1000] as [number, number], ...asset.shares],
          }
        : asset,
    );
    const histories = whole.map(historyOf);
    const caps = new Map(histories.map(({ symbol }, i) => [symbol, capsOf(whole[i]!)]));
    return { histories, caps, from: SESSIONS[0]!, to: SESSIONS.at(-1)! };
  });
