import { z } from 'zod';

export const ifMatch = z.object({
  'if-match': z
    .string()
    .optional()
    .meta({ description: 'The ETag that was read: refused with 412 once the thing has moved on.' }),
});

export const preconditions = z.object({
  'if-match': z
    .string()
    .optional()
    .meta({ description: 'The ETag of the definition that is replaced, in its quotes.' }),
  'if-none-match': z
    .string()
    .optional()
    .meta({ description: '`*` for a definition that is the first of its project.' }),
});

/** The reason beside a body that is something else. */
export const reasonHeader = z.object({
  'x-sallyport-reason': z.string().optional().meta({ description: 'Why, percent-encoded UTF-8, for the audit.' }),
});
export const seenHeaderName = 'x-sallyport-endings';

export const seenHeader = z.object({
  [seenHeaderName]: z.string().optional().meta({
    description:
      'What the check answered as `endings`, for a definition that stops or ends something; it passes as long as no more would be.',
  }),
});
export const idempotencyKey = z.object({
  'idempotency-key': z.string().optional().meta({
    description:
      'Up to 255 visible ASCII characters of your choice; a repeat within seven days changes nothing and gets the first answer.',
  }),
});
