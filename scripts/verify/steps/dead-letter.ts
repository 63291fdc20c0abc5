import type { StepOnAzure } from '../step.ts';
import { countOf, openQueue, removeQueue, subscribeQueue, upload } from './events.ts';
import { judge, unchecked } from './requests.ts';

const queue = 'verify-gone';

/** An event for a queue that is gone becomes a dead letter, by the custom role that the topic has on the container. */
export const deadLetter: StepOnAzure = {
  id: 'dead-letter',
  asks: 'Event Grid to write a dead letter, for a queue that is gone',
  notHere: "the laptop's Event Grid writes dead letters of webhooks only, and asks for no role",
  minutes: 20,
  async run(world) {
    await openQueue(world, queue);
    const state = await subscribeQueue(world, 'verify-dead-letter', queue);
    if (state !== 'Succeeded')
      return judge([`A subscription with dead letters ended as ${state ?? 'nothing yet'}`], '');
    await removeQueue(world, queue);
    const file = await upload(world, 'verify/dead.txt');
    const written = await countOf(world, 'verify-dead-letter', 'DeadLetteredCount');
    if (written === undefined) return unchecked(`The upload was answered ${file}, and no dead letter was counted`);
    return judge([], `Event Grid counted ${written} dead letters`);
  },
};
