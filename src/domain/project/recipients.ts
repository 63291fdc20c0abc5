import { z } from 'zod';
import { oneLineText } from '../base/one-line.ts';
import { person } from './person.ts';

export const recipientsSchema = z.strictObject({
  recipients: z
    .array(oneLineText(200))
    .min(1)
    .max(20)
    .describe('People or institutions that may get what is released, in words.'),
  terms: z.string().trim().min(1).max(2000).describe('What they must keep to. It is told outside.'),
});

/** Somebody outside who gets what is released, and says that they keep to its terms. Nobody gets access by it. */
export const recipientSchema = z.strictObject({
  name: person.shape.name,
  email: person.shape.email.describe(
    'Recipients are told apart by it, and known by it at their sign-in without an `oid`.',
  ),
  organisation: oneLineText(200),
  oid: person.shape.oid.exactOptional().describe('Entra object id; with it the e-mail alone lets nobody in.'),
  until: z.iso
    .date()
    .exactOptional()
    .describe('Last day (UTC) on which the terms hold. Past it their copies are to be deleted.'),
});

export type Recipient = z.infer<typeof recipientSchema>;

export type Recipients = z.infer<typeof recipientsSchema>;
