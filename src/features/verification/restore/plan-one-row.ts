import { storedLines } from '../../../activities/operation/pending-lines.ts';
import { ChainCheck, chainStart } from '../../../domain/audit/audit-chain.ts';
import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { rowAfter } from '../../../domain/history/row-from-lines.ts';
import { newestMove, staleIn, wishUnknown } from '../../../domain/history/stale-row.ts';
import type { PendingLine } from '../../../domain/notification/pending-work.ts';
import type { Operation, OperationKey } from '../../../domain/operation/operation.ts';
import type { StoredRow } from '../../../ports/register-repair.ts';
import { readableHead } from '../../../use-cases/audit/readable-head.ts';
import { finalVerdict } from '../../../use-cases/operation/final-verdict.ts';
import { planFollowing } from './plan-following.ts';
import { planPendingLines } from './plan-pending-lines.ts';
import type { PlannedRepair, RestorePorts } from './planned-repair.ts';
import { whyWritten } from './repair.ts';

/** `problems` are left to people. */
interface OneRow {
  readonly repairs: readonly PlannedRepair[];
  readonly problems: readonly string[];
}

/** Plans how the row of one operation comes to say what all lines of its chain say together. It writes nothing. */
export async function planOneRow(ports: RestorePorts, key: OperationKey): Promise<OneRow> {
  const { project, id } = key;
  const { ids } = await ports.audit.toldOf(project, id);
  const { events, verdict } = await readEvents(ports, key);
  if (!verdict.ok) return { repairs: [], problems: [`The audit of ${project} proves nothing. ${verdict.why}`] };
  const line = events.reduce<Operation | undefined>(rowAfter, undefined);
  if (line === undefined) return { repairs: [], problems: [`The audit of ${project} tells of no operation ${id}`] };
  const pending = await storedLines(ports, project, id);
  const standing = await ports.register.standing(key);
  const move = newestMove(ids);
  const newest = events.find((event) => event.id === move);
  const why = whyWritten(standing, line) ?? whyStale(standing, { ids, newest }, pending);
  if (why === undefined) return { repairs: await planPendingLines(ports, pending), problems: [] };
  const write = () => ports.register.restore(line, standing?.etag ?? null);
  const row: PlannedRepair = { what: 'operation', key: id, why, write };
  const lines = await planPendingLines(ports, pending, line.revision);
  const restored = new Map([[id, line]]);
  const { repairs, problems } = await planFollowing(ports, project, {
    ...{ restored, early: new Set<string>(), reasons: new Set<string>() },
    untold: none(),
  });
  const keys = new Set([id, line.name, `${line.door}/${line.name}`]);
  const following = repairs.filter((one) => keys.has(one.key) || one.key.startsWith(`${id}.`));
  return { repairs: [row, ...lines, ...following], problems: problems.filter((problem) => problem.includes(id)) };
}

async function readEvents({ audit }: RestorePorts, { project, id }: OperationKey) {
  const check = new ChainCheck(chainStart(await readableHead(audit, project)));
  const events: AuditEvent[] = [];
  for await (const { lines } of audit.blobs(project))
    for await (const line of lines) {
      const event = check.add(line);
      if (event?.operation === id) events.push(event);
    }
  return { events, verdict: await finalVerdict({ audit }, project, check.end()) };
}

function whyStale(
  standing: StoredRow | undefined,
  says: Parameters<typeof staleIn>[1],
  pending: readonly PendingLine[],
): string | undefined {
  if (standing === undefined || 'problem' in standing) return undefined;
  const wish = wishUnknown(standing.operation, says.ids);
  return staleIn(standing.operation, says, pending)?.why ?? (wish && `It does not know the wish of the line ${wish}`);
}

async function* none(): AsyncGenerator<Operation> {}
