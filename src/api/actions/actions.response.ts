import { z } from 'zod';
import { ACTION_KINDS } from '../../domain/corporateAction.js';
import { listed } from '../http/meta.js';

export const actionRow = z
  .object({
    exDate: z.iso.date(),
    kind: z.enum(ACTION_KINDS),
    value: z
      .number()
      .describe('Cash per share as traded on the ex-date; of a split new shares per old share.'),
  })
  .meta({ id: 'CorporateAction' });

export const actionList = listed(actionRow).meta({ id: 'CorporateActionList' });
