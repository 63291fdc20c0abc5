import { z } from 'zod';
import { remarkPageSchema } from '../../domain/review/remarks.ts';
import type { DraftPage, RemarkStore, RemarksOf } from '../../ports/remarks.ts';
import { fromColumns, toColumns } from '../base/json-columns.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { attempt, unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import { type Table, type TableRow, writeRow } from '../base/table.ts';
import { rowsIn } from '../base/table-key.ts';
import { padded } from './decision-store.ts';

const draftSchema: z.ZodType<DraftPage> = remarkPageSchema.extend({ savedAt: z.string() });

/**
 * Remarks in the table of decisions, in a partition of their own for each package, so that whoever reads decisions does not read them:
 * `draft:{round}:{approver}:{page}` and `kept:{digest}:{page}`.
 */
export function tableRemarks(table: Table): RemarkStore {
  return {
    drafts: (of) =>
      attempt(`read the remarks of ${of.approver} on ${of.exportId}`, async () => {
        const rows = await rowsOf(table, of.exportId, draftPrefix(of));
        return rows.map((row) => ({ value: draftIn(row), etag: row.etag }));
      }),
    async saveDraft(of, draft, etag) {
      const what = `page ${draft.page} of the remarks of ${of.approver} on ${of.exportId}`;
      const key = { partitionKey: partitionOf(of.exportId), rowKey: draftPrefix(of) + padded(draft.page) };
      const row = { ...key, ...toColumns(`of ${what}`, draft) };
      await unlessOvertaken(`save ${what}`, `Somebody else wrote ${what}`, () => writeRow(table, row, etag));
    },
    async forget(of, pages) {
      for (const number of pages)
        await unlessMissing(`forget page ${number} of the remarks of ${of.approver} on ${of.exportId}`, () =>
          table.deleteEntity(partitionOf(of.exportId), draftPrefix(of) + padded(number)),
        );
    },
    async forgetDrafts(exportId) {
      const tried = `forget the drafts of remarks on ${exportId}`;
      const rows = await attempt(tried, () => rowsOf(table, exportId, draftsPrefix));
      const keys = rows.flatMap(({ rowKey }) => rowKey ?? []);
      for (const rowKey of keys) await unlessMissing(tried, () => table.deleteEntity(partitionOf(exportId), rowKey));
    },
    async keep(exportId, digest, pages) {
      for (const one of pages) {
        const what = `page ${one.page} of remarks on ${exportId}`;
        const key = { partitionKey: partitionOf(exportId), rowKey: keptPrefix(digest) + padded(one.page) };
        await attempt(`keep ${what}`, () => table.upsertEntity({ ...key, ...toColumns(`of ${what}`, one) }, 'Replace'));
      }
    },
    kept: (exportId, digest) =>
      attempt(`read the remarks ${digest} on ${exportId}`, async () =>
        (await rowsOf(table, exportId, keptPrefix(digest))).map((row) => remarkPageSchema.parse(fromColumns(row))),
      ),
  };
}

function rowsOf(table: Table, exportId: string, prefix: string): Promise<TableRow[]> {
  return Array.fromAsync(rowsIn(table, partitionOf(exportId), prefix));
}

/** A draft that the app did not write is an empty page, which the next save replaces. */
function draftIn(row: TableRow): DraftPage {
  const { rowKey = '', timestamp: savedAt = new Date(0).toISOString() } = row;
  if (isUnsealed(row)) return { page: Number(rowKey.slice(rowKey.lastIndexOf(':') + 1)), remarks: [], savedAt };
  return draftSchema.parse(fromColumns(row));
}

const draftsPrefix = 'draft:';

function partitionOf(exportId: string): string {
  return `${exportId}:remarks`;
}

/** Throws when the object id could not be a key. */
function draftPrefix({ round, approver }: RemarksOf): string {
  if (!/^[0-9a-z-]{1,64}$/i.test(approver)) throw new Error(`${JSON.stringify(approver)} is no object id`);
  return `${draftsPrefix}${padded(round)}:${approver}:`;
}

function keptPrefix(digest: string): string {
  return `kept:${digest}:`;
}
