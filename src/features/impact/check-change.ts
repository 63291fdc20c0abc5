import {
  currentDefinition,
  differencesFrom,
  forbiddenIn,
  whyTakesPart,
} from '../../domain/definition/current-definition.ts';
import { asChange } from '../../domain/definition/definition-change.ts';
import type { Difference } from '../../domain/definition/definition-difference.ts';
import { type Ending, endingsDigest } from '../../domain/definition/endings.ts';
import { definitionHash, stillPending } from '../../domain/definition/pending-change.ts';
import { whyWaits } from '../../domain/definition/why-waits.ts';
import type { Project } from '../../domain/project/project.ts';
import { readSubmitted } from '../../domain/project/submitted-definition.ts';
import type { BrokenProject, ProjectStore, StoredProject } from '../../ports/records.ts';
import type { Identity } from '../../ports/sign-in.ts';
import type { ChangeStore } from '../../ports/stores.ts';
import { type CheckPorts, definitionProblems } from '../../use-cases/project/check-definition.ts';
import type { CheckedDefinition } from './descriptions.ts';
import { type Consequence, endingsIn } from './domain/consequence.ts';
import { type PreviewPorts, previewChange } from './preview-change.ts';
import { sharedWorkspace } from './shared-workspace.ts';

export type CheckChangePorts = Omit<CheckPorts, 'projects'> &
  PreviewPorts & {
    readonly projects: Pick<ProjectStore, 'find' | 'list'>;
    readonly changes: Pick<ChangeStore, 'get'>;
    readonly secondOperator: boolean;
  };

/** Tells what putting a definition would do, by the rules that decide it when it is put. Changes nothing. */
export async function checkChange(
  ports: CheckChangePorts,
  asked: { readonly project: string; readonly body: unknown; readonly caller: Identity },
): Promise<CheckedDefinition> {
  const { project: id, body, caller } = asked;
  const standing = await ports.projects.find(id);
  const base = standing === undefined ? null : { hash: standing.hash, etag: standing.etag };
  const submitted = readSubmitted(body, id);
  if ('problems' in submitted) return { ...unread, base, problems: submitted.problems, whoMayNot: roleMissing(caller) };
  return { base, ...(await checkRead(ports, standing, submitted.project, caller)) };
}

const unread = {
  ok: false,
  changes: [],
  waitsForSecondOperator: false,
  whyWaits: null,
  consequences: [],
  endings: null,
};

function roleMissing({ name, roles }: Identity): string | null {
  return roles.includes('Ops.Operator') ? null : `${name} lacks the app role Ops.Operator`;
}

async function checkRead(
  ports: CheckChangePorts,
  standing: StoredProject | BrokenProject | undefined,
  project: Project,
  caller: Identity,
): Promise<Omit<CheckedDefinition, 'base'>> {
  const problems = [
    ...(await definitionProblems(ports, project)),
    ...forbiddenIn(standing, project, caller).map(({ problem }) => problem),
  ];
  const differences = differencesFrom(standing, project);
  const change = asChange(differences);
  const waits = !change.free && ports.secondOperator;
  const whoMayNot = whyTakesPart({ id: project.id, standing, after: project }, caller) ?? roleMissing(caller);
  const consequences = [
    ...(await foreseeChange(ports, standing, project, caller)),
    ...(await sharedWorkspace(ports, currentDefinition(standing), project)),
  ];
  return {
    ok: problems.length === 0 && whoMayNot === null,
    problems,
    changes: differences.map((one) => checkedChange(one, ports.secondOperator)),
    waitsForSecondOperator: waits,
    whyWaits: whyWaits(change.changes, ports.secondOperator) ?? null,
    whoMayNot,
    consequences,
    endings: endingsDigest(endingsOf(standing, consequences)),
  };
}

/** What putting the definition would stop or end, by the rules that the check answers by. */
export async function previewEndings(
  ports: CheckChangePorts,
  standing: StoredProject | BrokenProject | undefined,
  project: Project,
  caller: Identity,
): Promise<Ending[]> {
  return endingsOf(standing, await foreseeChange(ports, standing, project, caller));
}

/** Where no definition is in force that can be read, there is nothing that could be stopped. */
function endingsOf(
  standing: StoredProject | BrokenProject | undefined,
  consequences: readonly Consequence[],
): Ending[] {
  return currentDefinition(standing) === undefined ? [] : endingsIn(consequences);
}

async function foreseeChange(
  ports: CheckChangePorts,
  standing: StoredProject | BrokenProject | undefined,
  project: Project,
  caller: Identity,
): Promise<Consequence[]> {
  const { free, changes } = asChange(differencesFrom(standing, project));
  const stored = await ports.changes.get(project.id);
  const isOpen = stored && stillPending(stored.value, standing?.hash ?? null, ports.clock.now()) === 'open';
  return await previewChange(ports, {
    standing,
    before: currentDefinition(standing),
    after: { value: project, hash: definitionHash(project) },
    changes,
    pending: isOpen ? stored.value : undefined,
    waits: !free && ports.secondOperator,
    caller,
  });
}

function checkedChange(
  { path, from, to, rule, why, kind, words }: Difference,
  secondOperator: boolean,
): CheckedDefinition['changes'][number] {
  return {
    path,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    sentence: words,
    rule,
    waits: kind === 'second-operator' && secondOperator,
    why,
  };
}
