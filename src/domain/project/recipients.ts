import { z } from 'zod';
import { oneLineText } from '../base/one-line.ts';

export const recipientsSchema = z.strictObject({
  recipients: z
    .array(oneLineText(200))
    .min(1)
    .max(20)
    .describe('People or institutions that may get what is released, in words.'),
  terms: z.string().trim().min(1).max(2000).describe('What they must keep to. It is told outside.'),
});

export type Recipients = z.infer<typeof recipientsSchema>;
