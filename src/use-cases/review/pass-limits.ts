import { noProject, requireOperation, rewrite } from '../../activities/operation/operations.ts';
import { record } from '../../activities/operation/record.ts';
import { passedLine } from '../../activities/review/take-limits.ts';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { Forbidden, IllegalMove, NotFound } from '../../domain/base/errors.ts';
import { digestOfAct } from '../../domain/base/second-operator.ts';
import { type AskedFirst, judgeAct } from '../../domain/definition/acts-of-two.ts';
import { actOf, notPossible } from '../../domain/lifecycle/acts.ts';
import type { LimitWaiting } from '../../domain/operation/limit-schema.ts';
import { limitWaiting, passDigest } from '../../domain/operation/limit-wait.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { passWaits } from '../../pages/notification/operation/pass-waits.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { notifyAddresses, operatorsToNotify } from '../project/notify-operators.ts';
import type { WithoutEvidenceAct, WithoutEvidenceDone } from './go-on-without-evidence.ts';

type PassPorts = Pick<Ports, 'projects' | 'register' | 'mailer' | 'keptMails' | 'audit' | 'clock'> & {
  readonly secondOperator: boolean;
  readonly publicBaseUrl: string;
};

/** An approved package as it waits for its limits. */
interface Waiting {
  readonly operation: Operation;
  readonly limit: LimitWaiting;
  readonly project: NonNullable<Awaited<ReturnType<ProjectStore['find']>>>;
}

/**
 * Lets an approved package pass the limits of its project once: the first operator asks, the second agrees to what stands then. It is released
 * then, and counts. Throws IllegalMove where it waits for none, and Forbidden for whoever cannot be the first, or the second.
 */
export async function passLimits(
  ports: PassPorts,
  workflows: Workflows,
  act: WithoutEvidenceAct,
): Promise<WithoutEvidenceDone> {
  const done = await onConflictAgain(async (): Promise<WithoutEvidenceDone> => {
    const waiting = await requireWaiting(ports, act.key);
    const { operation } = waiting;
    const { verdict, first } = await judge(ports, act, waiting);
    if (verdict.kind === 'refused') throw new Forbidden(verdict.why);
    if (verdict.kind === 'changed') return { kind: 'changed', operation };
    if (verdict.kind === 'first') return { kind: 'waits', operation: await ask(ports, act, waiting) };
    return { kind: 'agreed', operation: await agree(ports, act, waiting, { first, marks: verdict.marks }) };
  });
  if (done.kind === 'agreed') await workflows.wake(orchestrationOf(done.operation).instance);
  return done;
}

async function requireWaiting({ register, projects }: PassPorts, key: OperationKey): Promise<Waiting> {
  const { value: operation } = await requireOperation(register, key);
  const project = await projects.find(key.project);
  if (project === undefined) throw new NotFound(noProject(key.project));
  const limit = limitWaiting(operation);
  if (limit === undefined || limit.passed !== undefined)
    throw new IllegalMove(notPossible(actOf('passLimit'), operation, 'It waits for no limit'));
  return { operation, project, limit };
}

async function judge(ports: PassPorts, { caller, digest }: WithoutEvidenceAct, { operation, project, limit }: Waiting) {
  const stands = passDigest(operation, limit);
  const { asked } = limit;
  // Whoever can only write rows asks for nothing.
  const isTold =
    asked !== undefined && (await ports.audit.holds(operation.project, `${operation.id}.${askedLine(asked)}`));
  const first = isTold ? asked : undefined;
  const wanted = {
    ...({ act: 'pass-limit', somebody: caller, secondOperator: ports.secondOperator, stands, first } as const),
    seen: digest === operation.package?.digest ? stands : digest,
    concerned: [{ id: operation.project, standing: project }],
  };
  return { verdict: judgeAct(wanted, ports.clock.now()), first };
}

/** The end of the id of the line that somebody asked, with a digest of all that the row says of it. */
function askedLine({ by, askedAt, reason, digest }: NonNullable<LimitWaiting['asked']>): string {
  return `limit-asked-${askedAt}-${digestOfAct([by.oid, by.name, by.emails, reason, digest])}`;
}

/** The row, then its line, then the mails: it waits whether or not anybody can be told. */
async function ask(
  ports: PassPorts,
  { key, caller, reason }: WithoutEvidenceAct,
  { operation, project, limit }: Waiting,
): Promise<Operation> {
  const { oid, name, emails } = caller;
  const askedAt = ports.clock.now().toISOString();
  const asked = { by: { oid, name, emails: [...emails] }, askedAt, reason, digest: passDigest(operation, limit) };
  const written = await writeWhileWaiting(ports, operation, (now) => ({ ...now, asked }));
  const id = askedLine(asked);
  const data = { digest: operation.package?.digest ?? '', reason };
  await record(ports, key, { id, kind: 'limit.pass-asked', actor: oid, data });
  const zone = 'value' in project ? calendarOf(project.value).timeZone : undefined;
  const letter = await passWaits(key, asked, ports, zone);
  const addresses = [...(await operatorsToNotify(ports, key.project)), ...emails.slice(0, 1)];
  const counts = await notifyAddresses(ports, { id: `${key.id}.${id}`, letter, addresses });
  await record(ports, key, { id: id.replace('asked', 'told'), kind: 'limit.pass-told', data: counts });
  return written;
}

/** The line comes before anything goes on by it. */
async function agree(
  ports: PassPorts,
  { key, caller, reason }: WithoutEvidenceAct,
  { operation }: Waiting,
  { first, marks }: { readonly first: AskedFirst | undefined; readonly marks: Readonly<Record<string, string>> },
): Promise<Operation> {
  const passed = { askedBy: first?.by.oid ?? caller.oid, agreedBy: caller.oid, at: ports.clock.now().toISOString() };
  const data = { digest: operation.package?.digest ?? '', reason, ...marks };
  await record(ports, key, { id: passedLine(passed), kind: 'limit.passed', actor: caller.oid, data });
  return await writeWhileWaiting(ports, operation, ({ asked: _, ...now }) => ({ ...now, passed }));
}

/** Throws IllegalMove when it waits no longer. */
async function writeWhileWaiting(
  { register }: PassPorts,
  { id, project, revision }: Operation,
  change: (now: LimitWaiting) => LimitWaiting,
): Promise<Operation> {
  return await rewrite(register, { id, project }, (row) => {
    const limit = limitWaiting(row);
    if (limit !== undefined && row.revision === revision) return { ...row, limit: change(limit) };
    throw new IllegalMove(`The package ${id} waits for no limit by now, so nothing was changed`);
  });
}
