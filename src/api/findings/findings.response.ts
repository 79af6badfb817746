import { z } from 'zod';
import { SEVERITIES } from '../../domain/finding.js';
import { listed } from '../http/meta.js';

export const findingRow = z
  .object({
    id: z.uuid(),
    symbol: z.string(),
    code: z.string().describe('Stable, e.g. price-order.'),
    severity: z.enum(SEVERITIES),
    tradeDate: z.iso.date().nullable().describe('Null when it is about the whole series.'),
    message: z.string(),
    detail: z.record(z.string(), z.unknown()).describe('The values that were refused or doubted.'),
    runId: z.uuid(),
    foundAt: z.iso.datetime(),
  })
  .meta({ id: 'Finding' });

export const findingList = listed(findingRow).meta({ id: 'FindingList' });
