import type { projects } from '../../api/projects.ts';
import { partOf } from '../../domain/base/list-place.ts';
import { type PendingChange, stillPending } from '../../domain/definition/pending-change.ts';
import { type Hold, holdsOn, isOn } from '../../domain/operation/hold.ts';
import { isCalled, isNamedIn, stateOfProject } from '../../domain/overview/project-filter.ts';
import { missingGroups } from '../../domain/overview/project-people.ts';
import { needsSomebody } from '../../domain/overview/shown.ts';
import type { GroupsClaim } from '../../domain/people/group-rule.ts';
import { isResearcher, namedBy, type Somebody } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import type { OverviewStore, ShownRow } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenProject, StoredProject } from '../../ports/records.ts';
import type { Read } from '../../web/reading.ts';

export interface ListProjectServices extends Pick<Ports, 'projects' | 'changes' | 'holds' | 'clock'> {
  readonly overview: Pick<OverviewStore, 'open'>;
  readonly groupsClaim: GroupsClaim;
  readonly outageHours: number;
}

/** GET ops/projects: the projects that fit the parameters; apart from them those whose definition the rules of today refuse, and those whose first one waits. */
export const listProjects = (async (services, { caller, query: { limit, continuation, ...asked } }) => {
  const around = await readAround(services, caller);
  const all = await Array.fromAsync(services.projects.list());
  const items = all.flatMap((found) => {
    if ('problems' in found) return [];
    const item = listedProject(found, around);
    const isThere = asked.person === undefined || isNamedIn(found.value, namedBy(asked.person));
    const isSo = asked.state === undefined || asked.state === item.state || (asked.state === 'held' && item.held);
    return isThere && isSo && isCalled(asked.text ?? '', item.id, item.title) ? [item] : [];
  });
  const broken = all.flatMap((found) => ('problems' in found && isBrokenWanted(found, asked, around) ? [found] : []));
  const known = new Set(all.map((found) => ('problems' in found ? found.id : found.value.id)));
  const placeOfItem = ({ id }: { readonly id: string }) => ({ value: id, id });
  const part = partOf(items, { placeOfItem, direction: 'up', limit, asked, continuation });
  const isFirst = continuation === undefined;
  return {
    ...part,
    broken: isFirst ? broken.map(({ id, etag, problems }) => ({ id, etag, problems })) : [],
    first: isFirst && asked.state === undefined && asked.person === undefined ? firstOnes(around, known, asked) : [],
  };
}) satisfies Read<ListProjectServices, typeof projects.listProjects>;

/** What stands around the definitions: read once, however many there are. */
interface Around {
  readonly caller: Somebody;
  readonly now: Date;
  readonly holds: readonly Hold[];
  readonly changes: readonly PendingChange[];
  readonly open: readonly ShownRow[];
  readonly groupsClaim: GroupsClaim;
  readonly outageHours: number;
}

async function readAround(services: ListProjectServices, caller: Somebody): Promise<Around> {
  const { groupsClaim, outageHours, clock } = services;
  const now = clock.now();
  const [holds, changes, open] = await Promise.all([
    Array.fromAsync(services.holds.list()),
    Array.fromAsync(services.changes.list()),
    Array.fromAsync(services.overview.open()),
  ]);
  return {
    ...{ caller, now, groupsClaim, outageHours },
    holds: holds.map(({ value }) => value).filter((hold) => isOn(hold, now)),
    changes: changes.map(({ value }) => value),
    open: open.flatMap(({ row }) => row ?? []),
  };
}

function listedProject({ value: project, hash }: StoredProject, around: Around) {
  const { id, title, tier, starts, ends, closed, people, suspended } = project;
  const { now, holds, changes, groupsClaim, caller } = around;
  const change = changes.find((one) => one.project === id);
  return {
    ...{ id, title, tier, starts, ends },
    ...(closed === undefined ? {} : { closed }),
    state: stateOfProject(project, now),
    held: holdsOn(holds, id, now).length > 0,
    pending: change !== undefined && stillPending(change, hash, now) === 'open',
    missingGroups: missingGroups(groupsClaim, id),
    people: {
      dataOwners: people.dataOwners.length,
      researchers: people.researchers.length,
      approvers: people.approvers.length,
      suspended: suspended.length,
    },
    open: isResearcher(project, caller) ? null : countOpen(id, around),
  };
}

function countOpen(project: Project['id'], { open, ...at }: Around) {
  const own = open.filter(({ shown }) => shown.project === project);
  const waiting = own.filter((row) => needsSomebody(row, at));
  return { moving: own.length - waiting.length, waiting: waiting.length };
}

interface AskedProjects {
  readonly state?: string;
  readonly person?: string;
  readonly text?: string;
}

function isBrokenWanted({ id }: BrokenProject, { state, person, text = '' }: AskedProjects, { holds, now }: Around) {
  const isHeld = holdsOn(holds, id, now).length > 0;
  const isNamed = state === undefined || state === 'broken' || (state === 'held' && isHeld);
  return isNamed && person === undefined && isCalled(text, id);
}

/** Projects of which nothing is in force yet. */
function firstOnes({ changes, now }: Around, known: ReadonlySet<string>, { text = '' }: AskedProjects) {
  return changes
    .filter((change) => !known.has(change.project) && stillPending(change, null, now) === 'open')
    .map(({ project, definition, by, expiresAt }) => ({
      id: project,
      title: titleIn(definition),
      by: by.name,
      expiresAt,
    }))
    .filter(({ id, title }) => isCalled(text, id, title));
}

function titleIn(definition: unknown): string {
  return typeof definition === 'object' && definition !== null && 'title' in definition ? String(definition.title) : '';
}
