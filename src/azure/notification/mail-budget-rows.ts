import { odata } from '@azure/data-tables';
import { z } from 'zod';
import {
  type BudgetKey,
  type CollectedMail,
  type MailKind,
  type MailWindow,
  mailBounds,
} from '../../domain/notification/mail-budget.ts';
import type { MailBudgets } from '../../ports/mail.ts';
import { deleteRows } from '../base/delete-rows.ts';
import { fromColumns, readColumns, toColumns } from '../base/json-columns.ts';
import { isConflict, isMissing, saidBy, serviceError, unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import { type Table, type TableRow, writeRow } from '../base/table.ts';
import { hashedKey } from '../base/table-key.ts';

/** Message ids, under which the other rows of the table stand, begin with an operation or the thread of a project. */
const windows = '_windows';
export const waiting = '_collected';

const windowSchema = z.strictObject({ since: z.iso.datetime(), mails: z.array(z.string()) });
const isOccasion = (text: string): text is MailKind => Object.hasOwn(mailBounds, text);
const collectedSchema = z.strictObject({
  project: z.string(),
  to: z.string(),
  about: z.string().refine(isOccasion),
  operation: z.string(),
  thing: z.string(),
  step: z.string(),
  since: z.iso.datetime(),
});

/** Two kinds of rows beside those of the outbox: what went alone to a person, and each mail that is to be told with others. */
export function tableMailBudgets(table: Table): MailBudgets {
  return {
    async window(key) {
      const tried = `read how many mails went to ${key.to}`;
      const row = await unlessMissing(tried, () => table.getEntity(windows, budgetKey(key)));
      return row && { value: windowIn(row), etag: row.etag };
    },
    async keepWindow(key, window, etag) {
      const rowKey = budgetKey(key);
      const row = { partitionKey: windows, rowKey, ...toColumns(`of the mails to ${key.to}`, window) };
      const other = `The mails to ${key.to} were counted anew`;
      await unlessOvertaken(`count the mails to ${key.to}`, other, () => writeRow(table, row, etag));
    },
    async collect(mail) {
      const row = { ...waitingKey(mail), ...toColumns(`of a mail about ${mail.operation}`, mail) };
      await table.createEntity(row).catch((error: unknown) => {
        if (!isConflict(error)) throw serviceError(`keep a mail about ${mail.operation} for later`, error);
      });
    },
    collected: () => readCollected(table.listEntities({ queryOptions: { filter: odata`PartitionKey eq ${waiting}` } })),
    async forget(mails) {
      const keys = mails.map((mail) => waitingKey(mail).rowKey);
      await deleteRows(table, waiting, keys).catch(async (error: unknown) => {
        if (!isMissing(error)) throw serviceError('remove mails that were told', error);
        for (const rowKey of keys)
          await unlessMissing('remove a mail that was told', () => table.deleteEntity(waiting, rowKey));
      });
    },
  };
}

export async function* readCollected(
  rows: AsyncIterable<TableRow> | Iterable<TableRow>,
): AsyncGenerator<CollectedMail> {
  const broken: string[] = [];
  for await (const row of rows) {
    try {
      const parsed = collectedSchema.parse(fromColumns(row));
      if (waitingKey(parsed).rowKey !== row.rowKey) throw new Error('It stands under the key of another');
      yield parsed;
    } catch (error) {
      broken.push(`${row.rowKey ?? ''}: ${saidBy(error)}`);
    }
  }
  if (broken.length > 0) throw new Error(`Mails that wait to be told cannot be read: ${broken.join('; ')}`);
}

/** A count that cannot be read bounds nobody: then mails go alone, and it is written anew. */
function windowIn(row: Readonly<Record<string, unknown>>): MailWindow {
  return readColumns(windowSchema, row) ?? { since: new Date(0).toISOString(), mails: [] };
}

/** Rows of one budget stand together, and budgets of one project. */
function budgetKey({ project, to, about }: BudgetKey): string {
  return `${project}:${hashedKey(`${about} ${to}`)}`;
}

function waitingKey(mail: CollectedMail): { readonly partitionKey: string; readonly rowKey: string } {
  return { partitionKey: waiting, rowKey: `${budgetKey(mail)}:${hashedKey(`${mail.operation} ${mail.step}`)}` };
}
