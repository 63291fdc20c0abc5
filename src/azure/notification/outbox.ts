import { z } from 'zod';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import type { Intended, MailNote, Outbox } from '../../ports/mail.ts';
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

/** Each mail is a row, and perhaps another that says which came first; a transaction takes a hundred. */
const mailsPerTransaction = 50;

/**
 * One row per mail in one table: written when the mail is intended, marked when the mail server has taken it. Nothing deletes these rows, so
 * they tell an address by its digest alone. A mail whose row has no good seal was not sent: it rather goes twice than never.
 */
export function tableOutbox(table: Table): Outbox {
  const rows = new MailRows(table);
  const intendAll: Outbox['intendAll'] = async (mails) => {
    const noted = new Map<string, Intended>();
    const wanted = new Map(mails.map((mail) => [mail.messageId, wantedRows(mail)]));
    for (const together of Map.groupBy(wanted.values(), ({ row }) => row.partitionKey).values())
      for (let at = 0; at < together.length; at += mailsPerTransaction) {
        const chunk = together.slice(at, at + mailsPerTransaction);
        const known = (await rows.begin(chunk)) ?? (await rows.eachOf(chunk));
        for (const [index, one] of known.entries()) noted.set(chunk[index]?.row.messageId ?? '', one);
      }
    return noted;
  };
  return {
    async intend(messageId, note) {
      const known = (await intendAll([{ ...note, messageId }])).get(messageId);
      if (known === undefined) throw new Error(`Nothing is known of the mail ${messageId} that was just intended`);
      return known;
    },
    intendAll,
    async markSent(messageId, how) {
      const row = { ...keyOf(messageId), sent: true, ...(how === 'collected' ? { collected: true } : {}) };
      await attempt(`note that the mail ${messageId} was sent`, () => table.updateEntity(row, 'Merge', { etag: '*' }));
    },
  };
}

/** The row of a mail that is to be sent, and that of the mail which came first to its address, if it is this one. */
interface WantedRows {
  readonly row: RowKey & MailRow;
  readonly first: RowKey & MailRow;
}

function wantedRows(mail: MailNote & { readonly messageId: string }): WantedRows {
  const { messageId, operation, step, to, sentAs = messageId } = mail;
  const row = { messageId, operation, step, sent: false, ...(sentAs === messageId ? {} : { sentAs }) };
  const first = { messageId: sentAs, operation, step: 'first', sent: false };
  return { row: { ...keyOf(messageId), ...row }, first: { ...firstKeyOf(messageId, to), ...first } };
}

class MailRows {
  readonly #table: Table;
  readonly #firsts = new RecentCache<string>(firstsKept);

  constructor(table: Table) {
    this.#table = table;
  }

  /** Creates the rows of mails of one operation by one request; undefined where one of them stands. */
  async begin(wanted: readonly WantedRows[]): Promise<readonly Intended[] | undefined> {
    const firsts = new Map<string, WantedRows['first']>();
    for (const { first } of wanted) {
      const name = nameOf(first);
      if (this.#firsts.known(name) === undefined && !firsts.has(name)) firsts.set(name, first);
    }
    if (!(await creates(this.#table, [...wanted.map(({ row }) => row), ...firsts.values()]))) return undefined;
    for (const [name, { messageId }] of firsts) this.#firsts.keep(name, messageId);
    return wanted.map(({ row, first }) => intended(row, this.#firsts.known(nameOf(first)) ?? first.messageId));
  }

  /** What stands of each, which may have been intended before. */
  async eachOf(wanted: readonly WantedRows[]): Promise<readonly Intended[]> {
    const found: Intended[] = [];
    for (const { row, first } of wanted) {
      const { messageId } = row;
      const standing = await this.#of(row);
      const { sentAs = messageId } = standing;
      found.push(
        standing.sent ? intended(standing) : intended(standing, await this.#firstOf({ ...first, messageId: sentAs })),
      );
    }
    return found;
  }

  /** What stands of it; where nothing does, the row is created. */
  async #of(row: RowKey & MailRow): Promise<MailRow> {
    const found =
      (await this.#standing(row)) ?? ((await creates(this.#table, [row])) ? row : await this.#standing(row));
    if (found === undefined) throw new Error(`The row of the mail ${row.messageId} stood a moment ago, and is gone`);
    if (!isUnsealed(found)) return mailRow.parse(found);
    await attempt(`note the intended mail ${row.messageId} again`, () => this.#table.upsertEntity(row, 'Replace'));
    return row;
  }

  /** Which mail came first to an address. Where this process does not know it, its row most times stands. */
  async #firstOf(row: RowKey & MailRow): Promise<string> {
    const name = nameOf(row);
    return this.#firsts.known(name) ?? this.#firsts.keep(name, (await this.#of(row)).messageId);
  }

  #standing({ partitionKey, rowKey, messageId }: RowKey & MailRow): Promise<TableRow | undefined> {
    return unlessMissing(`look up the mail ${messageId}`, () => this.#table.getEntity(partitionKey, rowKey));
  }
}

/** What is told of a mail by its row; `first`: which mail came first to its address. */
function intended({ messageId, sent, sentAs = messageId, collected }: MailRow, first = sentAs): Intended {
  return { sent, sentAs, ...(sent && collected ? { collected } : {}), ...(first === sentAs ? {} : { follows: first }) };
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
