import { defineEntity, p } from '@mikro-orm/core';
import type { IndexNote } from '../../domain/indexLedger.js';
import { timestamp } from './columns.js';
import { MarketIndex } from './marketIndex.js';

const IndexComputationSchema = defineEntity({
  name: 'IndexComputation',
  tableName: 'index_computations',
  properties: {
    index: () => p.manyToOne(MarketIndex).primary().deleteRule('cascade').updateRule('no action'),
    inputs: p.string().length(64).comment('SHA-256 of all that it was computed from'),
    computedAt: timestamp(),
    code: p.string().length(60).nullable().comment('why it could not be computed'),
    message: p.text().nullable(),
    notes: p.json<readonly IndexNote[]>().defaultRaw(`'[]'`),
  },
  checks: [
    { name: 'index_computations_inputs_form', expression: "inputs ~ '^[0-9a-f]{64}$'" },
    {
      name: 'index_computations_problem_whole',
      expression: '(code is null) = (message is null)',
    },
  ],
});

/** How the newest computation of an index ended; where it failed, older values stay. */
export class IndexComputation extends IndexComputationSchema.class {}
IndexComputationSchema.setClass(IndexComputation);
