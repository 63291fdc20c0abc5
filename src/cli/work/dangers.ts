import { doorFacts } from '../../domain/base/door.ts';
import type { ActName } from '../../domain/lifecycle/acts.ts';
import type { ShownOperation } from '../routes.ts';

/** What a dangerous act will do, in sentences for whoever is about to ask for it; undefined for an act that can be undone. */
export function dangerOf(act: ActName, { door }: Pick<ShownOperation, 'door'>): string | undefined {
  const { noun, container } = doorFacts(door);
  switch (act) {
    case 'stop':
      return `Its runs will be cancelled, what they did will be written down, and the ${noun} will have failed. Its name stays taken until somebody acts again.`;
    case 'discard':
      return `Data Factory will delete its files in ${container}. Only a storage administrator can bring them back, for some days.`;
    case 'takeBack':
      return 'Its runs will be cancelled, and every file that they brought outside will be deleted there. Nothing takes back what was downloaded.';
    case 'revoke':
      return 'What was released will be deleted outside, for good. Nothing takes back what was downloaded.';
    case 'retract':
      return 'This version will be closed to people, once you have deployed what the answer says, and deleted as soon as its retention allows. That cannot be undone.';
    case 'retry':
    case 'giveBack':
    case 'withdraw':
    case 'extend':
    case 'resend':
      return undefined;
  }
}
