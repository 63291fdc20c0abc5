import { anchorOf, keepSigned, receiptKeys } from '../../activities/lifecycle/receipts.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { note } from '../../domain/audit/audit-event.ts';
import { receiptEvent, receiptHash } from '../../domain/audit/receipt-event.ts';
import { DAY } from '../../domain/base/time.ts';
import { followUpOfClosing } from '../../domain/definition/closing.ts';
import { closedEventId, closureName, countsOfClosure, listedInClosure } from '../../domain/definition/closure.ts';
import { type ClosurePayload, verifySigned } from '../../domain/lifecycle/receipt.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { activeOperators, activePeople, addressesOnce } from '../../domain/people/people.ts';
import type { ComputesAtClosing } from '../../domain/project/destruction.ts';
import type { Closed, Project } from '../../domain/project/project.ts';
import { projectClosed } from '../../pages/notification/project/project-closed.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredProject } from '../../ports/records.ts';
import { deliverToEach } from '../base/deliver-once.ts';
import { recipientsAtEnd } from '../people/standing-duties.ts';
import { closingDefinition, whoPutInForce } from './closing-history.ts';
import { lookAtDestruction } from './look-at-destruction.ts';

export type ClosurePorts = Pick<
  Ports,
  | 'projects'
  | 'register'
  | 'duties'
  | 'audit'
  | 'manifests'
  | 'secrets'
  | 'clock'
  | 'code'
  | 'mailer'
  | 'outbox'
  | 'listing'
  | 'versions'
>;

export interface FoundAtEnd {
  readonly operations: readonly Operation[];
  readonly computes: ComputesAtClosing;
}

export type ClosedProject = StoredProject & { readonly value: Project & { readonly closed: Closed } };

/** A receipt that stands already is kept, so that a repeat only makes sure of the lines. */
export async function writeClosure(
  ports: ClosurePorts,
  closed: ClosedProject,
  found: FoundAtEnd,
  { restorableDays }: Pick<FlowSettings, 'restorableDays'>,
): Promise<void> {
  const { id, closed: wish } = closed.value;
  const receipt = closureName(id, wish.releases);
  if ((await ports.manifests.readReceipt(receipt)) === undefined)
    await keepSigned(ports, receipt, await payloadOf(ports, closed, found, restorableDays));
  const { jws, payload } = await standingClosure(ports, receipt);
  const { releases, policyVersion: definition } = payload;
  const data = { receipt, releases, definition, ...countsOfClosure(payload), ...outcomeOf(payload) };
  const at = ports.clock.now();
  await ports.audit.append(id, [
    receiptEvent({ project: id, operation: null, name: receipt, sha256: receiptHash(jws) }, at.toISOString()),
    note(id, { id: closedEventId(receipt), at, kind: 'project.closed', data }),
  ]);
}

/** Tells the operators and data owners of a project that its closing has come to its end; whom no mail has reached after seven days, nobody tells any more. */
export async function notifyClosed(
  ports: ClosurePorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  project: Project,
  receipt: string,
): Promise<void> {
  const payload = await readClosure(ports, receipt);
  const counts = countsOfClosure(payload);
  const operators = addressesOnce(activeOperators(project));
  const people = addressesOnce([...activePeople(project, ports.clock.now()).dataOwners, ...operators]);
  const mail = { thread: receipt, occasion: 'closed', about: 'closed', publicBaseUrl } as const;
  const { reached, unsent } = await deliverToEach(ports, mail, people, ({ email: to }) => {
    const isOperator = operators.some(({ email }) => email.toLowerCase() === to.toLowerCase());
    return projectClosed(payload, counts, { receipt, isOperator });
  });
  const at = ports.clock.now();
  if (unsent[0] !== undefined && at.getTime() < Date.parse(payload.issuedAt) + givenUpAfter) throw unsent[0];
  const data = { receipt, told: reached.length, untold: unsent.length };
  await ports.audit.append(project.id, [
    note(project.id, { id: notifiedEventId(receipt), at, kind: 'project.closed-told', data }),
  ]);
}

/** The id of the audit line that says who was told of the end of a closing; nothing is left to do then. */
export function notifiedEventId(receipt: string): string {
  return `${receipt}.told`;
}

const givenUpAfter = 7 * DAY;

function outcomeOf({ destruction }: ClosurePayload): { readonly outcome?: string } {
  return destruction === undefined ? {} : { outcome: destruction.outcome };
}

async function readClosure(ports: Pick<Ports, 'manifests' | 'secrets'>, receipt: string): Promise<ClosurePayload> {
  return (await standingClosure(ports, receipt)).payload;
}

async function standingClosure(ports: Pick<Ports, 'manifests' | 'secrets'>, receipt: string) {
  const jws = (await ports.manifests.readReceipt(receipt)) ?? '';
  const payload = await verifySigned(jws, await receiptKeys(ports));
  if (payload.kind === 'closure') return { jws, payload };
  throw new Error(`The receipt ${receipt} is about something else: it is of the kind '${payload.kind}'`);
}

async function payloadOf(
  ports: ClosurePorts,
  closed: ClosedProject,
  { operations, computes }: FoundAtEnd,
  restorableDays: FlowSettings['restorableDays'],
): Promise<ClosurePayload> {
  const { value: project } = closed;
  const { hash, since } = await closingDefinition(ports, closed);
  const { asked, confirmed } = await whoPutInForce(ports, project.id, hash);
  const recipients = await recipientsAtEnd(ports, project);
  return {
    kind: 'closure',
    project: project.id,
    releases: project.closed.releases,
    policyVersion: hash,
    closedAt: since,
    closedBy: asked,
    confirmedBy: confirmed,
    operations: operations.map((operation) => listedInClosure(operation, restorableDays)),
    duties: followUpOfClosing(project),
    ...(recipients === undefined ? {} : { recipients }),
    destruction: await lookAtDestruction(ports, project, computes),
    chain: await anchorOf(ports, project.id),
    issuedAt: ports.clock.now().toISOString(),
  };
}
