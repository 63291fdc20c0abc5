import { paceSchema, restedPace } from '../../domain/notification/mail-pace.ts';
import type { MailPaceStore } from '../../ports/mail.ts';
import { readColumns, toColumns } from '../base/json-columns.ts';
import { unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import { type Table, writeRow } from '../base/table.ts';

/** Message ids, under which mails stand in the table, begin with a letter. */
const key = { partitionKey: '_pace', rowKey: 'all' };

/** One row beside those of the outbox. It is written with its ETag, so that no two instances count past each other. */
export function tableMailPace(table: Table): MailPaceStore {
  return {
    async read() {
      const tried = 'read how many mails left';
      const row = await unlessMissing(tried, () => table.getEntity(key.partitionKey, key.rowKey));
      // A count that cannot be read begins anew: then the mail server refuses what is too much, and that is a pause.
      return row && { value: readColumns(paceSchema, row) ?? restedPace, etag: row.etag };
    },
    async keep(pace, etag) {
      const row = { ...key, ...toColumns('of the mails that left', pace) };
      const other = 'The mails that left were counted anew';
      await unlessOvertaken('count the mails that leave', other, () => writeRow(table, row, etag));
    },
  };
}
