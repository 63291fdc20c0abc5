import { z } from 'zod';

/** What a channel of the kind `webhook` is told. */
export const channelEvent = z.object({
  type: z.string().meta({ description: 'Dataset or package, and what became of it.', example: 'package.in-review' }),
  timestamp: z.iso.datetime(),
  data: z.object({
    headline: z.string(),
    project: z.string(),
    operation: z.string(),
    number: z.string().meta({ description: 'Its short number, as mails tell it.' }),
    state: z.string(),
    size: z.string().exactOptional(),
    due: z.iso.datetime().exactOptional().meta({ description: 'Until when the approvers decide.' }),
    url: z.string().meta({ description: 'The page to open: nothing is decided in a channel.' }),
  }),
});
export type ChannelEvent = z.infer<typeof channelEvent>;
