import { countText } from '../../../domain/base/count-text.ts';
import { type Door, doorFacts } from '../../../domain/base/door.ts';
import { printable } from '../../../domain/base/printable.ts';
import type { WhyWaiting } from '../../../domain/lifecycle/capacity.ts';
import { type Letter, letter } from '../letter.ts';

const mostNames = 20;

/** Tells who uploads that something lies at a door and is not taken, and why. Names of packages stay inside; those of datasets are the owner's own. */
export async function namesWait(queue: {
  readonly door: Door;
  readonly project: string;
  readonly waiting: number;
  readonly why: WhyWaiting;
  readonly names: readonly string[];
}): Promise<Letter> {
  const { door, project, waiting } = queue;
  const { noun } = doorFacts(door);
  const names = door === 'ingress' ? queue.names.slice(0, mostNames).map(printable) : [];
  const more = waiting - names.length;
  const isClosed = queue.why === 'closed';
  const lies = `${countText(waiting, noun)} of the project ${project} ${waiting === 1 ? 'waits' : 'wait'}`;
  return letter({
    subject: `[${project}] ${countText(waiting, noun)} ${waiting === 1 ? 'waits' : 'wait'}${isClosed ? ': the project is closed' : ' for room'}`,
    paragraphs: isClosed ? atClosedDoor(lies) : forRoom(lies, noun),
    items: names.length === 0 ? [] : [...names, ...(more > 0 ? [`and ${more} more`] : [])],
  });
}

function forRoom(lies: string, noun: string): string[] {
  return [
    `${lies}: as many are under way as the project allows at once. Each is taken when another is through, the oldest first; nothing has to be uploaded again.`,
    `If this was not meant, for instance because each file was uploaded as a ${noun} of its own, remove what is not wanted, and put files that belong together into one folder.`,
  ];
}

function atClosedDoor(lies: string): string[] {
  return [
    `${lies} at the door, and nothing will take what lies there: the project is closed. Nothing of it was touched.`,
    'Remove the files, or have an administrator of the storage remove them where you may not delete; if they belong to another project, upload them there.',
  ];
}
