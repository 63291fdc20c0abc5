import { type AuditEvent, chainLine, lineHash } from '../../domain/audit/chain-line.ts';
import { saysOf } from '../../domain/audit/repeated-event.ts';
import { readLine } from './audit-blobs.ts';
import type { EventNote, Position, WrittenLine } from './audit-heads.ts';

/** The end of a chain as one writer sees it, with the lines behind the head. */
export class ChainTail {
  #position: Position;
  readonly #written: WrittenLine[] = [];
  readonly #notes = new Map<string, EventNote>();
  readonly #start: number;

  constructor(head: Position) {
    this.#position = head;
    this.#start = head.count;
  }

  get position(): Position {
    return this.#position;
  }

  /** The lines behind a count of lines: what a head that counts so many does not cover yet. */
  behind(count: number): readonly WrittenLine[] {
    return this.#written.filter(({ position }) => position.count > count);
  }

  /** Whether it has all lines behind a count of lines; not behind that of a head which was put back. */
  reachesBackTo(count: number): boolean {
    return count >= this.#start;
  }

  /** The events in the lines behind the head, by their ids. */
  get notes(): ReadonlyMap<string, EventNote> {
    return this.#notes;
  }

  /** The lines that would follow now. */
  chained(events: readonly AuditEvent[]): readonly string[] {
    let previous = this.#position.hash;
    return events.map((event) => {
      const line = chainLine(event, previous);
      previous = lineHash(line);
      return line;
    });
  }

  /** Takes in lines that stand in the present blob, which has that many blocks. */
  add(lines: readonly string[], blocks: number): void {
    for (const line of lines) {
      const { event, next } = readLine(line);
      const { count, blob, length: from, holds } = this.#position;
      const bytes = Buffer.byteLength(line) + 1;
      const place = next === undefined ? { blob, length: from + bytes, blocks } : { blob: next, length: 0, blocks: 0 };
      const more = event?.kind.startsWith('hold.') ? 1 : 0;
      this.#position = { count: count + 1, hash: lineHash(line), holds: holds + more, ...place };
      const note = event && { id: event.id, says: saysOf(event), blob, from, bytes };
      this.#written.push({ note, position: this.#position });
      if (note !== undefined) this.#notes.set(note.id, note);
    }
  }
}
