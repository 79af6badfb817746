import { z } from 'zod';

export const tokenAnswer = z
  .object({
    token: z.string().describe('Send it as "Authorization: Bearer …".'),
    tokenType: z.literal('Bearer'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Token' });
