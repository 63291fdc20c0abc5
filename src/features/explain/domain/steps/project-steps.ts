import { mayRepairBroken } from '../../../../domain/definition/broken-definition.ts';
import { everyProject, type Hold, holdText, liftAs, wantsSecond } from '../../../../domain/operation/hold.ts';
import { listed } from '../../../../domain/people/people.ts';
import { operators, secondOperators } from '../assignees.ts';
import { byHand, ourStep } from '../commands.ts';
import type { Assignee, NextStep } from '../explanation.ts';
import { namingDefinition, type ProjectStatus } from '../project-status.ts';

/** Steps that bring a definition in force which can be used, the best first; none where it can be read. */
export function definitionSteps(standing: ProjectStatus): NextStep[] {
  if (standing.broken === undefined) return [];
  return [...confirmSteps(standing), ...restoreSteps(standing)];
}

export function confirmSteps(standing: ProjectStatus): NextStep[] {
  const { pending, id } = standing;
  if (pending === undefined) return [];
  const naming = namingDefinition(standing);
  const path = `ops/projects/${id}/changes/${pending.id}`;
  const words = pending.changes.map((change) => change.words).join('; ');
  return [
    ourStep(
      ['projects', 'changes', 'confirm', id, pending.id],
      `Looked at as second operator; asked for by ${pending.by.name}: ${pending.reason}`.slice(0, 900),
      { method: 'POST', path: `${path}/confirm` },
      {
        who: mending(standing, secondOperators(naming, pending)),
        what: `The change comes into force: ${words}`,
        why: `${pending.by.name} asked for it at ${pending.askedAt}, and it waits for a second operator until ${pending.expiresAt}: ${pending.reason}`,
      },
    ),
    ourStep(
      ['projects', 'changes', 'take-back', id, pending.id],
      'The change is not wanted any more',
      { method: 'DELETE', path },
      {
        who: operators(naming, { outsiders: true }),
        what: 'The change is dropped, and another one can be asked for.',
        why: 'A project has one pending change at a time.',
      },
    ),
  ];
}

function restoreSteps(standing: ProjectStatus): NextStep[] {
  const { id, earlier, pending, secondOperator, broken } = standing;
  if (earlier === undefined || pending !== undefined || broken === undefined) return [];
  const then = secondOperator ? ' A second operator confirms it.' : '';
  const problems = broken.problems.map(({ path, message }) => `${path ?? 'all'}: ${message}`).join('; ');
  const step = ourStep(
    ['projects', 'put', id, '--version', earlier.hash],
    'The stored definition cannot be used; the newest earlier one can',
    { method: 'PUT', path: `ops/projects/${id}` },
    {
      who: mending(standing, operators(earlier.project, { outsiders: true })),
      what: `The definition that was accepted at ${earlier.at} is put in force again.${then}`,
      why: `The rules of today refuse the stored one (${problems}), and its project stands still until another is in force.`,
    },
  );
  // The request names the ETag of what it replaces, which the command reads first.
  return [{ ...step, request: null }];
}

/** Nobody repairs a definition that cannot be read and may give them a part. */
function mending({ broken }: ProjectStatus, assignee: Assignee): Assignee {
  if (broken === undefined) return assignee;
  const barred = assignee.people.filter((person) => !mayRepairBroken(broken.raw, listed(person)));
  if (barred.length === 0) return assignee;
  const not = `${barred.map(({ name }) => name).join(', ')}: the stored definition names them`;
  const people = assignee.people.filter((person) => !barred.includes(person));
  return { ...assignee, people, not: assignee.not === undefined ? not : `${assignee.not}. ${not}` };
}

/** How each hold ends, which nobody may do who is a researcher of what it holds. */
export function liftSteps(standing: ProjectStatus): NextStep[] {
  return (standing.holds ?? []).map((hold) => liftStep(standing, hold));
}

function liftStep(standing: ProjectStatus, hold: Hold): NextStep {
  const { project } = hold;
  const ofAll = project === everyProject;
  const two = wantsSecond(hold);
  const second = two
    ? ` It wants two operators: the first asks${standing.secondOperator ? '' : ', and asks again after a day'}.`
    : '';
  const step = ourStep(
    ['hold', 'lift', ...(ofAll ? [] : [project]), '--hold', liftAs(hold)],
    `What it was set for is over: ${hold.reason}`.slice(0, 900),
    { method: 'POST', path: ofAll ? 'ops/hold/lift' : `ops/projects/${project}/hold/lift` },
    {
      who: operators(namingDefinition(standing), { outsiders: two }),
      what: `The hold ends, and what waited for it goes on within a minute once no other is on.${second}`,
      why: `Nothing begins while it is ${holdText(hold)}. Make sure first that the reason is over.`,
    },
  );
  // The request names the hold by a header, as the command does.
  return { ...step, request: null };
}

export function suspensionSteps(standing: ProjectStatus, isWanted: (oid: string) => boolean = () => true): NextStep[] {
  const { inForce, pending, secondOperator } = standing;
  if (inForce === undefined || pending !== undefined) return [];
  const { people } = inForce;
  const everybody = [...people.approvers, ...people.researchers, ...people.dataOwners, ...people.operators];
  return inForce.suspended
    .filter(({ oid }) => isWanted(oid))
    .map(({ oid, since, by, reason }) => {
      const isOne = inForce.suspended.filter((other) => other.oid === oid).length === 1;
      const name = everybody.find((person) => person.oid === oid)?.name ?? oid;
      const then = secondOperator ? ', once a second operator has confirmed it' : '';
      const step = ourStep(
        ['suspend', 'lift', inForce.id, oid, ...(isOne ? [] : ['--suspended-by', by])],
        `What it was for is over: ${reason}`.slice(0, 900),
        { method: 'POST', path: `ops/projects/${inForce.id}/people/${oid}/lift` },
        {
          who: operators(inForce, { outsiders: true }),
          what: isOne
            ? `${name} counts again in the project${then}.`
            : `One suspension of ${name} ends${then}; they count again when none is left.`,
          why: `${name} has been suspended since ${since}: ${reason}. Lift it only when that is over.`,
        },
      );
      // Whose suspension ends, the request names by a query.
      return isOne ? step : { ...step, request: null };
    });
}

/** Writes a definition anew, where no earlier one can be used. */
export function writeDefinition({ id, broken }: ProjectStatus): NextStep {
  const problems = broken?.problems.map(({ path, message }) => `${path ?? 'all'}: ${message}`).join('; ') ?? '';
  return byHand(
    {
      who: operators(undefined),
      what: `Write a definition of ${id} that the rules of today accept and put it; a second operator confirms it.`,
      why: `The stored one is refused (${problems}), and no earlier one can be used.`,
    },
    ['sallyport', 'projects', 'put', id, '--file', '<definition.json>', '--reason', '<why>'],
  );
}

/** Names more approvers, which only people can choose. */
export function nameApprovers(standing: ProjectStatus, why: string): NextStep {
  const { id } = standing;
  return byHand(
    {
      who: operators(namingDefinition(standing), { outsiders: true }),
      what: `Write more approvers into the definition of ${id} (sallyport projects get ${id}) and put it; a second operator confirms them, and they are asked at once.`,
      why,
    },
    ['sallyport', 'projects', 'put', id, '--file', '<definition.json>', '--reason', '<why these people>'],
  );
}
