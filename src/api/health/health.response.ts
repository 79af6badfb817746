import { z } from 'zod';

export const liveAnswer = z.object({ status: z.literal('live') }).meta({ id: 'Live' });
export const readyAnswer = z
  .object({ status: z.literal('ready'), snapshot: z.uuid(), asOf: z.iso.date() })
  .meta({ id: 'Ready' });
