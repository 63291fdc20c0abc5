import { type Door, doorFacts } from '../../domain/door.ts';
import { countText, printable } from '../words.ts';
import { type Letter, letter } from './letter.ts';

const mostNames = 20;

/** Tells who uploads that more lies at a door than is taken at once. Names of packages stay inside; those of datasets are the owner's own. */
export async function namesWait(queue: {
  readonly door: Door;
  readonly project: string;
  readonly waiting: number;
  readonly names: readonly string[];
}): Promise<Letter> {
  const { door, project, waiting } = queue;
  const { noun } = doorFacts(door);
  const names = door === 'ingress' ? queue.names.slice(0, mostNames).map(printable) : [];
  const more = waiting - names.length;
  const isOne = waiting === 1;
  return letter({
    subject: `[${project}] ${countText(waiting, noun)} ${isOne ? 'waits' : 'wait'} for room`,
    paragraphs: [
      `${countText(waiting, noun)} of the project ${project} ${isOne ? 'waits' : 'wait'}: as many are under way as the project allows at once. Each is taken when another is through, the oldest first; nothing has to be uploaded again.`,
      `If this was not meant, for instance because each file was uploaded as a ${noun} of its own, remove what is not wanted, and put files that belong together into one folder.`,
    ],
    items: names.length === 0 ? [] : [...names, ...(more > 0 ? [`and ${more} more`] : [])],
  });
}
