import { z } from 'zod';
import { listed, metaSchema } from '../http/meta.js';

export const drawdownRow = z
  .object({
    rank: z.int().describe('1 is the deepest.'),
    depth: z.number().describe('A negative fraction.'),
    peakDate: z.iso.date().describe('The last session at the peak.'),
    troughDate: z.iso.date().describe('The first session at the bottom.'),
    recoveryDate: z.iso
      .date()
      .nullable()
      .describe('The first session back at the peak; null while it is under water.'),
    lengthDays: z
      .int()
      .describe('Calendar days from the peak to the recovery, or to the last session.'),
    declineDays: z.int().describe('Calendar days from the peak to the trough.'),
    recoveryDays: z.int().nullable().describe('Calendar days from the trough to the recovery.'),
    sessions: z.int().describe('Closes below the peak.'),
  })
  .meta({ id: 'DrawdownRow' });

const range = {
  from: z.iso.date().nullable().describe('The base date.'),
  to: z.iso.date().nullable(),
};
const drawdownMeta = metaSchema
  .extend({ symbol: z.string(), ...range })
  .meta({ id: 'DrawdownMeta' });
const indexDrawdownMeta = metaSchema
  .extend({ index: z.string(), ...range })
  .meta({ id: 'IndexDrawdownMeta' });

export const drawdownList = listed(drawdownRow, drawdownMeta).meta({ id: 'DrawdownList' });
export const indexDrawdownList = listed(drawdownRow, indexDrawdownMeta).meta({
  id: 'IndexDrawdownList',
});
