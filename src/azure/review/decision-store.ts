import { odata, type TableEntity } from '@azure/data-tables';
import { z } from 'zod';
import { storedTables } from '../../domain/base/stored-tables.ts';
import type { Decision } from '../../domain/review/decision.ts';
import { decisionSchema } from '../../domain/review/decision.ts';
import type { Round } from '../../domain/review/round.ts';
import { roundSchema } from '../../domain/review/round-schema.ts';
import { ConflictError, type DecisionStore, type LinkToken, type Stored } from '../../ports/records.ts';
import { fromColumns, toColumns } from '../base/json-columns.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import {
  attempt,
  codeOf,
  isConflict,
  saidBy,
  serviceError,
  statusOf,
  unlessMissing,
  unlessOvertaken,
} from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';

const handleSchema: z.ZodType<LinkToken> = z.object({
  project: z.string(),
  exportId: z.string(),
  round: z.number(),
  approver: z.string(),
  // Links of the first version have none: they are older than any that was sent anew.
  revision: z.number().default(0),
});

/** Rounds and decisions: one partition per package in `decisions`. Links: `handles`, spread over partitions by the first two digits of their hash. */
export function tableDecisions(decisions: Table, linkTokens: Table): DecisionStore {
  return {
    openRound: (round) => openRound(decisions, round),
    read: (exportId) => attempt(`read the decisions on ${exportId}`, () => readPartition(decisions, exportId)),
    record: (decision, round) => record(decisions, decision, round),
    updateRound: (stored) => updateRound(decisions, stored),
    async supersede({ value, etag }, next) {
      const what = `put round ${next.number} of ${next.exportId} in place of round ${value.number}`;
      try {
        await decisions.submitTransaction([
          ['update', roundRow(value), 'Replace', { etag }],
          ['create', roundRow(next)],
        ]);
      } catch (error) {
        if (!isConflict(error)) throw serviceError(what, error);
        throw new ConflictError(`Could not ${what}: somebody else changed it`, { cause: error });
      }
    },
    restore: (decision) => restore(decisions, decision),
    async putHandle(hash, linkToken) {
      const row = { ...handleKey(hash), ...linkToken };
      await attempt(`store a link of ${linkToken.exportId}`, () => linkTokens.upsertEntity(row, 'Replace'));
    },
    async getHandle(hash) {
      const { partitionKey, rowKey } = handleKey(hash);
      return await unlessMissing('look up a link', async () => {
        const row = await linkTokens.getEntity(partitionKey, rowKey);
        return isUnsealed(row) ? undefined : handleSchema.parse(row);
      });
    },
  };
}

async function updateRound(decisions: Table, { value, etag }: Stored<Round>): Promise<Stored<Round>> {
  try {
    const written = await decisions.updateEntity(roundRow(value), 'Replace', { etag });
    return { value, etag: etagOf(written.etag, value) };
  } catch (error) {
    if (!isConflict(error)) throw serviceError(`update round ${value.number} of ${value.exportId}`, error);
    throw new ConflictError(`Round ${value.number} of ${value.exportId} changed since it was read`, {
      cause: error,
    });
  }
}

async function openRound(table: Table, round: Round): Promise<Stored<Round>> {
  try {
    const { etag } = await table.createEntity(roundRow(round));
    return { value: round, etag: etagOf(etag, round) };
  } catch (error) {
    if (!isConflict(error)) throw serviceError(`open round ${round.number} of ${round.exportId}`, error);
  }
  const standing = await attempt(`read round ${round.number} of ${round.exportId}`, () =>
    table.getEntity(round.exportId, roundKey(round.number)),
  );
  return { value: readRow(standing, roundSchema), etag: standing.etag };
}

async function readPartition(table: Table, exportId: string): ReturnType<DecisionStore['read']> {
  const rounds: Stored<Round>[] = [];
  const decisions: Decision[] = [];
  const filter = odata`PartitionKey eq ${exportId}`;
  for await (const row of table.listEntities({ queryOptions: { filter } })) {
    if (row.rowKey?.startsWith('round:')) rounds.push({ value: readRow(row, roundSchema), etag: row.etag });
    else decisions.push(readRow(row, decisionSchema));
  }
  return { rounds, decisions };
}

/** Throws for a row that cannot be read, or that the app did not write: left out, it could be the denial that others wait for. */
function readRow<T>(row: TableRow, schema: z.ZodType<T>): T {
  try {
    return schema.parse(fromColumns(row));
  } catch (error) {
    const { countsAs, mend } = storedTables.decisions;
    const { partitionKey, rowKey } = row;
    throw new Error(
      `The row ${rowKey} of decisions on ${partitionKey} cannot be read: ${saidBy(error)}. So ${countsAs}; to mend it, ${mend}.`,
      { cause: error },
    );
  }
}

async function record(table: Table, decision: Decision, round: Stored<Round>): ReturnType<DecisionStore['record']> {
  const { exportId, approver } = decision;
  if (exportId !== round.value.exportId || decision.round !== round.value.number) {
    throw new Error(`The decision of ${approver} is on round ${decision.round} of ${exportId}, not on the round given`);
  }
  try {
    await table.submitTransaction([
      ['create', decisionRow(decision)],
      ['update', roundRow(round.value), 'Replace', { etag: round.etag }],
    ]);
    return 'recorded';
  } catch (error) {
    if (codeOf(error) === 'EntityAlreadyExists') return 'exists';
    if (statusOf(error) === 412) return 'conflict';
    throw serviceError(`record the decision of ${approver} on ${exportId}`, error);
  }
}

async function restore(table: Table, decision: Decision): Promise<void> {
  const what = `write the decision of ${decision.approver} on ${decision.exportId} again`;
  await unlessOvertaken(what, `Could not ${what}: one stands`, () => table.createEntity(decisionRow(decision)));
}

function decisionRow(decision: Decision): TableEntity {
  const columns = toColumns('of a decision', decision);
  return { partitionKey: decision.exportId, rowKey: decisionKey(decision), ...columns };
}

/** A round, with its status as a column for people who look into the table. */
export function roundRow(round: Round): TableEntity {
  const { exportId, number, status } = round;
  const columns = toColumns(`of round ${number} of ${exportId}`, round);
  return { partitionKey: exportId, rowKey: roundKey(number), status, ...columns };
}

function handleKey(hash: string): { readonly partitionKey: string; readonly rowKey: string } {
  if (!/^[0-9a-f]{64}$/.test(hash))
    throw new Error('A link is looked up by the SHA-256 of its secret in lower-case hex');
  return { partitionKey: hash.slice(0, 2), rowKey: hash };
}

function etagOf(etag: string | undefined, { exportId, number }: Round): string {
  if (etag === undefined) throw new Error(`The table gave no ETag for round ${number} of ${exportId}`);
  return etag;
}

/** Row key of a round; the number is padded so that rows sort by it. */
function roundKey(number: number): string {
  return `round:${padded(number)}`;
}

/** Row key of a decision: one per round and entry of an approver in it. Throws when the object id could not be a key. */
function decisionKey({ round, approver, askedSince }: Pick<Decision, 'round' | 'approver' | 'askedSince'>): string {
  if (!/^[0-9a-z-]{1,64}$/i.test(approver))
    throw new Error(`${JSON.stringify(approver)} is no object id of an approver`);
  return `decision:${padded(round)}:${approver}:${askedSince.replace(/\D/g, '')}`;
}

export function padded(number: number): string {
  return String(number).padStart(5, '0');
}
