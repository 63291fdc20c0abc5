import { odata } from '@azure/data-tables';
import { z } from 'zod';
import { type MailAbout, mailRanks } from '../../domain/notification/mail-rank.ts';
import type { KeptMail, KeptMails } from '../../ports/mail.ts';
import { fromColumns, toColumns } from '../base/json-columns.ts';
import { attempt, isConflict, saidBy, serviceError, unlessMissing } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { hashedKey } from '../base/table-key.ts';
import { markKey, systemPartition } from '../base/table-partitions.ts';
import { readCollected, waiting } from './mail-budget-rows.ts';

/** Message ids, under which the other rows of the table stand, begin with a letter. */
const kept = '_kept';

const isAbout = (text: string): text is MailAbout => Object.hasOwn(mailRanks, text);
const keptSchema: z.ZodType<KeptMail> = z.strictObject({
  messageId: z.string(),
  about: z.string().refine(isAbout),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  since: z.iso.datetime(),
});

/** Rows beside those of the outbox, each with a whole mail, which go once it has left. */
export function tableKeptMails(table: Table, listed: (isMarked: boolean) => void = () => undefined): KeptMails {
  return {
    async keep(mail) {
      const row = { partitionKey: kept, rowKey: hashedKey(mail.messageId), ...toColumns('of a mail that waits', mail) };
      await table.createEntity(row).catch((error: unknown) => {
        if (!isConflict(error)) throw serviceError('keep a mail that has to wait', error);
      });
    },
    list: () => readKept(table.listEntities({ queryOptions: { filter: odata`PartitionKey eq ${kept}` } })),
    waiting: () =>
      attempt('read the mails that wait', async () => {
        // Nothing but these, the count of a minute and the mark stands between.
        const filter = odata`PartitionKey ge ${waiting} and PartitionKey le ${systemPartition}`;
        const rows = await Array.fromAsync(table.listEntities({ queryOptions: { filter } }));
        const of = (partition: string) => rows.filter(({ partitionKey }) => partitionKey === partition);
        listed(of(systemPartition).some(({ rowKey }) => rowKey === markKey));
        return { kept: () => readKept(of(kept)), collected: () => readCollected(of(waiting)) };
      }),
    async forget({ messageId }) {
      await unlessMissing('remove a mail that has left', () => table.deleteEntity(kept, hashedKey(messageId)));
    },
  };
}

async function* readKept(rows: AsyncIterable<TableRow> | Iterable<TableRow>): AsyncGenerator<KeptMail> {
  const broken: string[] = [];
  for await (const row of rows) {
    try {
      yield keptSchema.parse(fromColumns(row));
    } catch (error) {
      broken.push(`${row.rowKey ?? ''}: ${saidBy(error)}`);
    }
  }
  if (broken.length > 0) throw new Error(`Mails that were kept cannot be read: ${broken.join('; ')}`);
}
