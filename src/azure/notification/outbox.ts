import { z } from 'zod';
import type { Outbox } from '../../ports/mail.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { attempt, isConflict, serviceError } from '../base/service-error.ts';
import type { Table } from '../base/table.ts';
import { hashedKey } from '../base/table-key.ts';

const mailRow = z.object({
  messageId: z.string(),
  sent: z.boolean(),
  sentAs: z.string().optional(),
  collected: z.boolean().optional(),
});

/**
 * One row per mail in one table: written when the mail is intended, marked when the mail server has taken it. Nothing deletes these rows, so
 * they tell an address by its digest alone. A mail whose row has no good seal was not sent: it rather goes twice than never.
 */
export function tableOutbox(table: Table): Outbox {
  /** Creates the row unless it stands, and gives what stands then. */
  const rowOf = async (key: RowKey, row: z.infer<typeof mailRow> & Readonly<Record<string, unknown>>) => {
    try {
      await table.createEntity({ ...key, ...row });
      return row;
    } catch (error) {
      if (!isConflict(error)) throw serviceError(`note the intended mail ${row.messageId}`, error);
    }
    return await attempt(`look up the mail ${row.messageId}`, async () => {
      const standing = await table.getEntity(key.partitionKey, key.rowKey);
      if (!isUnsealed(standing)) return mailRow.parse(standing);
      await table.upsertEntity({ ...key, ...row }, 'Replace');
      return row;
    });
  };
  return {
    async intend(messageId, { operation, step, to, sentAs: own = messageId }) {
      const row = { messageId, operation, step, sent: false, ...(own === messageId ? {} : { sentAs: own }) };
      const { sent, sentAs = messageId, collected } = await rowOf(keyOf(messageId), row);
      if (sent) return collected ? { sent, sentAs, collected } : { sent, sentAs };
      const ofFirst = { messageId: sentAs, operation, step: 'first', sent: false };
      const first = await rowOf(firstKeyOf(messageId, to), ofFirst);
      return first.messageId === sentAs ? { sent, sentAs } : { sent, sentAs, follows: first.messageId };
    },
    async markSent(messageId, how) {
      const row = { ...keyOf(messageId), sent: true, ...(how === 'collected' ? { collected: true } : {}) };
      await attempt(`note that the mail ${messageId} was sent`, () => table.updateEntity(row, 'Merge', { etag: '*' }));
    },
  };
}

interface RowKey {
  readonly partitionKey: string;
  readonly rowKey: string;
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
