import { z } from 'zod';
import {
  type AuditFormat,
  auditContinuation,
  auditHead,
  auditLine,
  type EventInWords,
} from '../../domain/audit/audit-query.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { atOnce } from '../base/at-once.ts';
import type { AuditCursor, CursorPlace } from './audit-cursor.ts';

/** Where an answer stopped: when the query began, the chains that were read then with their places, and the last of them by name. */
export const auditPlace = z.strictObject({
  begun: z.string(),
  last: z.string(),
  chains: z.array(z.tuple([z.string(), z.string(), z.int().nonnegative()])),
});
export type AuditPlace = z.infer<typeof auditPlace>;

export interface AnswerForm {
  readonly format: AuditFormat;
  readonly sort: 'newest' | 'oldest';
  readonly begun: string;
  readonly limit?: number;
  readonly from?: AuditPlace;
  /** What a row of a table says of an event besides. */
  readonly inWords?: (event: AuditEvent) => EventInWords;
  readonly isOver: () => boolean;
  readonly continuationAt: (place: AuditPlace) => Promise<string>;
}

/** A chain to be read, from its beginning or from a place. */
export interface Begun {
  readonly chain: string;
  readonly from?: CursorPlace;
}

/** So many chains are read beside each other; more places would not fit into a continuation. */
const chainsAtOnce = 64;
const requestsAtOnce = 16;
/** A piece of a stream for each line would cost more than the line. */
const charactersAtOnce = 32 * 1024;

/** The chains in groups that are read one after the other: first the rest of the group in which the answer before stopped. */
export function groupsOf(names: readonly string[], from?: AuditPlace): readonly (readonly Begun[])[] {
  const begun = (from?.chains ?? [])
    .filter(([chain]) => names.includes(chain))
    .map(([chain, blob, at]) => ({ chain, from: { blob, at } }));
  const rest = names.filter((name) => from === undefined || name > from.last).sort();
  const groups: Begun[][] = begun.length > 0 ? [begun] : [];
  for (let at = 0; at < rest.length; at += chainsAtOnce)
    groups.push(rest.slice(at, at + chainsAtOnce).map((chain) => ({ chain })));
  return groups;
}

/** The events of each group in the order of their time, as lines; the order within a chain stays. The last line may be the continuation. */
export async function* mergedLines(
  groups: readonly (readonly Begun[])[],
  cursorOf: (begun: Begun) => AuditCursor,
  form: AnswerForm,
): AsyncGenerator<string> {
  const { format, limit = Number.POSITIVE_INFINITY, isOver } = form;
  yield auditHead(format);
  let given = 0;
  for (const group of groups) {
    const cursors = group.map(cursorOf);
    try {
      await atOnce(requestsAtOnce, cursors, (cursor) => cursor.advance(isOver));
      for (;;) {
        const next = cursors.some((cursor) => cursor.isCutShort) ? undefined : nextOf(cursors, form.sort);
        if (next?.head === undefined && cursors.every(({ isAtEnd }) => isAtEnd)) break;
        if (next?.head === undefined || given === limit || isOver()) {
          yield auditContinuation(await form.continuationAt(placeOf(group, cursors, form)), format);
          return;
        }
        yield auditLine(next.head, format, form.inWords?.(next.head));
        given += 1;
        await next.advance(isOver);
      }
    } finally {
      for (const cursor of cursors) await cursor.close();
    }
  }
}

/** The cursor whose event comes next; of events of one moment that of the first chain. */
function nextOf(cursors: readonly AuditCursor[], sort: AnswerForm['sort']): AuditCursor | undefined {
  let next: AuditCursor | undefined;
  for (const cursor of cursors) {
    const [at, best] = [cursor.head?.at, next?.head?.at];
    if (at !== undefined && (best === undefined || (sort === 'newest' ? at > best : at < best))) next = cursor;
  }
  return next;
}

function placeOf(group: readonly Begun[], cursors: readonly AuditCursor[], { begun, from }: AnswerForm): AuditPlace {
  const names = group.map(({ chain }) => chain).sort();
  const last = [names.at(-1) ?? '', from?.last ?? ''].sort().at(-1) ?? '';
  const chains = cursors
    .filter(({ isAtEnd }) => !isAtEnd)
    .map(({ chain, place }): AuditPlace['chains'][number] => [chain, place.blob, place.at]);
  return { begun, last, chains };
}

export async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece: string[] = [];
  let length = 0;
  for await (const line of lines) {
    piece.push(line);
    length += line.length;
    if (length < charactersAtOnce) continue;
    yield piece.join('');
    [piece, length] = [[], 0];
  }
  if (length > 0) yield piece.join('');
}
