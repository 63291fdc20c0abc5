import { researchersSince } from '../../activities/lifecycle/researchers-since.ts';
import { type ConsiderPorts, latestRound } from '../../activities/review/amend-round.ts';
import type { ComputePlan } from '../../compute/domain/plan.ts';
import { doors } from '../../domain/base/door.ts';
import { messageOf } from '../../domain/base/errors.ts';
import type { FieldChange } from '../../domain/definition/definition-change.ts';
import type { PendingChange } from '../../domain/definition/pending-change.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { GroupsClaim } from '../../domain/people/group-rule.ts';
import type { Somebody } from '../../domain/people/people.ts';
import { namedComputes } from '../../domain/project/compute-definition.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Absence } from '../../domain/review/absence.ts';
import type { Definition } from '../../domain/review/amend-round.ts';
import { isBlindTo } from '../../domain/review/blind.ts';
import { isSentBack } from '../../domain/review/round.ts';
import type { BrokenProject, Register, StoredProject } from '../../ports/records.ts';
import type { AbsenceStore } from '../../ports/stores.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import { consequencesForComputes } from './domain/computes.ts';
import type { Consequence } from './domain/consequence.ts';
import { consequencesAtDoors } from './domain/doors.ts';
import { consequencesForExpiry, consequencesForKept, touchesKept } from './domain/kept.ts';
import {
  consequencesForAccess,
  consequencesForEndedParts,
  consequencesForMails,
  consequencesForPending,
  consequencesOfWaiting,
} from './domain/people.ts';
import { consequencesForReleases } from './domain/releases.ts';
import { changedRounds, consequencesForRounds, type ReviewedPackage, unreachableRounds } from './domain/rounds.ts';

/** What looking ahead reads. `planFor` plans the computes of a project as if that were its definition, and changes nothing. */
export interface PreviewPorts extends ConsiderPorts {
  readonly projects: ConsiderPorts['projects'];
  readonly register: Pick<Register, 'openNames' | 'get' | 'rememberedDoor' | 'list'>;
  readonly absences: Pick<AbsenceStore, 'list'>;
  readonly groupsClaim: Pick<GroupsClaim, 'projects'>;
  planFor(definition: Project): Promise<ComputePlan>;
}

export interface PreviewedChange {
  readonly standing: StoredProject | BrokenProject | undefined;
  readonly before: Project | undefined;
  readonly after: Definition;
  readonly changes: readonly FieldChange[];
  readonly pending: PendingChange | undefined;
  readonly waits: boolean;
  readonly caller: Somebody;
}

/** Everything that a change would bring about, by the rules that will decide it and by the rows as they are now. */
export async function previewChange(ports: PreviewPorts, change: PreviewedChange): Promise<Consequence[]> {
  const { standing, before, after, changes, pending, waits } = change;
  if (standing !== undefined && changes.length === 0) return [];
  const { id } = after.value;
  const groups = Object.hasOwn(ports.groupsClaim.projects, id) ? ports.groupsClaim.projects[id] : undefined;
  const [operations, absences, computes, kept] = await Promise.all([
    underWay(ports, id),
    ports.absences.list(),
    foreseeComputes(ports, before, after.value),
    foreseeKept(ports, before, after.value),
  ]);
  return [
    ...(waits ? consequencesOfWaiting(before, after.value) : []),
    ...consequencesForPending(pending, after.hash, waits),
    ...(await foreseeReviews(ports, change, operations, absences)),
    ...consequencesAtDoors(before, after.value, { operations, notes: await notesOf(ports, id) }, ports.clock.now()),
    ...kept,
    ...consequencesForExpiry(before, after.value, ports.clock.now()),
    ...computes,
    ...consequencesForEndedParts(before, after.value, ports.clock.now()),
    ...consequencesForMails(before, after.value, changes, ports.clock.now()),
    ...consequencesForAccess(before, after.value, groups),
  ];
}

const mostAtOnce = 8;

/** The operations that hold a name of the project, in the order of their ids. */
async function underWay({ register }: PreviewPorts, project: string): Promise<Operation[]> {
  const names = await Promise.all(doors.map((door) => register.openNames(door, project)));
  const found: Operation[] = [];
  await atOnce(
    mostAtOnce,
    names.flatMap((of) => [...of.values()]),
    async (id) => {
      const stored = await register.get({ project, id });
      if (stored !== undefined) found.push(stored.value);
    },
  );
  return found.sort((one, other) => (one.id < other.id ? -1 : 1));
}

async function notesOf({ register }: PreviewPorts, project: string) {
  const notes = await Promise.all(doors.map((door) => register.rememberedDoor(door, project)));
  return notes.map(({ value }) => value);
}

async function foreseeReviews(
  ports: PreviewPorts,
  { standing, before, after, caller }: PreviewedChange,
  operations: readonly Operation[],
  absences: readonly Absence[],
): Promise<Consequence[]> {
  const packages = operations.filter(({ door }) => door === 'export');
  const now = ports.clock.now();
  const pair = { before, after };
  const reviewed: ReviewedPackage[] = [];
  if (standing !== undefined && 'value' in standing) {
    await atOnce(mostAtOnce, packages.filter(isReviewed), async ({ id }) => {
      const { rounds, decisions } = await ports.decisions.read(id);
      const round = latestRound(rounds)?.value;
      if (round === undefined) return;
      const { status, rules, approvers } = round;
      const isBlind = isBlindTo({ status, blind: rules.blind, asked: approvers }, standing.value, caller);
      const ever = await researchersSince(ports.projects, standing, round.filesSince);
      reviewed.push({ round, decisions: isBlind ? [] : decisions, ever, isBlind });
    });
  }
  reviewed.sort((one, other) => (one.round.exportId < other.round.exportId ? -1 : 1));
  const changed = changedRounds(reviewed, pair, now);
  return [
    ...consequencesForRounds(changed),
    ...unreachableRounds(reviewed, pair, absences, now),
    ...consequencesForReleases(packages, pair, changed, now),
  ];
}

/** Whose round a definition is held against: in review, before the release, and of one that is sent back before it goes. */
function isReviewed({ state, round, withdrawal }: Operation): boolean {
  return (
    round !== undefined &&
    withdrawal === undefined &&
    (state === 'in-review' || state === 'releasing' || isSentBack(state))
  );
}

/** Plans are asked for only where something that they follow from changes; Azure may not answer, and that is said. */
async function foreseeComputes(
  ports: PreviewPorts,
  before: Project | undefined,
  after: Project,
): Promise<Consequence[]> {
  if (before === undefined ? namedComputes(after.compute).length === 0 : plannedBy(before) === plannedBy(after))
    return [];
  try {
    const [old, now] = await Promise.all([before && ports.planFor(before), ports.planFor(after)]);
    return consequencesForComputes(old, now);
  } catch (error) {
    const sentence = `What becomes of the computes cannot be told: ${messageOf(error)}`;
    return [{ kind: 'computes-unknown', sentence, touches: [] }];
  }
}

function plannedBy({ compute, starts, ends, governance, hibernated, closed }: Project): string {
  return JSON.stringify({ compute, starts, ends, governance, hibernated, closed });
}

async function foreseeKept(ports: PreviewPorts, before: Project | undefined, after: Project): Promise<Consequence[]> {
  if (before === undefined || !touchesKept(before, after)) return [];
  const operations: Operation[] = [];
  for (const door of doors) {
    let continuation: string | undefined;
    do {
      const page = await ports.register.list(door, after.id, continuation);
      operations.push(...page.items);
      continuation = page.continuation;
    } while (continuation !== undefined);
  }
  return consequencesForKept(before, after, operations, ports.clock.now());
}
