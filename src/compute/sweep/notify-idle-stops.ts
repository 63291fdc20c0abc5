import type { FlowSettings } from '../../activities/operation/settings.ts';
import { note } from '../../domain/audit/audit-event.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { activePeople, addressesOnce } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverToEach } from '../../use-cases/base/deliver-once.ts';
import type { Failures } from '../../use-cases/base/failures.ts';
import { definitionsInTurn } from '../../use-cases/project/definitions-in-turn.ts';
import { computeKey } from '../domain/action.ts';
import type { ComputeSnapshot } from '../domain/snapshot.ts';
import { idleStop } from '../mails/idle-stop.ts';
import type { SnapshotStore } from '../ports/snapshots.ts';

type NotifyIdlePorts = Pick<Ports, 'projects' | 'sweepPlaces' | 'audit' | 'clock' | 'mailer' | 'outbox'> & {
  readonly looks: Pick<SnapshotStore, 'ofAll'>;
};

/** `until`: the last time at which one was switched off. */
interface Unnotified {
  readonly project: Project;
  readonly machines: Project['compute']['virtualMachines'];
  readonly until: string;
}

/**
 * Tells the researchers of a project once of each machine that was switched off because it was idle, as long as it is off for that. Who was
 * not reached is tried again meanwhile. Without such machines nothing is asked of storage.
 */
export async function notifyIdleStops(
  ports: NotifyIdlePorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  for (const untold of await findUnnotified(ports, share)) {
    if (share.isOver()) return;
    await failures.keep(`the mails about idle machines of ${untold.project.id}`, async () => {
      const people = await tellPeople(ports, publicBaseUrl, untold);
      if (people === undefined) return;
      await record(ports, untold, people);
      await ports.sweepPlaces.keep(partOf(untold.project), untold.until);
    });
  }
}

async function findUnnotified(ports: NotifyIdlePorts, slice: TimeSlice): Promise<Unnotified[]> {
  const projects: Project[] = [];
  for (const { value } of await definitionsInTurn(ports, slice))
    if (value.compute.virtualMachines.some(({ idleMinutes }) => idleMinutes !== undefined)) projects.push(value);
  if (projects.length === 0) return [];
  const [snapshots, places] = await Promise.all([ports.looks.ofAll(), ports.sweepPlaces.read()]);
  return projects.flatMap((project) => untoldOf(project, snapshots.get(project.id), places.get(partOf(project)) ?? ''));
}

function untoldOf(project: Project, snapshot: ComputeSnapshot | undefined, told: string): Unnotified[] {
  const stops = new Map(
    (snapshot?.idle ?? []).flatMap(({ compute, stoppedAt = '' }) => (stoppedAt > told ? [[compute, stoppedAt]] : [])),
  );
  const machines = project.compute.virtualMachines.filter(({ name }) => stops.has(computeKey('machine', name)));
  const until = [...stops.values()].toSorted().at(-1);
  return until === undefined || machines.length === 0 ? [] : [{ project, machines, until }];
}

function partOf({ id }: Project): string {
  return `idle:${id}`;
}

/** How many people were told; undefined where somebody could not be reached. */
async function tellPeople(
  ports: NotifyIdlePorts,
  publicBaseUrl: string,
  { project, machines, until }: Unnotified,
): Promise<number | undefined> {
  const told = addressesOnce(activePeople(project, ports.clock.now()).researchers);
  const occasion = occasionOf(until);
  const mail = { thread: `idle-${project.id}`, occasion, about: 'idle', publicBaseUrl } as const;
  const { unsent } = await deliverToEach(ports, mail, told, () =>
    idleStop(project, machines, `${publicBaseUrl}/api/mine`),
  );
  return unsent.length === 0 ? told.length : undefined;
}

function occasionOf(time: string): string {
  return time.replaceAll(/\D/g, '');
}

async function record({ audit, clock }: NotifyIdlePorts, { project, machines, until }: Unnotified, people: number) {
  const data = { machines: machines.map(({ name }) => name).join(', '), people };
  const id = `idle-${project.id}.${occasionOf(until)}.told`;
  await audit.append(project.id, [note(project.id, { id, at: clock.now(), kind: 'compute.idle-told', data })]);
}
