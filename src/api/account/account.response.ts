import { z } from 'zod';
import { KEY_SCOPES, SUBSCRIPTION_TIERS } from '../../domain/account.js';
import { enveloped } from '../http/meta.js';

export const account = z
  .object({
    email: z.string(),
    username: z.string(),
    tier: z.enum(SUBSCRIPTION_TIERS).describe('Says how much may be asked.'),
    scope: z.enum(KEY_SCOPES).describe('What the key or token that was sent may do.'),
  })
  .meta({ id: 'Account' });

export const accountAnswer = enveloped(account).meta({ id: 'AccountAnswer' });
