import { NotFound } from '../../../domain/base/errors.ts';
import { ConflictError } from '../../../ports/records.ts';
import { atOnce } from '../../../use-cases/base/at-once.ts';
import type { Back, CopyPlan } from './plan-copy.ts';
import { copiedPieces, readCopied, type WithCopy } from './read-copied.ts';

/** `more`: the rest is planned anew, since it rests on what was written. */
export interface CopyOutcome {
  readonly written: number;
  readonly more: boolean;
}

const blobsAtOnce = 8;

/** Puts the lines of a plan back, and only where none are missing the rest. What stands is kept, and what is cut goes on next time. */
export async function writeCopy(ports: WithCopy, { back }: CopyPlan, isOver: () => boolean): Promise<CopyOutcome> {
  const lines = back.filter(({ store }) => store === 'control/audit');
  let written = 0;
  const put = async (one: Back) => {
    const { store } = one;
    const isWhole = store === 'control/audit' ? await putLines(ports, one, isOver) : await putBlob(ports, one, store);
    if (isWhole) written += 1;
  };
  await atOnce(blobsAtOnce, lines.length > 0 ? lines : back, put, isOver);
  return { written, more: written < back.length };
}

async function putLines(
  { secondCopy, originals }: WithCopy,
  { blob, from, copied }: Back,
  isOver: () => boolean,
): Promise<boolean> {
  let end = from;
  for await (const { at, content } of copiedPieces(secondCopy, copied, from)) {
    if (!(await originals.putLines(blob, at, content.toString())))
      throw new ConflictError(`${blob} was written by somebody else meanwhile. Look again.`);
    end = at + content.length;
    if (isOver()) break;
  }
  return end === copied.bytes;
}

const containerOf = {
  'control/tree': 'tree',
  'control/projects': 'projects',
  'control/manifests': 'manifests',
} as const;

async function putBlob(
  { secondCopy, originals }: WithCopy,
  { blob, copied }: Back,
  store: keyof typeof containerOf,
): Promise<true> {
  const [first] = copied.parts;
  if (first === undefined) throw new NotFound(`Nothing of ${blob} was copied`);
  const { metadata } = await secondCopy.read(first);
  const content = await readCopied(secondCopy, copied);
  await originals.putBack(containerOf[store], blob, { content, metadata });
  return true;
}
