import { z } from 'zod';

const next = z
  .string()
  .nullable()
  .meta({ description: 'Send it as `continuation` for what follows; null when nothing does.' });

/** The envelope of every list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), continuation: next });
}

/** The same where a stored thing may be unreadable: it is named apart and stops nothing but itself. */
export function listWithBroken<Item extends z.ZodType, Broken extends z.ZodType>(item: Item, broken: Broken) {
  return z.strictObject({ items: z.array(item), broken: z.array(broken), continuation: next });
}
