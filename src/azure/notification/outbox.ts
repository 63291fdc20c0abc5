import { z } from 'zod';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import type { Outbox } from '../../ports/mail.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { attempt, isConflict, serviceError, unlessMissing } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { hashedKey } from '../base/table-key.ts';

const mailRow = z.object({
  messageId: z.string(),
  sent: z.boolean(),
  sentAs: z.string().optional(),
  collected: z.boolean().optional(),
});
type MailRow = z.infer<typeof mailRow> & Readonly<Record<string, unknown>>;

/** Which mail came first is written once, so whoever knows it need not ask; of so many it is known. */
const firstsKept = 1000;

/**
 * One row per mail in one table: written when the mail is intended, marked when the mail server has taken it. Nothing deletes these rows, so
 * they tell an address by its digest alone. A mail whose row has no good seal was not sent: it rather goes twice than never.
 */
export function tableOutbox(table: Table): Outbox {
  const rows = new MailRows(table);
  return {
    async intend(messageId, { operation, step, to, sentAs: own = messageId }) {
      const [key, firstKey] = [keyOf(messageId), firstKeyOf(messageId, to)];
      const row = { messageId, operation, step, sent: false, ...(own === messageId ? {} : { sentAs: own }) };
      const firstRow = (sentAs: string) => ({ messageId: sentAs, operation, step: 'first', sent: false });
      if (await rows.begin({ ...key, ...row }, { ...firstKey, ...firstRow(own) })) return { sent: false, sentAs: own };
      const { sent, sentAs = messageId, collected } = await rows.of(key, row);
      if (sent) return collected ? { sent, sentAs, collected } : { sent, sentAs };
      const first = await rows.firstOf(firstKey, firstRow(sentAs));
      return first === sentAs ? { sent, sentAs } : { sent, sentAs, follows: first };
    },
    async markSent(messageId, how) {
      const row = { ...keyOf(messageId), sent: true, ...(how === 'collected' ? { collected: true } : {}) };
      await attempt(`note that the mail ${messageId} was sent`, () => table.updateEntity(row, 'Merge', { etag: '*' }));
    },
  };
}

class MailRows {
  readonly #table: Table;
  readonly #firsts = new RecentCache<string>(firstsKept);

  constructor(table: Table) {
    this.#table = table;
  }

  /** Creates the rows of a mail that may be the first of its thread, by one request; false where one of them stands. */
  async begin(row: RowKey & MailRow, first: RowKey & MailRow): Promise<boolean> {
    if (this.#firsts.known(nameOf(first)) !== undefined || !(await creates(this.#table, [row, first]))) return false;
    this.#firsts.keep(nameOf(first), first.messageId);
    return true;
  }

  /** Creates the row unless it stands, and gives what stands then. */
  async of(key: RowKey, row: MailRow): Promise<MailRow> {
    if (await creates(this.#table, [{ ...key, ...row }])) return row;
    const found = await this.#standing(key, row);
    if (found === undefined) throw new Error(`The row of the mail ${row.messageId} stood a moment ago, and is gone`);
    if (!isUnsealed(found)) return mailRow.parse(found);
    await attempt(`note the intended mail ${row.messageId} again`, () =>
      this.#table.upsertEntity({ ...key, ...row }, 'Replace'),
    );
    return row;
  }

  /** Which mail came first to an address. Where this process does not know it, its row most times stands. */
  async firstOf(key: RowKey, row: MailRow): Promise<string> {
    const known = this.#firsts.known(nameOf(key));
    if (known !== undefined) return known;
    const found = await this.#standing(key, row);
    const first = found === undefined || isUnsealed(found) ? await this.of(key, row) : mailRow.parse(found);
    return this.#firsts.keep(nameOf(key), first.messageId);
  }

  #standing({ partitionKey, rowKey }: RowKey, { messageId }: MailRow): Promise<TableRow | undefined> {
    return unlessMissing(`look up the mail ${messageId}`, () => this.#table.getEntity(partitionKey, rowKey));
  }
}

/** Writes all rows, or none where one of them stands; then false. */
async function creates(table: Table, rows: readonly (RowKey & MailRow)[]): Promise<boolean> {
  const [row] = rows;
  try {
    if (row !== undefined && rows.length === 1) await table.createEntity(row);
    else await table.submitTransaction(rows.map((one) => ['create', one]));
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw serviceError(`note the intended mail ${row?.messageId}`, error);
  }
}

interface RowKey {
  readonly partitionKey: string;
  readonly rowKey: string;
}

function nameOf({ partitionKey, rowKey }: RowKey): string {
  return `${partitionKey} ${rowKey}`;
}

/** Mails of one operation stand together: message ids begin with the operation's id. */
function keyOf(messageId: string): RowKey {
  const [partitionKey = 'other'] = /^[A-Za-z0-9_-]{1,100}/.exec(messageId) ?? [];
  return { partitionKey, rowKey: hashedKey(messageId) };
}

/** Which mail came first to an address is written once; the others of that operation follow it. */
function firstKeyOf(messageId: string, to: string): RowKey {
  return { ...keyOf(messageId), rowKey: hashedKey(`first mail to ${to.toLowerCase()}`) };
}
