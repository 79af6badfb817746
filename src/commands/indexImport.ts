import { strategyNeeds } from '../analytics/backtest/strategies/readParameters.js';
import { strategyOf } from '../analytics/backtest/strategies/registry.js';
import { indexParameters } from '../analytics/index/parameters.js';
import type { IndexDefinition } from '../domain/marketIndex.js';
import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import type { Database } from '../store/database.js';
import { IndexStore } from '../store/indices.store.js';
import { StrategyReader } from '../store/strategies.reader.js';
import { strategyUnknown } from '../store/strategies.store.js';
import { readIndexFile } from './indexFile.js';
import { print, printJson } from './terminal.js';

/**
 * `highwater index import FILE`: checks every definition before the first is stored.
 *
 * @returns the exit code
 */
export async function importIndices(
  file: string,
  options: { readonly json?: boolean },
): Promise<number> {
  const definitions = await readIndexFile(file);
  return withDatabase(processSettings(), async (database) => {
    for (const definition of definitions) await requireComputable(database, definition);
    const store = new IndexStore(database);
    const saved = [];
    for (const definition of definitions) {
      saved.push({ index: definition.slug, saved: await store.save(definition) });
    }
    if (options.json === true) printJson(saved);
    else {
      for (const { index, saved: what } of saved) print(`${what.padEnd(10)}${index}`);
      if (saved.some((it) => it.saved !== 'unchanged')) print('The next refresh computes them.');
    }
    return 0;
  });
}

/** @throws HighwaterError INDEX_PARAMETERS_REFUSED, STRATEGY_UNKNOWN, STRATEGY_PARAMETER_REFUSED, … */
async function requireComputable(database: Database, definition: IndexDefinition): Promise<void> {
  const { kind, strategy: slug, parameters } = definition;
  indexParameters(kind, parameters);
  if (slug === null) return;
  const strategy = await new StrategyReader(database).find(slug, null);
  if (strategy === null) throw strategyUnknown(slug);
  const own = indexParameters('strategy', parameters).strategyParameters;
  strategyNeeds(strategyOf(strategy.kind), { ...strategy.parameters, ...own });
}
