import { odata } from '@azure/data-tables';
import { z } from 'zod';
import { type Door, doors } from '../../domain/base/door.ts';
import {
  markOf,
  rangeOf,
  type ScannedFile,
  type ScanVerdict,
  strongerVerdict,
  uploadOf,
} from '../../domain/transfer/scan-verdict.ts';
import type { ScanVerdicts } from '../../ports/stores.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { isConflict, isMissing, serviceError, unlessMissing } from '../base/service-error.ts';
import type { Table } from '../base/table.ts';
import { hashedKey } from '../base/table-key.ts';

const verdictRow = z.object({
  etag: z.string(),
  door: z.enum(doors),
  path: z.string(),
  fileEtag: z.string(),
  result: z.enum(['clean', 'malicious', 'not-scanned']),
  detail: z.string(),
  scannedAt: z.string(),
});

const mostTries = 5;
const mostDetail = 1000;
const removedAtOnce = 16;

/** One row for each file and ETag, in one table; those of one upload stand together, in the order of their marks. One without a good seal says nothing of its file. */
export function tableScanVerdicts(table: Table): ScanVerdicts {
  return {
    async keep(verdict) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await keepOnce(table, verdict);
        } catch (error) {
          if (!isConflict(error) || tries === mostTries)
            throw serviceError(`keep the scan verdict about ${verdict.path}`, error);
        }
      }
    },
    async *read(door, upload, part) {
      const { from, to } = rangeOf(part);
      const partition = partitionOf(door, upload);
      const filter =
        to === undefined
          ? odata`PartitionKey eq ${partition} and RowKey ge ${from}`
          : odata`PartitionKey eq ${partition} and RowKey ge ${from} and RowKey lt ${to}`;
      try {
        for await (const row of table.listEntities({ queryOptions: { filter } }))
          if (!isUnsealed(row)) yield verdictIn(row);
      } catch (error) {
        throw serviceError(`read the scan verdicts of ${upload}`, error);
      }
    },
    async remove(verdicts) {
      let deletes: Promise<void>[] = [];
      for await (const verdict of verdicts) {
        deletes.push(removeOne(table, verdict));
        if (deletes.length < removedAtOnce) continue;
        await Promise.all(deletes);
        deletes = [];
      }
      await Promise.all(deletes);
    },
  };
}

/** Creates the row, or replaces a weaker one that stands and has not changed since it was read. */
async function keepOnce(table: Table, verdict: ScanVerdict): Promise<void> {
  const { partitionKey, rowKey } = keyOf(verdict);
  const standing = await table.getEntity(partitionKey, rowKey).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (standing === undefined) {
    await table.createEntity(rowOf(verdict));
    return;
  }
  const { etag } = standing;
  if (isUnsealed(standing) || strongerVerdict(verdictIn(standing), verdict) === verdict)
    await table.updateEntity(rowOf(verdict), 'Replace', { etag });
}

async function removeOne(table: Table, verdict: ScanVerdict): Promise<void> {
  const { partitionKey, rowKey } = keyOf(verdict);
  await unlessMissing(`remove the scan verdict about ${verdict.path}`, () =>
    table.deleteEntity(partitionKey, rowKey, { etag: '*' }),
  );
}

function rowOf(verdict: ScanVerdict) {
  const { door, path, etag, result, detail, scannedAt } = verdict;
  return { ...keyOf(verdict), door, path, fileEtag: etag, result, detail: detail.slice(0, mostDetail), scannedAt };
}

function verdictIn(row: unknown): ScanVerdict {
  const { door, path, fileEtag, result, detail, scannedAt } = verdictRow.parse(row);
  return { door, path, etag: fileEtag, result, detail, scannedAt };
}

function keyOf(file: ScannedFile): { readonly partitionKey: string; readonly rowKey: string } {
  return { partitionKey: partitionOf(file.door, uploadOf(file.path)), rowKey: markOf(file) };
}

function partitionOf(door: Door, upload: string): string {
  return hashedKey(`${door}/${upload}`);
}
