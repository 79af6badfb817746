import { describe, expect, it } from '@jest/globals';
import { DEMO_STRATEGY } from '../../seeds/demoUser.js';
import { SYSTEM_STRATEGIES } from '../../seeds/systemStrategies.js';
import { readParameters } from '../../src/analytics/backtest/strategies/readParameters.js';
import { strategyOf } from '../../src/analytics/backtest/strategies/registry.js';

describe('strategies that are sown', () => {
  it.each(Object.entries(SYSTEM_STRATEGIES))('%s is what its kind begins with', (kind, sown) => {
    const definition = strategyOf(kind);
    expect(sown.name).toBe(definition.name);
    expect(readParameters(definition, sown.parameters)).toEqual(readParameters(definition, {}));
  });

  it('has parameters of its kind for the demo user', () => {
    const { kind, version } = DEMO_STRATEGY;
    expect(readParameters(strategyOf(kind), version.parameters)).toMatchObject({
      frequency: 'yearly',
    });
  });
});
