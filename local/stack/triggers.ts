import { z } from 'zod';
import table from '../../infra/triggers.json' with { type: 'json' };

const upload = z.strictObject({
  function: z.string(),
  connection: z.string(),
  account: z.enum(['public', 'secure']),
  container: z.string(),
});

/** The names of the app's triggers and connections: the table that the templates read too. */
export const triggers = z
  .strictObject({
    $comment: z.string(),
    identity: z.string(),
    webhook: z.strictObject({ path: z.string(), query: z.string() }),
    uploads: z.strictObject({ ingress: upload, export: upload }),
    scans: z.strictObject({
      function: z.string(),
      connection: z.string(),
      account: z.literal('host'),
      queue: z.string(),
    }),
    timers: z.strictObject({ sweep: z.string(), reconcile: z.string() }),
    readingRoom: z.strictObject({
      timer: z.string(),
      wake: z.strictObject({
        function: z.string(),
        connection: z.string(),
        account: z.literal('inspector-host'),
        queue: z.string(),
        hears: upload.pick({ account: true, container: true }),
      }),
    }),
  })
  .parse(table);

/** Where Event Grid tells the app at `baseUrl` of uploads at one door. */
export function uploadWebhook(baseUrl: string, door: keyof typeof triggers.uploads, key: string): string {
  const { path, query } = triggers.webhook;
  return `${baseUrl}${path}${query}${triggers.uploads[door].function}&code=${key}`;
}

/** What Event Grid tells the reading room by its queue. */
export function wakeSubscription() {
  const { function: name, account, queue, hears } = triggers.readingRoom.wake;
  return { name, ...hears, queue: { account, name: queue } };
}
