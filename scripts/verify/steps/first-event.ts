import { z } from 'zod';
import triggers from '../../../infra/triggers.json' with { type: 'json' };
import type { StepOnAzure, Subscription } from '../step.ts';
import { countOf, upload } from './events.ts';
import { askLogs } from './logs.ts';
import { judge, unchecked, until } from './requests.ts';

const { function: name } = triggers.uploads.ingress;
const rows = z.array(z.tuple([z.union([z.boolean(), z.string()]), z.number()]));

/** Calls of the trigger by whether they succeeded, once the logs know of one. */
const calls = (world: Subscription) =>
  until(world, async () => {
    const answer = await askLogs(world, `AppRequests | where Name == '${name}' | summarize count() by Success`);
    const found = rows.catch([]).parse(answer.rows);
    return found.length === 0 ? undefined : found;
  });

/** The first upload wakes the app, whose trigger may read one container. */
export const firstEvent: StepOnAzure = {
  id: 'first-event',
  asks: 'for a file to be put into ingress, and how often its trigger was called and succeeded',
  notHere: "the laptop's app is never scaled to zero, and reads by a role of ours",
  minutes: 25,
  async run(world) {
    const file = await upload(world, 'verify/first.txt');
    const delivered = await countOf(world, name, 'DeliverySuccessCount');
    const seen = await calls(world);
    if (delivered === undefined || seen === undefined)
      return unchecked(
        `The upload was answered ${file}; deliveries: ${delivered ?? 'none counted'}, calls: ${seen === undefined ? 'none in the logs' : 'some'}`,
      );
    const failed = seen.filter(([success]) => String(success).toLowerCase() !== 'true');
    return judge(
      failed.map(([, count]) => `The trigger failed ${count} times; look into the logs for AppExceptions`),
      `Event Grid counted ${delivered} deliveries, and the trigger succeeded`,
    );
  },
};
