import type { AuditEvent } from '../audit/chain-line.ts';
import { controlPlane } from '../base/control-plane.ts';
import { printable } from '../base/printable.ts';
import type { PendingChange } from '../definition/pending-change.ts';
import type { Hold } from '../operation/hold.ts';
import type { Submission } from '../operation/operation.ts';
import { membersOf, type Somebody } from '../people/people.ts';
import type { PersonEntry } from '../people/person-entry.ts';
import { recipientsKnown } from '../people/recipients.ts';
import type { Project } from '../project/project.ts';
import { readStored } from '../project/stored-definition.ts';
import type { Absence } from '../review/absence.ts';
import type { Decision } from '../review/decision.ts';
import type { Round } from '../review/round.ts';

/** Who people are: their names by their object ids in lower case. */
export type KnownNames = ReadonlyMap<string, string>;

export const controlPlaneName = 'Sallyport';

/** What names people, in the order in which a name is believed; all of it may be missing. */
export interface NameSources {
  readonly definitions?: readonly Pick<Project, 'people' | 'suspended' | 'egress'>[];
  readonly viewer?: Somebody & { readonly name: string };
  /** Who people are as they were seen; whoever was cleared there is named nowhere. */
  readonly people?: readonly PersonEntry[];
  readonly changes?: readonly Pick<PendingChange, 'by' | 'definition'>[];
  readonly rounds?: readonly Pick<Round, 'approvers'>[];
  readonly decisions?: readonly Pick<Decision, 'approver' | 'name'>[];
  readonly holds?: readonly Pick<Hold, 'by' | 'name'>[];
  readonly absences?: readonly Pick<Absence, 'oid' | 'name' | 'email'>[];
  readonly submissions?: readonly Pick<Submission, 'by'>[];
  readonly events?: readonly AuditEvent[];
}

interface Named {
  readonly oid: string;
  readonly name: string;
  readonly email?: string | undefined;
}

/** Where two people have one name, or somebody is called like the control plane, an e-mail or the beginning of the object id stands behind it. */
export function gatherNames(sources: NameSources): KnownNames {
  const viewer = sources.viewer?.oid.toLowerCase();
  const found = new Map<string, Named>();
  for (const { oid, name, email } of everybody(sources)) {
    const id = oid.toLowerCase();
    const known = found.get(id);
    if (id === '' || id === controlPlane || name.trim() === '') continue;
    found.set(id, { oid: id, name: known?.name ?? name.trim(), email: known?.email ?? email });
  }
  const bearers = Map.groupBy(found.values(), ({ name }) => name.toLowerCase());
  const label = (one: Named) => (isTaken(bearers.get(one.name.toLowerCase()) ?? []) ? toldApart(one) : one.name);
  const cleared = (sources.people ?? []).filter(({ oid, clearedAt }) => clearedAt !== null && oid !== viewer);
  return new Map([
    ...[...found].map(([id, one]) => [id, printable(label(one))] as const),
    ...cleared.map(({ oid }) => [oid, clearedName(oid)] as const),
  ]);
}

export function clearedName(oid: string): string {
  return `a person who was cleared (object id ${printable(oid)})`;
}

/** One person may have several object ids, so an e-mail in common makes them one. */
function isTaken(bearers: readonly Named[]): boolean {
  const people = new Set(bearers.map(({ oid, email }) => email?.toLowerCase() ?? oid));
  return people.size > 1 || bearers.some(({ name }) => name.toLowerCase() === controlPlaneName.toLowerCase());
}

function toldApart({ oid, name, email }: Named): string {
  return `${name} (${email ?? shortId(oid)})`;
}

/** Who did something: the name, `Sallyport`, or `somebody (1a2b3c4d…)` for an object id that nothing names. */
export function nameOf(names: KnownNames, actor: string): string {
  if (actor === controlPlane) return controlPlaneName;
  if (actor === '') return 'somebody';
  return names.get(actor.toLowerCase()) ?? `somebody (${printable(shortId(actor))})`;
}

const longestWhole = 12;

/** The beginning of an object id, of a digest or of the id of a run, by which people tell it from others. */
export function shortId(id: string): string {
  return id.length <= longestWhole ? id : `${id.slice(0, 8)}…`;
}

/** Kinds of lines whose `name` is that of whoever did it. In other lines it is that of a dataset or package. */
const namesActor: ReadonlySet<string> = new Set([
  'decision.recorded',
  'decision.refused',
  'export.submission',
  'hold.set',
]);

export function nameInEvent({ kind, data }: Pick<AuditEvent, 'kind' | 'data'>): string | undefined {
  const { name } = data;
  return namesActor.has(kind) && typeof name === 'string' && name !== '' ? name : undefined;
}

function* everybody(sources: NameSources): Generator<Named> {
  const { definitions = [], viewer, people = [], changes = [], rounds = [], decisions = [], holds = [] } = sources;
  const { absences = [], submissions = [], events = [] } = sources;
  for (const definition of definitions) yield* peopleOf(definition);
  if (viewer !== undefined) yield { ...viewer, email: viewer.emails[0] };
  for (const { oid, name, email } of people) if (name !== null) yield { oid, name, email: email ?? undefined };
  for (const { by } of changes) yield { ...by, email: by.emails[0] };
  for (const { definition } of changes) {
    const wanted = readStored(definition);
    if (wanted !== undefined) yield* peopleOf(wanted);
  }
  for (const { approvers } of rounds) yield* approvers;
  for (const { approver: oid, name = '' } of decisions) yield { oid, name };
  for (const { by: oid, name = '' } of holds) yield { oid, name };
  yield* absences;
  for (const { by } of submissions) yield { oid: by.oid, name: by.name ?? '' };
  for (const event of events) yield { oid: event.actor, name: nameInEvent(event) ?? '' };
  // Who was suspended and left the lists has no name any more.
  for (const { suspended } of definitions) for (const { oid, email } of suspended) yield { oid, name: email, email };
}

function* peopleOf(project: Pick<Project, 'people' | 'egress'>): Generator<Named> {
  yield* membersOf(project);
  yield* recipientsKnown(project);
  yield* project.egress.approval.escalateTo;
}
