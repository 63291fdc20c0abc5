import { odata, type TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { operationOfEvent } from '../../domain/audit/audit-event.ts';
import { blobName, type ChainHead, chainHeadSchema, type WholeHead, wrongHead } from '../../domain/audit/chain-head.ts';
import type { KnownEvents } from '../../ports/audit.ts';
import { firstProblem } from '../base/answer.ts';
import { isUnsealed, requireSeal } from '../base/seals/unsealed.ts';
import { isConflict, isOvertaken, serviceError, unlessMissing } from '../base/service-error.ts';
import type { Table } from '../base/table.ts';
import { hashedKey, startsWith } from '../base/table-key.ts';
import { partitionsOf } from '../base/table-partitions.ts';

/**
 * What the table knows of a line: its event, what a repeat must say again, where it stands, which line of its chain it is, and how many up to
 * it are about holds. Rows of earlier versions do not have all of it; those of the first have the id alone.
 */
const noteSchema = z.object({
  id: z.string(),
  says: z.string().exactOptional(),
  blob: z.string().exactOptional(),
  from: z.number().exactOptional(),
  bytes: z.number().exactOptional(),
  count: z.number().exactOptional(),
  holdLines: z.number().exactOptional(),
});
export type EventNote = z.infer<typeof noteSchema>;

/** `note` is undefined for a line that is no event. */
export interface WrittenLine {
  readonly note: EventNote | undefined;
  readonly position: WholeHead;
}

export interface Head<Position = ChainHead> {
  readonly position: Position;
  readonly etag: string;
}

/** Some seconds of looking for a head that moves. */
const looksAtMost = 40;

/** One transaction takes 100 rows; one of them is the head. */
const linesPerTransaction = 98;

/** Partition: chain. Rows of the events of one operation stand together; the first version kept all of them by the hash alone. */
export class AuditHeads {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** Throws WrongHead for one that is none, or that leads to a blob of something else. */
  async read(chain: string): Promise<Head | undefined> {
    const tried = `read the head of the audit chain ${chain}`;
    const row = await unlessMissing(tried, () => this.#table.getEntity(chain, 'head'));
    if (row === undefined) return undefined;
    if (isUnsealed(row)) throw wrongHead(chain, 'the control plane has not sealed it');
    const { success, data: position, error } = chainHeadSchema.safeParse(row);
    if (!success) throw wrongHead(chain, `it cannot be read: ${firstProblem(error)}`);
    if (blobName(position.blob)?.chain !== chain)
      throw wrongHead(chain, `its blob (blob) is ${JSON.stringify(position.blob)}, which is none of this chain`);
    return { position, etag: row.etag };
  }

  /** The head once it counts so many lines, or as it is after some seconds of looking. */
  async reaching(
    chain: string,
    atLeast: number,
    wait: (tries: number) => Promise<void>,
  ): Promise<ChainHead | undefined> {
    for (let tries = 1; ; tries += 1) {
      const position = (await this.read(chain))?.position;
      if ((position?.count ?? 0) >= atLeast || tries === looksAtMost) return position;
      await wait(tries);
    }
  }

  /** Gives the ETag; undefined when somebody was quicker, whose head is kept. */
  async create(chain: string, position: WholeHead): Promise<string | undefined> {
    try {
      return (await this.#table.createEntity({ partitionKey: chain, rowKey: 'head', ...position })).etag;
    } catch (error) {
      if (!isConflict(error)) throw serviceError(`begin the audit chain ${chain}`, error);
      return undefined;
    }
  }

  /** One that is gone already is no error. */
  async remove(chain: string): Promise<void> {
    const tried = `remove the head of the audit chain ${chain}`;
    await unlessMissing(tried, () => this.#table.deleteEntity(chain, 'head'));
  }

  async holds(chain: string, eventId: string): Promise<boolean> {
    for (const key of new Set([eventKey(eventId), firstKey(eventId)]))
      if (await this.#hasRow(chain, key, eventId)) return true;
    return false;
  }

  /** What is known of an event that belongs to no operation, or that the first version wrote. */
  async noteOf(chain: string, eventId: string): Promise<EventNote | undefined> {
    return await this.#note(chain, firstKey(eventId), eventId);
  }

  async noteOfLine(chain: string, eventId: string): Promise<EventNote | undefined> {
    for (const key of new Set([eventKey(eventId), firstKey(eventId)])) {
      const note = await this.#note(chain, key, eventId);
      if (note !== undefined) return note;
    }
    return undefined;
  }

  /** The events of one operation that the chain holds, by their ids, without those that the first version wrote. */
  async eventsOf(chain: string, operation: string): Promise<Map<string, EventNote>> {
    const filter = `${odata`PartitionKey eq ${chain}`} and ${startsWith(operationKey(operation))}`;
    const notes = new Map<string, EventNote>();
    try {
      for await (const row of this.#table.listEntities({ queryOptions: { filter } })) {
        const note = noteSchema.parse(requireSeal(row));
        notes.set(note.id, note);
      }
    } catch (error) {
      throw serviceError(`list the events of ${operation} in ${chain}`, error);
    }
    return notes;
  }

  async knownEvents(chain: string): Promise<KnownEvents> {
    const filter = `${odata`PartitionKey eq ${chain}`} and ${startsWith('event:')}`;
    const keys = new Set<string>();
    try {
      for await (const { rowKey } of this.#table.listEntities({ queryOptions: { filter, select: ['RowKey'] } }))
        if (rowKey !== undefined) keys.add(rowKey);
    } catch (error) {
      throw serviceError(`list the events of the audit chain ${chain}`, error);
    }
    return { count: keys.size, has: (id) => keys.has(eventKey(id)) || keys.has(firstKey(id)) };
  }

  /** Moves the head over lines that stand in the blobs and notes their events; gives its ETag. Undefined when somebody else moved or removed it: read again. */
  async advance(chain: string, lines: readonly WrittenLine[], etag: string): Promise<string | undefined> {
    let headEtag = etag;
    for (let at = 0; at < lines.length; at += linesPerTransaction) {
      const chunk = lines.slice(at, at + linesPerTransaction);
      const moved = await this.#advanceOnce(chain, chunk, headEtag);
      if (moved === undefined) return undefined;
      headEtag = moved;
    }
    return headEtag;
  }

  async *chains(): AsyncGenerator<string> {
    try {
      yield* partitionsOf(this.#table);
    } catch (error) {
      throw serviceError('list the audit chains', error);
    }
  }

  #note(chain: string, key: string, eventId: string): Promise<EventNote | undefined> {
    return unlessMissing(`look for the audit event ${eventId} in ${chain}`, async () =>
      // The first version wrote no id into the row.
      noteSchema.parse({ id: eventId, ...requireSeal(await this.#table.getEntity(chain, key)) }),
    );
  }

  async #hasRow(chain: string, key: string, eventId: string): Promise<boolean> {
    const tried = `look for the audit event ${eventId} in ${chain}`;
    const row = await unlessMissing(tried, () => this.#table.getEntity(chain, key));
    return row !== undefined && !isUnsealed(row);
  }

  async #advanceOnce(chain: string, lines: readonly WrittenLine[], etag: string): Promise<string | undefined> {
    const last = lines.at(-1);
    if (last === undefined) return etag;
    const head = { partitionKey: chain, rowKey: 'head', ...last.position };
    const byId = new Map(lines.flatMap(({ note }) => (note === undefined ? [] : [[note.id, note]])));
    const notes = [...byId.values()].map(
      (one): TransactionAction => ['upsert', { partitionKey: chain, rowKey: eventKey(one.id), ...one }, 'Replace'],
    );
    try {
      // The head comes last: who reads meanwhile where a transaction is not seen at once finds no line that nobody knows.
      const { subResponses } = await this.#table.submitTransaction([...notes, ['update', head, 'Replace', { etag }]]);
      return subResponses.at(-1)?.etag;
    } catch (error) {
      if (isOvertaken(error)) return undefined;
      throw serviceError(`move the head of the audit chain ${chain}`, error);
    }
  }
}

function eventKey(eventId: string): string {
  const operation = operationOfEvent(eventId);
  return operation === undefined ? firstKey(eventId) : `${operationKey(operation)}${hashedKey(eventId)}`;
}

function operationKey(operation: string): string {
  return `event:${operation}:`;
}

function firstKey(eventId: string): string {
  return `event:${hashedKey(eventId)}`;
}
