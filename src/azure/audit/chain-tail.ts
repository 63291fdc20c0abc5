import { isAboutHold, type WholeHead } from '../../domain/audit/chain-head.ts';
import { type AuditEvent, chainLine, lineHash } from '../../domain/audit/chain-line.ts';
import { saysOf } from '../../domain/audit/repeated-event.ts';
import { readLine } from './audit-blobs.ts';
import type { EventNote, WrittenLine } from './audit-heads.ts';

/** The end of a chain as one writer sees it, with the lines behind the head. */
export class ChainTail {
  #position: WholeHead;
  readonly #written: WrittenLine[] = [];
  readonly #notes = new Map<string, EventNote>();
  readonly #start: WholeHead;
  readonly #newest: string | undefined;

  /** `newest`: the event of the last line before it. */
  constructor(head: WholeHead, newest?: string) {
    this.#position = head;
    this.#start = head;
    this.#newest = newest;
  }

  get position(): WholeHead {
    return this.#position;
  }

  /** The lines behind a count of lines: what a head that counts so many does not cover yet. */
  behind(count: number): readonly WrittenLine[] {
    return this.#written.filter(({ position }) => position.count > count);
  }

  /** Where the chain stood after so many lines; undefined before the first and after the last that it knows. */
  at(count: number): WholeHead | undefined {
    if (count === this.#start.count) return this.#start;
    return this.#written[count - this.#start.count - 1]?.position;
  }

  /** The event of the last of so many lines; undefined where that is none, or is not known. */
  eventAt(count: number): string | undefined {
    if (count === this.#start.count) return this.#newest;
    return this.#written[count - this.#start.count - 1]?.note?.id;
  }

  get notes(): ReadonlyMap<string, EventNote> {
    return this.#notes;
  }

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
      const { count, blob, length: from, holdLines } = this.#position;
      const bytes = Buffer.byteLength(line) + 1;
      const place = next === undefined ? { blob, length: from + bytes, blocks } : { blob: next, length: 0, blocks: 0 };
      const about = { count: count + 1, holdLines: holdLines + (event && isAboutHold(event.kind) ? 1 : 0) };
      this.#position = { ...about, hash: lineHash(line), ...place };
      const note = event && { id: event.id, says: saysOf(event), blob, from, bytes, ...about };
      this.#written.push({ note, position: this.#position });
      if (note !== undefined) this.#notes.set(note.id, note);
    }
  }
}
