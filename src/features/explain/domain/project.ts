import { heldBy } from '../../../domain/operation/hold.ts';
import { isSuspended, listed } from '../../../domain/people/people.ts';
import { isActive } from '../../../domain/project/project-time.ts';
import { quorumProblem } from '../../../domain/review/approval.ts';
import { operators } from './assignees.ts';
import { ourStep } from './commands.ts';
import type { Explanation, NextStep } from './explanation.ts';
import { lastDays } from './last-days.ts';
import { closing, dates, doors, type ExplainedProject, type Matter } from './matters.ts';
import { namingDefinition, type ProjectStatus } from './project-status.ts';
import {
  confirmSteps,
  definitionSteps,
  liftSteps,
  nameApprovers,
  suspensionSteps,
  writeDefinition,
} from './steps/project-steps.ts';

export function explainProject(from: ExplainedProject): Explanation {
  const { standing, now } = from;
  const matters = [broken, held, pending, closing, quorum, dates, lastDays, doors, suspended, hibernated].flatMap(
    (snapshot) => snapshot(from),
  );
  const [first] = matters;
  const until = first?.until ?? null;
  const title = namingDefinition(standing)?.title ?? standing.id;
  const texts = matters.length === 0 ? ['Nothing waits for anybody.'] : matters.map(({ text }) => text);
  return {
    about: { kind: 'project', id: standing.id, project: standing.id, name: title },
    state: first?.state ?? 'active',
    sentence: [`The project ${standing.id} (${title}) is ${stateWords(first?.state ?? 'active')}.`, ...texts].join(' '),
    waitsFor: first?.waitsFor ?? 'nothing',
    since: first?.since ?? standing.since ?? now.toISOString(),
    until,
    overdue: until !== null && new Date(until) <= now,
    owner: first?.turn ?? null,
    next: ready([...matters.flatMap(({ steps }) => steps), lookAgain(standing)]),
    tried: [],
    lastError: lastError(from),
    runs: [],
  };
}

function stateWords(state: string): string {
  const words = new Map([
    ['pending', 'active, and a change of it waits'],
    ['held', 'on hold'],
    ['without-quorum', 'short of approvers'],
    ['not-begun', 'not begun yet'],
  ]);
  return words.get(state) ?? state;
}

/** What can be run comes before what a person must fill in. */
function ready(steps: readonly NextStep[]): NextStep[] {
  const isReady = ({ command }: NextStep) => command.length > 0 && !command.some((word) => /^<.*>$/.test(word));
  return [...steps.filter(isReady), ...steps.filter((step) => !isReady(step))];
}

function lookAgain(standing: ProjectStatus): NextStep {
  return ourStep(
    ['explain', standing.id],
    undefined,
    { method: 'GET', path: `ops/projects/${standing.id}/explain` },
    {
      who: operators(namingDefinition(standing)),
      what: 'Looks again; nothing is changed.',
      why: 'What goes on by itself needs nobody.',
    },
  );
}

function lastError({ standing: { broken }, now }: ExplainedProject): Explanation['lastError'] {
  if (broken === undefined) return null;
  const message = broken.problems.map(({ path, message: text }) => `${path ?? 'all'}: ${text}`).join('; ');
  const cause = 'The rules of today refuse the stored definition, or somebody changed it past the control plane.';
  return { message, cause, at: now.toISOString() };
}

function broken({ standing }: ExplainedProject): Matter[] {
  if (standing.broken === undefined) return [];
  const steps = definitionSteps(standing);
  return [
    {
      state: 'broken',
      turn: standing.pending === undefined ? 'operator' : 'second-operator',
      waitsFor: 'a definition that can be used',
      text: 'Its stored definition is refused by the rules of today, so everything of it stands still.',
      until: standing.pending?.expiresAt,
      steps: steps.length === 0 ? [writeDefinition(standing)] : steps,
    },
  ];
}

function held({ standing }: ExplainedProject): Matter[] {
  const hold = heldBy(standing.holds ?? []);
  if (hold === undefined) return [];
  return [
    {
      state: 'held',
      turn: hold.until === undefined ? 'operator' : 'system',
      waitsFor: 'the hold to end',
      text: `It is ${hold.text}.`,
      since: hold.since,
      until: hold.until,
      steps: hold.until === undefined ? liftSteps(standing) : [lookAgain(standing), ...liftSteps(standing)],
    },
  ];
}

function pending({ standing }: ExplainedProject): Matter[] {
  const change = standing.pending;
  if (change === undefined || standing.broken !== undefined) return [];
  return [
    {
      state: 'pending',
      turn: 'second-operator',
      waitsFor: 'a second operator to confirm a change',
      text: `${change.by.name} asked for a change, which waits for a second operator until ${change.expiresAt}.`,
      since: change.askedAt,
      until: change.expiresAt,
      steps: confirmSteps(standing),
    },
  ];
}

function quorum({ standing, now }: ExplainedProject): Matter[] {
  const project = standing.inForce;
  const problem = project === undefined || project.closed !== undefined ? undefined : quorumProblem(project, now);
  if (project === undefined || problem === undefined) return [];
  const lifts = suspensionSteps(standing, (oid) => project.people.approvers.some((person) => person.oid === oid));
  return [
    {
      state: 'without-quorum',
      turn: 'operator',
      waitsFor: 'enough people who may approve',
      text: problem.message,
      steps: [...lifts, nameApprovers(standing, problem.message)],
    },
  ];
}

function suspended({ standing }: ExplainedProject): Matter[] {
  const project = standing.inForce;
  if (project === undefined || project.suspended.length === 0) return [];
  const { people } = project;
  const named = [...people.approvers, ...people.researchers, ...people.dataOwners, ...people.operators]
    .filter((person) => isSuspended(project, listed(person)))
    .map(({ name }) => name);
  const names = [...new Set(named)].join(', ') || 'people whom it names no more';
  const text = `Suspended there: ${names}.`;
  return [
    {
      state: 'active',
      turn: 'operator',
      waitsFor: 'suspensions to be lifted or made lasting',
      text,
      steps: [lookAgain(standing), ...suspensionSteps(standing)],
    },
  ];
}

function hibernated({ standing, now }: ExplainedProject): Matter[] {
  const project = standing.inForce;
  if (project === undefined || !project.hibernated || !isActive(project, now)) return [];
  return [
    {
      state: 'active',
      turn: 'operator',
      waitsFor: 'a definition that ends the hibernation',
      text: 'It is hibernated: every compute is off and none is deleted; datasets, packages and reviews go on.',
      steps: [writeDefinition(standing)],
    },
  ];
}
