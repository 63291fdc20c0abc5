import { odata, type TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import type { KnownEvents } from '../ports/audit.ts';
import { isConflict, isMissing, serviceError } from './service-error.ts';
import type { Table } from './table.ts';
import { hashedKey, startsWith } from './table-key.ts';
import { partitionsOf } from './table-partitions.ts';

/** Where a chain stands: ChainHead and the count of blocks in the blob. */
const positionSchema = z.object({
  count: z.number(),
  hash: z.string(),
  blob: z.string(),
  length: z.number(),
  blocks: z.number(),
});
export type Position = z.infer<typeof positionSchema>;

/** A line that stands in a blob, and where the chain stands after it. `eventId` is undefined for a line that is no event. */
export interface WrittenLine {
  readonly eventId: string | undefined;
  readonly position: Position;
}

/** One transaction takes 100 rows; one of them is the head. */
const linesPerTransaction = 98;

/** Heads of chains, and one row for each event that a chain holds. Partition: chain. */
export class AuditHeads {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(chain: string): Promise<{ readonly position: Position; readonly etag: string } | undefined> {
    try {
      const row = await this.#table.getEntity(chain, 'head');
      return { position: positionSchema.parse(row), etag: row.etag };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw serviceError(`read the head of the audit chain ${chain}`, error);
    }
  }

  /** Keeps the head that stands, when somebody was quicker. */
  async create(chain: string, position: Position): Promise<void> {
    try {
      await this.#table.createEntity({ partitionKey: chain, rowKey: 'head', ...position });
    } catch (error) {
      if (!isConflict(error)) throw serviceError(`begin the audit chain ${chain}`, error);
    }
  }

  async holds(chain: string, eventId: string): Promise<boolean> {
    try {
      await this.#table.getEntity(chain, eventKey(eventId), { queryOptions: { select: ['RowKey'] } });
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw serviceError(`look for the audit event ${eventId} in ${chain}`, error);
    }
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
    return { count: keys.size, has: (eventId) => keys.has(eventKey(eventId)) };
  }

  /** Moves the head over lines that stand in the blobs and notes their events. False when somebody else moved it: read again. */
  async advance(chain: string, lines: readonly WrittenLine[], etag: string): Promise<boolean> {
    let headEtag = etag;
    for (let at = 0; at < lines.length; at += linesPerTransaction) {
      const chunk = lines.slice(at, at + linesPerTransaction);
      const moved = await this.#advanceOnce(chain, chunk, headEtag);
      if (moved === undefined) return false;
      headEtag = moved;
    }
    return true;
  }

  /** Names of the chains that have a row. */
  async *chains(): AsyncGenerator<string> {
    try {
      yield* partitionsOf(this.#table);
    } catch (error) {
      throw serviceError('list the audit chains', error);
    }
  }

  async #advanceOnce(chain: string, lines: readonly WrittenLine[], etag: string): Promise<string | undefined> {
    const last = lines.at(-1);
    if (last === undefined) return etag;
    const head = { partitionKey: chain, rowKey: 'head', ...last.position };
    const ids = new Set(lines.flatMap(({ eventId }) => eventId ?? []));
    const notes = [...ids].map(
      (id): TransactionAction => ['upsert', { partitionKey: chain, rowKey: eventKey(id), id }],
    );
    try {
      const { subResponses } = await this.#table.submitTransaction([['update', head, 'Replace', { etag }], ...notes]);
      return subResponses[0]?.etag;
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw serviceError(`move the head of the audit chain ${chain}`, error);
    }
  }
}

function eventKey(eventId: string): string {
  return `event:${hashedKey(eventId)}`;
}
