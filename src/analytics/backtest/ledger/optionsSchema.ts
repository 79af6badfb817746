import { z } from 'zod';
import { LEDGER_OPTIONS } from './options.js';

/** A JSON schema (2020-12) of the options of a simulation, with every default and description. */
export const LEDGER_OPTIONS_SCHEMA: Readonly<Record<string, unknown>> = z.toJSONSchema(
  LEDGER_OPTIONS,
  { io: 'input' },
);
