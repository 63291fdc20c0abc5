import type { StepOnAzure } from '../step.ts';
import { countOf, openQueue, subscribeQueue, upload } from './events.ts';
import { judge, unchecked } from './requests.ts';

/** An event goes into a queue of an account without a public address. */
export const eventThroughFirewall: StepOnAzure = {
  id: 'event-through-firewall',
  asks: 'Event Grid to put an event into a queue of the host account, which is closed to the internet',
  notHere: "the laptop's accounts have no firewall, and its Event Grid knows webhooks only",
  minutes: 15,
  async run(world) {
    await openQueue(world, 'verify');
    const state = await subscribeQueue(world, 'verify-queue', 'verify');
    if (state !== 'Succeeded') return judge([`The subscription ended as ${state ?? 'nothing yet'}`], '');
    const file = await upload(world, 'verify/event.txt');
    const delivered = await countOf(world, 'verify-queue', 'DeliverySuccessCount');
    if (delivered === undefined) return unchecked(`The upload was answered ${file}, and no delivery was counted`);
    return judge([], `Event Grid counted ${delivered} deliveries`);
  },
};
