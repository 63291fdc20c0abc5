import { researchersSince } from '../../activities/lifecycle/researchers-since.ts';
import { noProject, requireOperation, rewrite } from '../../activities/operation/operations.ts';
import { record } from '../../activities/operation/record.ts';
import {
  considerRound,
  latestRound,
  type RevisePorts,
  reviseRound,
  writeAmendment,
} from '../../activities/review/amend-round.ts';
import { inspectionKey, readEvidence } from '../../activities/review/evidence.ts';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { Forbidden, IllegalMove, NotFound } from '../../domain/base/errors.ts';
import { digestOfAct } from '../../domain/base/second-operator.ts';
import { judgeAct } from '../../domain/definition/acts-of-two.ts';
import type { WithoutEvidence, WithoutEvidenceAsked } from '../../domain/inspection/without-evidence.ts';
import { actOf, notPossible } from '../../domain/lifecycle/acts.ts';
import { inspectionEnd } from '../../domain/operation/inspection-wait.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { supersede } from '../../domain/review/amend-round.ts';
import { viewingRequirement } from '../../domain/review/evidence-requirements.ts';
import type { Round } from '../../domain/review/round.ts';
import { withoutWaits } from '../../pages/notification/operation/without-waits.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import type { Identity } from '../../ports/sign-in.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { notifyAddresses, operatorsToNotify } from '../project/notify-operators.ts';

/** With `secondOperator` false the one operator asks twice, a day apart. */
export type WithoutEvidencePorts = RevisePorts &
  Pick<
    Ports,
    'projects' | 'register' | 'decisions' | 'mailer' | 'keptMails' | 'audit' | 'clock' | 'inspectionResults'
  > & {
    readonly secondOperator: boolean;
    readonly publicBaseUrl: string;
  };

/** `digest`: of the frozen files, as they have seen it. */
export interface WithoutEvidenceAct {
  readonly key: OperationKey;
  readonly caller: Pick<Identity, 'oid' | 'name' | 'emails'>;
  readonly reason: string;
  readonly digest: string;
}

/** What became of it: it `waits` for the second operator, or was about something that has `changed`. */
export interface WithoutEvidenceDone {
  readonly kind: 'agreed' | 'waits' | 'changed';
  readonly operation: Operation;
}

type FoundProject = NonNullable<Awaited<ReturnType<ProjectStore['find']>>>;

/** A package as it waits for evidence; `round` once its approvers were asked. */
interface Waiting {
  readonly operation: Operation;
  readonly project: FoundProject;
  readonly round: Round | undefined;
}

/**
 * Lets the review of one package go on of which its project wants files opened, and of which nothing is known: the first operator asks, the second agrees to what
 * stands then. Its approvers are asked (anew) and have to write why. Throws IllegalMove where there is evidence or nobody waits for it, and Forbidden for
 * whoever cannot be the first, or the second.
 */
export async function goOnWithoutEvidence(
  ports: WithoutEvidencePorts,
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
  if (done.kind !== 'agreed') return done;
  const { flow, instance } = orchestrationOf(done.operation);
  await workflows.start(flow, instance, act.key);
  await workflows.wake(instance);
  return done;
}

async function requireWaiting(ports: WithoutEvidencePorts, key: OperationKey): Promise<Waiting> {
  const { value: operation } = await requireOperation(ports.register, key);
  const project = await ports.projects.find(key.project);
  if (project === undefined) throw new NotFound(noProject(key.project));
  const round =
    operation.state === 'in-review' && operation.round !== undefined ? await reviseRound(ports, key) : undefined;
  const why = round === undefined ? await whyNotInspecting(ports, operation, project) : whyNotRound(round);
  if (why !== undefined) throw new IllegalMove(notPossible(actOf('withoutEvidence'), operation, why));
  return { operation, project, round };
}

async function whyNotInspecting(
  ports: Pick<WithoutEvidencePorts, 'clock' | 'inspectionResults'>,
  operation: Operation,
  project: FoundProject,
): Promise<string | undefined> {
  if (operation.state !== 'inspecting') return 'It is not in the reading room, and its approvers are not asked yet';
  if (operation.withoutEvidence !== undefined) return 'Two operators let it go on already';
  if ('value' in project && project.value.egress.disclosure.viewing !== 'required')
    return 'Its project does not want files to be opened, so it goes on by itself';
  const end = inspectionEnd(operation);
  if (ports.clock.now() < end) return `The reading room has time for it until ${end.toISOString()}`;
  const found = await readEvidence(ports, inspectionKey(operation));
  return found === undefined || 'missing' in found ? undefined : 'There is evidence by now, and it goes on by itself';
}

function whyNotRound(round: Round): string | undefined {
  if (round.status !== 'open') return `Its round ${round.number} is ${round.status}`;
  return viewingRequirement(round) === 'impossible' ? undefined : 'Its approvers can approve it as it is';
}

/** Digest of what two operators speak about: the frozen files, and the round with the people who are asked. */
function standsOf({ operation, round }: Waiting): string {
  return digestOfAct([operation.package?.digest, round?.number ?? 0, round?.amended?.revision ?? 0]);
}

async function judge(ports: WithoutEvidencePorts, { caller, digest }: WithoutEvidenceAct, waiting: Waiting) {
  const { operation, project } = waiting;
  const stands = standsOf(waiting);
  const asked = operation.withoutEvidenceAsked;
  // Whoever can only write rows asks for nothing.
  const isTold =
    asked !== undefined && (await ports.audit.holds(operation.project, `${operation.id}.${askedMark(asked)}`));
  const first = isTold ? asked : undefined;
  const wanted = {
    ...({ act: 'without-evidence', somebody: caller, secondOperator: ports.secondOperator, stands, first } as const),
    seen: digest === operation.package?.digest ? stands : digest,
    concerned: [{ id: operation.project, standing: project }],
  };
  return { verdict: judgeAct(wanted, ports.clock.now()), first };
}

/** The end of the id of the line that somebody asked, with a digest of all that the row says of it. */
function askedMark({ by, askedAt, reason, digest }: WithoutEvidenceAsked): string {
  return `without-asked-${askedAt.replace(/\D/g, '')}-${digestOfAct([by.oid, by.name, by.emails, reason, digest])}`;
}

/** The row, then its line, then the mails: it waits whether or not anybody can be told. */
async function ask(
  ports: WithoutEvidencePorts,
  { key, caller, reason }: WithoutEvidenceAct,
  waiting: Waiting,
): Promise<Operation> {
  const { operation } = waiting;
  const { oid, name, emails } = caller;
  const askedAt = ports.clock.now().toISOString();
  const asked = { by: { oid, name, emails: [...emails] }, askedAt, reason, digest: standsOf(waiting) };
  const written = await writeWhileThere(ports, operation, (row) => ({ ...row, withoutEvidenceAsked: asked }));
  const id = askedMark(asked);
  const data = { digest: operation.package?.digest ?? '', reason, ...roundIn(waiting) };
  await record(ports, key, { id, kind: 'inspection.without-asked', actor: oid, data });
  const { project } = waiting;
  const zone = 'value' in project ? calendarOf(project.value).timeZone : undefined;
  const letter = await withoutWaits(key, asked, ports, zone);
  const addresses = [...(await operatorsToNotify(ports, key.project)), ...emails.slice(0, 1)];
  const counts = await notifyAddresses(ports, { id: `${key.id}.${id}`, letter, addresses });
  await record(ports, key, { id: id.replace('asked', 'told'), kind: 'inspection.without-told', data: counts });
  return written;
}

function roundIn({ round }: Waiting): { readonly round?: number } {
  return round === undefined ? {} : { round: round.number };
}

/** The line comes before anything goes on by it: a process that dies between the two leaves nothing done that nobody agreed to. */
async function agree(
  ports: WithoutEvidencePorts,
  { key, caller, reason }: WithoutEvidenceAct,
  waiting: Waiting,
  {
    first,
    marks,
  }: { readonly first: WithoutEvidenceAsked | undefined; readonly marks: Readonly<Record<string, string>> },
): Promise<Operation> {
  const { operation, round } = waiting;
  const at = ports.clock.now().toISOString();
  const digest = operation.package?.digest ?? '';
  const asked = { askedBy: first?.by.oid ?? caller.oid, askedAt: first?.askedAt ?? at };
  const both = { ...asked, agreedBy: caller.oid, at, reason, digest };
  await record(ports, key, {
    id: `without-agreed-${standsOf(waiting)}-${asked.askedAt.replace(/\D/g, '')}`,
    ...{
      kind: 'inspection.without-agreed',
      actor: caller.oid,
      data: { digest, reason, ...roundIn(waiting), ...marks },
    },
  } as const);
  if (round !== undefined) await askAnew(ports, key, both);
  return await writeWhileThere(ports, operation, ({ withoutEvidenceAsked: _, ...row }) =>
    round === undefined ? { ...row, withoutEvidence: both } : row,
  );
}

/** A new round that says who let it go on, and has everybody asked. */
async function askAnew(ports: WithoutEvidencePorts, key: OperationKey, both: WithoutEvidence): Promise<void> {
  const { rows, project } = await considerRound(ports, key);
  const stored = latestRound(rows.rounds);
  if (stored === undefined || stored.value.status !== 'open') throw new IllegalMove(`The round of ${key.id} is over`);
  const { value: round } = stored;
  const ever = await researchersSince(ports.projects, project, round.filesSince);
  await writeAmendment(ports, stored, supersede(round, project, ever, ports.clock.now(), { withoutEvidence: both }));
}

/** Throws IllegalMove when it has moved on meanwhile. */
async function writeWhileThere(
  { register }: WithoutEvidencePorts,
  { id, project, state, revision }: Operation,
  change: (row: Operation) => Operation,
): Promise<Operation> {
  return await rewrite(register, { id, project }, (row) => {
    if (row.state === state && row.revision === revision) return change(row);
    throw new IllegalMove(`The package ${id} is ${stateText(row.state)} by now, so nothing was changed`);
  });
}
