import type { StrategyDefinition } from '../strategy.js';

/** Returns a definition as it is; its parameters' type follows from their schema. */
export function defineStrategy<Parameters>(
  definition: StrategyDefinition<Parameters>,
): StrategyDefinition<Parameters> {
  return definition;
}
