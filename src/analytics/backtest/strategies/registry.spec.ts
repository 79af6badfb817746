import { describe, expect, it } from '@jest/globals';
import { STRATEGY_KINDS } from '../../../domain/strategy.js';
import { HighwaterError } from '../../../domain/errors.js';
import { Schedule } from '../schedule.js';
import type { StrategySetup } from '../strategy.js';
import { readParameters, strategyNeeds } from './readParameters.js';
import { STRATEGIES, STRATEGY_DESCRIPTIONS, startStrategy, strategyOf } from './registry.js';

const setup: StrategySetup = {
  symbols: ['VTI', 'BND'],
  targets: Float64Array.of(0.6, 0.4),
  schedule: new Schedule(Int32Array.of(19_000, 19_003)),
  startIndex: 0,
  endIndex: 1,
};

interface Property {
  readonly description?: string;
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

function refusal(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof HighwaterError) return { code: error.code, message: error.message };
  }
  throw new Error('nothing was refused');
}

describe('the strategies', () => {
  it('are every kind, each under its own', () => {
    expect(Object.keys(STRATEGIES)).toEqual([...STRATEGY_KINDS]);
    for (const kind of STRATEGY_KINDS) expect(strategyOf(kind).kind).toBe(kind);
    expect(STRATEGY_DESCRIPTIONS.map(({ kind }) => kind)).toEqual([...STRATEGY_KINDS]);
  });

  it.each(STRATEGY_DESCRIPTIONS)(
    '$kind is told as plain JSON, every parameter with its default',
    (told) => {
      expect(JSON.parse(JSON.stringify(told))).toEqual(told);
      expect(told.documentation.length).toBeGreaterThan(60);
      expect(told.source).toMatch(/\d{4}/);
      const properties = told.parameters['properties'] as Record<string, Property>;
      expect(told.parameters['additionalProperties']).toBe(false);
      expect(Object.keys(told.defaults).sort()).toEqual(Object.keys(properties).sort());
      for (const [name, { description, type, minimum, maximum }] of Object.entries(properties)) {
        expect([name, description]).toEqual([name, expect.stringMatching(/.{10}\.$/)]);
        if (type !== 'number' && type !== 'integer') continue;
        expect([name, typeof minimum, typeof maximum]).toEqual([name, 'number', 'number']);
      }
    },
  );

  it.each(STRATEGY_KINDS)('%s starts with its defaults on any two assets', (kind) => {
    expect(startStrategy(kind, setup)).toHaveProperty('decide');
  });

  it('refuse what they do not know, and say what they do', () => {
    expect(refusal(() => strategyOf('martingale'))).toEqual({
      code: 'STRATEGY_UNKNOWN',
      message: expect.stringContaining('choose one of buy-and-hold, rebalance'),
    });
    expect(refusal(() => startStrategy('rebalance', setup, { frequencies: 1 }))).toEqual({
      code: 'STRATEGY_PARAMETER_UNKNOWN',
      message: 'rebalance has no parameter "frequencies": it has frequency, offset.',
    });
    expect(refusal(() => startStrategy('buy-and-hold', setup, { x: 1 })).message).toBe(
      'buy-and-hold has no parameter "x": it has none.',
    );
  });

  it.each([
    ['momentum', { lookback: 20, skip: 20 }, /skip .*must be less than lookback/],
    ['momentum', { lookback: 2 }, /lookback .*>=3/],
    ['minimum-variance', { weightMax: 1.5 }, /weightMax .*<=1/],
    [
      'bands',
      { absoluteBand: null, relativeBand: null },
      /absoluteBand must|absoluteBand is refused/,
    ],
    ['dual-momentum', { safeAsset: 'not a symbol' }, /safeAsset .*not a symbol/],
    ['glide-path', { stocks: ['VTI', 'VTI'] }, /stocks .*twice/],
    ['volatility-target', { target: NaN }, /target/],
    ['maximum-sharpe', { riskFreeRate: '2%' }, /riskFreeRate/],
  ])('%s refuses %j', (kind, given, message) => {
    const refused = refusal(() => readParameters(strategyOf(kind), given));
    expect(refused).toEqual({
      code: 'STRATEGY_PARAMETER_REFUSED',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['moving-average', { safeAsset: 'BIL' }, 'STRATEGY_ASSET_MISSING', /BIL.*\(VTI, BND\): add it/],
    ['glide-path', { stocks: ['VXUS'] }, 'STRATEGY_ASSET_MISSING', /stocks names VXUS/],
    [
      'glide-path',
      { stocks: ['VTI'], bonds: ['VTI'] },
      'STRATEGY_GROUPS_UNCLEAR',
      /VTI is among both/,
    ],
    ['core-satellite', { satellites: ['VTI', 'BND'] }, 'STRATEGY_GROUPS_UNCLEAR', /leave one/],
  ])('%s refuses %j among VTI and BND', (kind, given, code, message) => {
    const refused = refusal(() => startStrategy(kind, setup, given));
    expect(refused).toEqual({ code, message: expect.stringMatching(message) });
  });

  it('refuse a safe asset without another, and an asset in neither group', () => {
    const alone = { ...setup, symbols: ['BIL'], targets: Float64Array.of(1) };
    const refused = refusal(() => startStrategy('dual-momentum', alone, { safeAsset: 'BIL' }));
    expect(refused.code).toBe('STRATEGY_WITHOUT_CHOICE');
    const three = {
      ...setup,
      symbols: ['VTI', 'BND', 'GLD'],
      targets: Float64Array.of(0.5, 0.3, 0.2),
    };
    const given = { stocks: ['VTI'], bonds: ['BND'] };
    expect(refusal(() => startStrategy('glide-path', three, given)).message).toMatch(
      /GLD.*neither/,
    );
  });

  it('refuse covariances of too many assets', () => {
    const symbols = Array.from({ length: 201 }, (_, i) => `A${i}`);
    const many = { ...setup, symbols, targets: new Float64Array(201).fill(1 / 201) };
    for (const kind of ['risk-parity', 'minimum-variance', 'maximum-sharpe']) {
      expect(refusal(() => startStrategy(kind, many))).toEqual({
        code: 'STRATEGY_TOO_MANY_ASSETS',
        message: expect.stringContaining('at most 200 assets, not 201'),
      });
    }
    expect(startStrategy('inverse-volatility', many)).toHaveProperty('decide');
  });

  it('say what has to be loaded for them', () => {
    const needs = (kind: string, given = {}) => strategyNeeds(strategyOf(kind), given);
    expect(needs('buy-and-hold')).toEqual({ symbols: [], closesBefore: 0, needsMarketCaps: false });
    expect(needs('dual-momentum', { safeAsset: 'BIL', lookback: 100 })).toEqual({
      symbols: ['BIL'],
      closesBefore: 102,
      needsMarketCaps: false,
    });
    expect(needs('glide-path', { stocks: ['VTI'], bonds: ['BND'] }).symbols).toEqual([
      'VTI',
      'BND',
    ]);
    expect(needs('cap-weight').needsMarketCaps).toBe(true);
  });
});
