import type { PortfolioDefinition } from './definition.js';
import type { SimulationData, SimulationTerms } from './simulationData.js';

/** A portfolio as its reader is told it, every default filled in. */
export interface ToldDefinition {
  readonly weights: Readonly<Record<string, number>>;
  readonly strategy: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What was asked to be held. */
export function toldDefinition({
  weights,
  strategy,
  parameters,
}: PortfolioDefinition): ToldDefinition {
  return {
    weights: Object.fromEntries(weights.map(({ symbol, weight }) => [symbol, weight])),
    strategy,
    parameters,
  };
}

/** Which sessions were asked for, and what figures are held against. */
export function toldTerms(
  { from, to, benchmark, riskFreeRate, convention }: SimulationTerms,
  data: SimulationData,
) {
  return { from, to, benchmark: data.benchmark?.name ?? benchmark, riskFreeRate, convention };
}
