import { Refused } from '../base/errors.ts';
import type { TreeHead } from './merkle.ts';
import { type NoteKey, openNote } from './signed-note.ts';

/** How far a log has come (C2SP tlog-checkpoint). `origin` is the name of the log. */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
  readonly root: Buffer;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly by: NoteKey;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Lines that a log adds behind the first three are left to it. Throws Refused for what is no checkpoint. */
export function parseCheckpoint(text: string): Checkpoint {
  const [, origin, size, coded = ''] = /^([^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*$/.exec(text) ?? [];
  const root = Buffer.from(coded, 'base64');
  if (origin === undefined || !Number.isSafeInteger(Number(size)) || root.toString('base64') !== coded)
    throw new Refused('This is no checkpoint: its lines are the name of the log, a size and a root');
  return { origin, size: Number(size), root };
}

/** The checkpoint of a note that the log itself signed with one of the keys. Throws Refused for another. */
export function openCheckpoint(note: string, keys: readonly NoteKey[]): SignedCheckpoint {
  const { text, by } = openNote(note, keys);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== by.name)
    throw new Refused(`The note is about the log ${checkpoint.origin} and signed by ${by.name}`);
  return { ...checkpoint, by };
}

/** The note of a checkpoint as mails carry it. */
export function noteLine(note: string): string {
  return wordsIn(note).join(' ');
}

/** The note that somebody kept, however its lines were broken or quoted on the way. */
export function keptNote(text: string): string {
  const [origin, size, root, ...signed] = wordsIn(text);
  const signatures = signed.flatMap((word, at) => (at % 3 === 2 ? [`— ${signed[at - 1]} ${word}\n`] : []));
  return `${origin}\n${size}\n${root}\n\n${signatures.join('')}`;
}

/** All notes of a log that stand in a text, such as a mail, however its lines were broken or quoted. */
export function notesIn(text: string, origin: string): readonly string[] {
  const words = wordsIn(text);
  return words.flatMap((word, at) => {
    const isNote = word === origin && /^\d+$/.test(words[at + 1] ?? '') && words[at + 3] === '—';
    if (!isNote) return [];
    let end = at + 3;
    while (words[end] === '—') end += 3;
    return [keptNote(words.slice(at, end).join(' '))];
  });
}

function wordsIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '' && word !== '>');
}
