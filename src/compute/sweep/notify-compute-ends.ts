import { createHash } from 'node:crypto';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { note } from '../../domain/audit/audit-event.ts';
import { DAY } from '../../domain/base/time.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { activePeople, addressesOnce } from '../../domain/people/people.ts';
import type { Person, Project } from '../../domain/project/project.ts';
import { computeEndOf, type ProjectEnd } from '../../domain/project/project-time.ts';
import { MailWaits } from '../../ports/mail.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverToEach } from '../../use-cases/base/deliver-once.ts';
import type { Failures } from '../../use-cases/base/failures.ts';
import { definitionsInTurn } from '../../use-cases/project/definitions-in-turn.ts';
import { computeKey } from '../domain/action.ts';
import { noMemory } from '../domain/memory.ts';
import type { ComputeSnapshot } from '../domain/snapshot.ts';
import { type ComputeOffboarding, notifyFrom, offboardingOf, unnotifiedOf } from '../domain/usage/offboarding.ts';
import { computesEnd } from '../mails/computes-end.ts';

type TellEndsPorts = Pick<Ports, 'projects' | 'looks' | 'computeMemory' | 'audit' | 'clock' | 'mailer' | 'outbox'>;

interface Ended {
  readonly project: Project;
  readonly end: ProjectEnd;
  readonly keepComputeDays: number;
}

/**
 * Tells researchers and operators of projects that have ended which computes will be deleted and when, and remembers it for the plan: what
 * nobody was told of a week before is not deleted. A compute that comes to light later, and another definition, are told anew.
 */
export async function notifyComputeEnds(
  ports: TellEndsPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  for (const stored of await definitionsInTurn(ports, share)) {
    const { value: project } = stored;
    const { keepComputeDays } = project.compute;
    const now = ports.clock.now();
    const end = keepComputeDays === undefined ? undefined : computeEndOf(project, stored, now);
    if (end === undefined || keepComputeDays === undefined || now < notifyFrom(end, keepComputeDays)) continue;
    if (share.isOver()) return;
    await failures.keep(`the mails about the computes of ${project.id}`, () =>
      notifyOne(ports, settings, { project, end, keepComputeDays }),
    );
  }
}

/** A run looks every few minutes. What is older may be another world. */
const freshMs = DAY / 24;

async function notifyOne(
  ports: TellEndsPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { project, end, keepComputeDays }: Ended,
): Promise<void> {
  const now = ports.clock.now();
  const memory = (await ports.computeMemory.read(project.id))?.value ?? noMemory;
  const ending = offboardingOf(end, project.compute, memory, now);
  const look = await ports.looks.of(project.id);
  if (ending === undefined || look === undefined || now.getTime() - Date.parse(look.at) > freshMs) return;
  const computes = look.computes.map(({ kind, name }) => computeKey(kind, name)).toSorted();
  const untold = unnotifiedOf(ending, memory, computes);
  if (untold.length === 0) return;
  const occasion = occasionOf(end, untold);
  // What people are told now begins a new week, for all of them.
  const announced = offboardingOf(end, project.compute, noMemory, now) ?? ending;
  const told = await mailAll(ports, settings, { project, ending: announced, look, occasion });
  const isPatient = now.getTime() < notifyFrom(end, keepComputeDays).getTime() + patience;
  const untoldPeople = told.unsent.length;
  if (untoldPeople > 0 && (isPatient || told.operators === 0)) {
    // That mails have to wait is no failure of theirs.
    const waits = told.unsent.findLast((error) => error instanceof MailWaits);
    throw waits ?? new Error(`${untoldPeople} people were not reached`);
  }
  const data = {
    from: announced.deleteFrom.slice(0, 10),
    computes: computes.length,
    people: told.people,
    untold: untoldPeople,
  };
  const id = `compute-end-${project.id}.${occasion}.told`;
  await ports.audit.append(project.id, [
    note(project.id, { id, at: ports.clock.now(), kind: 'compute.end-told', data }),
  ]);
  await remember(ports, project.id, end, computes);
}

/** Whom no mail has reached for so long keeps no deletion waiting, if an operator was reached. */
const patience = 7 * DAY;

/** The same definition may come back; it is told again then. */
function occasionOf({ since, definition }: ProjectEnd, untold: readonly string[]): string {
  return createHash('sha256')
    .update([since, definition, ...untold].join('\n'))
    .digest('hex')
    .slice(0, 16);
}

function toldNow({ definition }: ProjectEnd, computes: readonly string[], { clock }: Pick<Ports, 'clock'>) {
  return { at: clock.now().toISOString(), definition, computes: [...computes] };
}

async function remember(
  ports: Pick<Ports, 'computeMemory' | 'clock'>,
  project: string,
  end: ProjectEnd,
  computes: readonly string[],
): Promise<void> {
  await onConflictAgain(async () => {
    const stored = await ports.computeMemory.read(project);
    const memory = { ...(stored?.value ?? noMemory), told: toldNow(end, computes, ports) };
    await ports.computeMemory.write(project, memory, stored?.etag);
  });
}

async function mailAll(
  ports: TellEndsPorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  about: {
    readonly project: Project;
    readonly ending: ComputeOffboarding;
    readonly look: ComputeSnapshot;
    readonly occasion: string;
  },
) {
  const { project, occasion } = about;
  const { researchers, operators } = activePeople(project, ports.clock.now());
  const mail = { thread: `compute-end-${project.id}`, occasion, about: 'compute-end', publicBaseUrl } as const;
  const people = addressesOnce([...operators, ...researchers]);
  const { reached, unsent } = await deliverToEach(ports, mail, people, (person) => {
    const opsUrl = `${publicBaseUrl}/api/ops/desk/compute/${project.id}`;
    return computesEnd(about, isAmong(researchers, person) ? undefined : opsUrl);
  });
  const operatorsReached = reached.filter((person) => isAmong(operators, person)).length;
  return { people: reached.length, unsent, operators: operatorsReached };
}

function isAmong(people: readonly Person[], person: Person): boolean {
  return people.some(({ email }) => email.toLowerCase() === person.email.toLowerCase());
}
