import { type AuditEvent, chainLine, lineHash } from '../domain/chain-line.ts';
import { readLine } from './audit-blobs.ts';
import type { Position, WrittenLine } from './audit-heads.ts';

/** The end of a chain as one writer sees it, with the lines behind the head. */
export class ChainTail {
  #position: Position;
  readonly #written: WrittenLine[] = [];
  readonly #ids = new Set<string>();

  constructor(head: Position) {
    this.#position = head;
  }

  get position(): Position {
    return this.#position;
  }

  /** The lines behind a count of lines: what a head that counts so many does not cover yet. */
  behind(count: number): readonly WrittenLine[] {
    return this.#written.filter(({ position }) => position.count > count);
  }

  /** Ids of the events in the lines behind the head. */
  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  holds(eventId: string): boolean {
    return this.#ids.has(eventId);
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
      const { id, next } = readLine(line);
      const { count, blob, length } = this.#position;
      const end = { blob, length: length + Buffer.byteLength(line) + 1, blocks };
      const place = next === undefined ? end : { blob: next, length: 0, blocks: 0 };
      this.#position = { count: count + 1, hash: lineHash(line), ...place };
      this.#written.push({ eventId: id, position: this.#position });
      if (id !== undefined) this.#ids.add(id);
    }
  }
}
