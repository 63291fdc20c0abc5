import { incidentChain, note } from '../../domain/audit/audit-event.ts';
import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import { shortNumber } from '../../domain/base/door.ts';
import { IllegalMove, NotFound } from '../../domain/base/errors.ts';
import { digestOfAct } from '../../domain/base/second-operator.ts';
import {
  type NamedPeople,
  type Naming,
  namedAs,
  namingsIn,
  partsIn,
  replyId,
  tellingId,
} from '../../domain/lifecycle/namings.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import { traceReplied } from '../../pages/notification/project/trace-replied.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import type { RemarkStore } from '../../ports/remarks.ts';
import type { Identity } from '../../ports/sign-in.ts';
import { notifyAddresses, operatorsToNotify } from '../project/notify-operators.ts';
import { keepText } from '../review/kept-text.ts';

/** The newest first. Their lines stand in the chain of incidents, which is short and which nobody reads as that of a project. */
export async function readNamings(audit: Pick<AuditLog, 'lines'>): Promise<readonly Naming[]> {
  const events: AuditEvent[] = [];
  for await (const line of audit.lines(incidentChain)) {
    const event = line.includes('"trace.') ? eventIn(line) : undefined;
    if (event !== undefined) events.push(event);
  }
  return namingsIn(events);
}

interface Telling extends OperationKey {
  readonly digest: string;
  readonly by: string;
  readonly reason: string;
  readonly people: NamedPeople;
}

/** Lets those who had to do with a release read that a trace names them, once for each trace and people. */
export async function tellNamed(
  { audit, clock }: Pick<Ports, 'clock'> & { readonly audit: Pick<AuditLog, 'append' | 'holds'> },
  { project: of, id, digest, by: actor, reason, people }: Telling,
): Promise<void> {
  const lists = Object.fromEntries(namedAs.map((as) => [as, people[as].join(' ')]));
  const naming = digestOfAct([of, id, digest, lists]).slice(0, 16);
  const told = tellingId(naming);
  const count = new Set(namedAs.flatMap((as) => people[as])).size;
  if (count === 0 || (await audit.holds(incidentChain, told))) return;
  const data = { naming, of, export: id, digest, reason, people: count, ...lists };
  const line = { id: told, at: clock.now(), kind: 'trace.told', actor, data } as const;
  await audit.append(incidentChain, [note(incidentChain, line)]);
}

type ReplyPorts = Pick<Ports, 'audit' | 'clock' | 'projects' | 'mailer' | 'keptMails'> & {
  readonly remarks: Pick<RemarkStore, 'keep'>;
  readonly secondOperator: boolean;
  readonly publicBaseUrl: string;
};

/** Keeps what somebody who is named answers, once, and tells the operators of the project. Throws NotFound and IllegalMove. */
export async function replyToNaming(
  ports: ReplyPorts,
  { oid, name }: Pick<Identity, 'oid' | 'name'>,
  id: string,
  text: string,
): Promise<void> {
  const naming = (await readNamings(ports.audit)).find((one) => one.id === id && partsIn(one, oid).length > 0);
  if (naming === undefined) throw new NotFound(`No trace ${id} names you`);
  const { project, exportId, replies } = naming;
  if (replies.some(({ by }) => by === oid))
    throw new IllegalMove(`You have answered about package ${shortNumber(exportId)} already. Nothing was changed.`);
  const reply = await keepText(ports.remarks, exportId, text);
  const data = { naming: id, of: project, export: exportId, reply };
  const line = { id: replyId(id, oid), at: ports.clock.now(), kind: 'trace.replied', actor: oid, data } as const;
  await ports.audit.append(incidentChain, [note(incidentChain, line)]);
  const letter = await traceReplied({ project, id: exportId, name }, ports.publicBaseUrl);
  await notifyAddresses(ports, { id: line.id, letter, addresses: await operatorsToNotify(ports, project) });
}
