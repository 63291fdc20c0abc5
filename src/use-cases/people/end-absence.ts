import { note, systemChain } from '../../domain/audit/audit-event.ts';
import { DAY } from '../../domain/base/time.ts';
import { inTurn, type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { isSamePerson, type Listed, listed } from '../../domain/people/people.ts';
import type { Person } from '../../domain/project/project.ts';
import { type Absence, isOver } from '../../domain/review/absence.ts';
import { absenceLine } from '../../domain/review/recorded-absence.ts';
import type { Ports } from '../../ports/ports.ts';

type EndPorts = Pick<Ports, 'absences' | 'projects' | 'audit' | 'clock'>;

/** A project and who approves in it; nobody knows of one whose definition the rules of today refuse. */
interface WithApprovers {
  readonly id: string;
  readonly approvers?: readonly Person[];
}

export async function withApprovers(
  projects: ReturnType<Ports['projects']['list']>,
): Promise<readonly WithApprovers[]> {
  return await Array.fromAsync(projects, (found) =>
    'value' in found ? { id: found.value.id, approvers: found.value.people.approvers } : { id: found.id },
  );
}

/** As whom a project has somebody among its approvers. */
export function entryOf({ approvers = [] }: WithApprovers, person: Listed): Person | undefined {
  return approvers.find((one) => isSamePerson(listed(one), listed(person)));
}

/**
 * Ends one absence in the projects in which its person approves, and in those whose chain tells that it began. Its lines come first, so that
 * it has ended where one stands: the sweep does the rest for whoever is stopped here.
 */
export async function endAbsence(
  ports: EndPorts,
  projects: readonly Pick<WithApprovers, 'id'>[],
  absence: AbsenceLine['absence'],
  line: Pick<AbsenceLine, 'by' | 'reason'>,
): Promise<void> {
  const told = [...projects];
  for (const { id } of await withApprovers(ports.projects.list())) {
    const isNew = projects.every((one) => one.id !== id);
    if (isNew && (await ports.audit.holds(id, absenceLine(absence.id, 'noted')))) told.push({ id });
  }
  await recordAbsence(ports, told, { absence, what: 'end-intended', ...line });
  await recordAbsence(ports, told, { absence, what: 'ended', ...line });
  await ports.absences.remove(absence);
}

/** The sweep looks so many days behind its last day for the end of an absence that was told: no earlier one was left to it so long. */
const lookedForDays = 7;

/**
 * The sweep's part: a row that stands although the audit tells that its absence ended goes, and what chains lack of the end is written. Whoever
 * ended it was stopped, or a request that came late wrote the row once more.
 */
export async function removeEnded(ports: EndPorts, known: readonly Absence[], slice: TimeSlice): Promise<void> {
  const before = new Date(ports.clock.now().getTime() - lookedForDays * DAY);
  const recent = known.filter((one) => !isOver(one, before));
  const all = recent.length === 0 ? [] : await withApprovers(within(slice, ports.projects.list()));
  for (const absence of inTurn(recent, slice.turn)) {
    if (slice.isOver()) return;
    const theirs = all.filter((one) => entryOf(one, absence) !== undefined);
    const mayTell = all.filter((one) => one.approvers === undefined || theirs.includes(one));
    // Whoever approves nowhere any more did so in any of them.
    const line = await endTold(ports, mayTell.length > 0 ? mayTell : [...all, { id: systemChain }], absence);
    if (line !== undefined)
      await endAbsence(ports, theirs, absence, { by: line.actor, reason: String(line.data['reason']) });
  }
}

async function endTold({ audit }: EndPorts, chains: readonly WithApprovers[], { id }: Absence) {
  const ended = absenceLine(id, 'ended');
  for (const { id: chain } of chains) if (await audit.holds(chain, ended)) return await audit.event(chain, ended);
  return undefined;
}

interface AbsenceLine {
  readonly absence: Pick<Absence, 'id' | 'oid' | 'from' | 'to'> & Partial<Pick<Absence, 'at'>>;
  readonly what: 'intended' | 'noted' | 'end-intended' | 'ended';
  readonly by: string;
  readonly reason: string;
}

/** Writes the line into the chain of each project in which the person is an approver; of one that is no more, into that of the system. */
export async function recordAbsence(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  projects: readonly Pick<WithApprovers, 'id'>[],
  { absence, what, by, reason }: AbsenceLine,
): Promise<void> {
  const { id, oid: person, from, to, at: said } = absence;
  const data = { person, from, to, reason, ...(said === undefined ? {} : { said }) };
  const event = { id: absenceLine(id, what), at: clock.now(), kind: `absence.${what}`, actor: by, data } as const;
  const chains = projects.length === 0 ? [systemChain] : projects.map((project) => project.id);
  for (const chain of chains) await audit.append(chain, [note(chain, event)]);
}
