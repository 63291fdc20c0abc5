import { z } from 'zod';

/** What the process with the held host is asked. */
export const question = z.discriminatedUnion('ask', [
  z.object({ ask: z.enum(['now', 'settle', 'step']), id: z.number() }),
  z.object({ ask: z.literal('pause'), id: z.number(), milliseconds: z.number() }),
]);
/** See {@link question}. */
export type Question = z.infer<typeof question>;

/** What it says: once where it serves and with which key, then one answer for each question. */
export const message = z.union([
  z.object({ url: z.string(), key: z.string() }),
  z.object({ id: z.number(), answer: z.union([z.number(), z.boolean(), z.null()]) }),
]);
/** See {@link message}. */
export type Message = z.infer<typeof message>;
