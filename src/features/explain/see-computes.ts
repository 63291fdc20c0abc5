import { shownComputes } from '../../compute/domain/shown.ts';
import { findSubject } from '../../compute/functions/compute.ts';
import type { SnapshotStore } from '../../compute/ports/snapshots.ts';
import { subjectOf } from '../../compute/reconcile/subject.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { type Hold, heldBy, holdsOn } from '../../domain/operation/hold.ts';
import { membersOf } from '../../domain/people/people.ts';
import { namedComputes } from '../../domain/project/compute-definition.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenProject } from '../../ports/records.ts';
import { namedHold, type PersonNamePorts } from '../../use-cases/people/person-name.ts';
import { isResearcherIn } from '../../use-cases/people/readable-projects.ts';
import type { Read } from '../../web/reading.ts';
import type { explain } from './descriptions.ts';
import { explainCompute } from './domain/compute.ts';
import { type ComputesLine, computesLine } from './domain/computes-line.ts';
import type { ProjectStatus } from './domain/project-status.ts';
import { requireStatus } from './explain.ts';
import { type ExplainServices, refuseOwnProject } from './explain-routes.ts';

export interface SeeComputesServices extends ExplainServices, Pick<Ports, 'holds' | 'projects' | 'clock'> {
  readonly looks: Pick<SnapshotStore, 'of' | 'ofAll'>;
}

/** GET ops/compute: how the computes of each project stand, by some requests however many projects there are. */
export const listComputes = (async (services, { caller }) => {
  const now = services.clock.now();
  const [snapshots, holds] = await Promise.all([services.looks.ofAll(), allHolds(services)]);
  const items: ComputesLine[] = [];
  const broken: Pick<BrokenProject, 'id' | 'etag' | 'problems'>[] = [];
  const leftOut: string[] = [];
  for await (const found of services.projects.list()) {
    const id = 'value' in found ? found.value.id : found.id;
    if (isResearcherIn(found, caller)) leftOut.push(id);
    else if ('problems' in found) broken.push({ id, etag: found.etag, problems: found.problems });
    else {
      const from = { ...subjectOf(found.value, now, found), title: found.value.title, look: snapshots.get(id) };
      const line = computesLine({ ...from, hold: heldBy(holdsOn(holds, id, now)) }, now);
      if (line !== undefined) items.push(line);
    }
  }
  return { items, broken, leftOut, continuation: null };
}) satisfies Read<SeeComputesServices, typeof explain.listComputes>;

async function allHolds(ports: PersonNamePorts & Pick<Ports, 'holds'>): Promise<Hold[]> {
  return await Array.fromAsync(ports.holds.list(), ({ value }) => namedHold(ports, value));
}

/** GET ops/compute/{project}: looks at Azure once. While it does not answer, what the last run saw is shown, and why. */
export const showComputes = (async (services, { caller, params }) => {
  const { subject, all } = await findSubject(services, params.project);
  const standing = await requireStatus(services, subject.project);
  refuseOwnProject(standing, caller);
  const looked = await within(patienceMs, services.reconciler.look(subject, all)).catch((error: unknown) => ({
    problem: messageOf(error),
  }));
  const now = services.clock.now();
  const isSeen = 'look' in looked;
  const look = isSeen ? looked.look : await services.looks.of(subject.project);
  const title = standing.inForce?.title ?? subject.project;
  const line = computesLine({ ...subject, title, look, hold: heldBy(standing.holds ?? []) }, now);
  const { project, definition, active, hibernated = false } = subject;
  return {
    ...{ project, title, timeZone: definition.timeZone, active, hibernated },
    lookedAt: look?.at ?? null,
    problem: isSeen ? null : looked.problem,
    state: line?.state ?? 'as-defined',
    budget: look?.budget ?? null,
    ending: look?.ending ?? null,
    plan: isSeen ? looked.plan : null,
    explanation: isSeen ? explainCompute({ standing, ...looked, now }) : null,
    computes: shownComputes({ definition, active, now }, look),
    people: assignedNames(standing),
  };
}) satisfies Read<SeeComputesServices, typeof explain.showComputes>;

/** A page is waited for by somebody; Azure's own clients go on trying for minutes. */
const patienceMs = 20_000;

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Azure did not answer within ${milliseconds / 1000} seconds`)),
      milliseconds,
    );
  });
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Names of the people whom the definition gives an instance. */
function assignedNames({ inForce }: ProjectStatus): Record<string, string> {
  if (inForce === undefined) return {};
  const names = namesIn(inForce);
  return Object.fromEntries(
    namedComputes(inForce.compute).flatMap((one) => {
      if (!('assignedTo' in one)) return [];
      const name = names.get(one.assignedTo.toLowerCase());
      return name === undefined ? [] : [[one.assignedTo, name]];
    }),
  );
}

function namesIn(project: Project): ReadonlyMap<string, string> {
  return new Map(membersOf(project).map(({ oid, name }) => [oid.toLowerCase(), name]));
}
