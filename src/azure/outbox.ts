import { z } from 'zod';
import type { Outbox } from '../ports/mail.ts';
import { attempt, isConflict, isMissing, serviceError } from './service-error.ts';
import type { Table } from './table.ts';
import { hashedKey } from './table-key.ts';

const mailRow = z.object({ sent: z.boolean() });

/** One row per mail in one table: written when the mail is intended, marked when the mail server has taken it. */
export function tableOutbox(table: Table): Outbox {
  return {
    async wasSent(messageId) {
      const { partitionKey, rowKey } = keyOf(messageId);
      try {
        return mailRow.parse(await table.getEntity(partitionKey, rowKey)).sent;
      } catch (error) {
        if (isMissing(error)) return false;
        throw serviceError(`look up the mail ${messageId}`, error);
      }
    },
    async intend(messageId, { operation, step, to }) {
      try {
        await table.createEntity({ ...keyOf(messageId), messageId, operation, step, to, sent: false });
      } catch (error) {
        if (!isConflict(error)) throw serviceError(`note the intended mail ${messageId}`, error);
      }
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
