import { countText } from '../../../domain/base/count-text.ts';
import { type Door, doorFacts } from '../../../domain/base/door.ts';
import { printable } from '../../../domain/base/printable.ts';
import { type WhyWaiting, whyInWords } from '../../../domain/lifecycle/capacity.ts';
import type { WhyNotRunning } from '../../../domain/project/project-time.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

const mostNames = 20;

/** Tells who uploads that something lies at a door and is not taken, and why. Names of packages and how many wait stay inside; those of datasets are the owner's own. */
export async function namesWait(queue: {
  readonly door: Door;
  readonly project: string;
  readonly waiting: number;
  readonly why: WhyWaiting;
  readonly names: readonly string[];
}): Promise<MailBody> {
  const { door, project, waiting } = queue;
  const { noun } = doorFacts(door);
  const names = door === 'ingress' ? queue.names.slice(0, mostNames).map(printable) : [];
  const more = waiting - names.length;
  const { why } = queue;
  // How many packages lie there was chosen inside.
  const isInside = door === 'export';
  const how = isInside ? `Some ${noun}s` : countText(waiting, noun);
  const wait = !isInside && waiting === 1 ? 'waits' : 'wait';
  const counted = `${how} of the project ${project} ${wait}`;
  const items = names.length === 0 ? [] : [...names, ...(more > 0 ? [`and ${more} more`] : [])];
  const waits = `${how} ${wait}`;
  if (why === 'full')
    return mailBody({ subject: `[${project}] ${waits} for room`, paragraphs: forRoom(counted, noun), items });
  const subject = (who: string) => `[${project}] ${who}: ${subjects[why]}`;
  if (why === 'closed') return mailBody({ subject: subject(waits), paragraphs: atClosedDoor(counted), items });
  const lies = isInside ? `What was put at the export door of the project ${project} waits` : counted;
  const paragraphs = atShutDoor(lies, whyInWords[why]);
  return mailBody({ subject: subject(waits), paragraphs, items });
}

const subjects: Readonly<Record<WhyNotRunning, string>> = {
  'not-begun': 'the project has not begun',
  ended: 'the project has ended',
  lapsed: 'a governance date is over',
  closed: 'the project is closed',
};

function atShutDoor(lies: string, why: string): string[] {
  return [
    `${lies} at the door, because ${why}. Nothing of it was touched.`,
    'It is taken in by itself once the project runs: nothing has to be uploaded again. If nobody waits for that, ask the operators of the project, or remove the files.',
  ];
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
