import { z } from 'zod';
import type { Outbox } from '../ports/mail.ts';
import { attempt, isConflict, serviceError } from './service-error.ts';
import type { Table } from './table.ts';
import { hashedKey } from './table-key.ts';

const mailRow = z.object({ sent: z.boolean() });

/** One row per mail in one table: written when the mail is intended, marked when the mail server has taken it. */
export function tableOutbox(table: Table): Outbox {
  return {
    async intend(messageId, { operation, step, to }) {
      const key = keyOf(messageId);
      try {
        await table.createEntity({ ...key, messageId, operation, step, to, sent: false });
        return { sent: false };
      } catch (error) {
        if (!isConflict(error)) throw serviceError(`note the intended mail ${messageId}`, error);
      }
      return await attempt(`look up the mail ${messageId}`, async () =>
        mailRow.parse(await table.getEntity(key.partitionKey, key.rowKey)),
      );
    },
    async markSent(messageId) {
      const row = { ...keyOf(messageId), sent: true };
      await attempt(`note that the mail ${messageId} was sent`, () => table.updateEntity(row, 'Merge', { etag: '*' }));
    },
  };
}

/** Mails of one operation stand together: message ids begin with the operation's id. */
function keyOf(messageId: string): { readonly partitionKey: string; readonly rowKey: string } {
  const [partitionKey = 'other'] = /^[A-Za-z0-9_-]{1,100}/.exec(messageId) ?? [];
  return { partitionKey, rowKey: hashedKey(messageId) };
}
