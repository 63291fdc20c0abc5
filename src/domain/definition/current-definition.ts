import type { Problem } from '../base/errors.ts';
import type { Somebody } from '../people/people.ts';
import { suspensionId } from '../people/suspension.ts';
import type { Project } from '../project/project.ts';
import { mayRepairBroken } from './broken-definition.ts';
import { closedIn, whyNotReopened } from './closing.ts';
import { differencesOf } from './definition-change.ts';
import type { Difference } from './definition-difference.ts';
import { whyNotChange } from './pending-change.ts';

/** The definition that another one is to replace: one that can be read, or the text of one that the rules of today refuse. */
export type CurrentDefinition =
  | { readonly value: Project }
  | { readonly problems: readonly Problem[]; readonly raw: string };

export function currentDefinition(standing: CurrentDefinition | undefined): Project | undefined {
  return standing !== undefined && 'value' in standing ? standing.value : undefined;
}

/** Of a standing one that cannot be read nothing can be told, and of a first one somebody has chosen all people, so all of it is a change that waits. */
export function differencesFrom(standing: CurrentDefinition | undefined, project: Project): Difference[] {
  if (standing === undefined) {
    const why = 'waits for a second operator, since one person chose who decides';
    return [whole('The whole definition: it is the first of its project', why), ...differencesOf(undefined, project)];
  }
  if ('value' in standing) return differencesOf(standing.value, project);
  const words = 'The whole definition: it replaces one that the rules of today refuse';
  const why = 'waits for a second operator, since nothing shows what it changes';
  return [{ ...whole(words, why), to: project }];
}

function whole(words: string, why: string): Difference {
  return { path: '', kind: 'second-operator', rule: 'second-operator', why, words, record: words };
}

/** A project that something is about: what stands, and the definition that would come after it where that is another. */
export interface ConcernedProject {
  readonly id: string;
  readonly standing: CurrentDefinition | undefined;
  readonly after?: Project;
}

/** Why somebody takes part in a project, or would, and so changes nothing in it, for people; undefined when they do not. */
export function whyTakesPart({ id, standing, after }: ConcernedProject, somebody: Somebody): string | undefined {
  if (standing !== undefined && 'raw' in standing && !mayRepairBroken(standing.raw, somebody))
    return `The definition of ${id} cannot be read and names you. Ask another operator`;
  const before = currentDefinition(standing);
  const then = after ?? before;
  return then && whyNotChange(before, then, somebody);
}

export interface ForbiddenChange {
  readonly sentence: string;
  readonly problem: Problem;
}

/** Suspending somebody in the name of another operator, opening a closed project again, and asking recipients nothing more. */
export function forbiddenIn(
  standing: CurrentDefinition | undefined,
  project: Project,
  { oid }: Pick<Somebody, 'oid'>,
): ForbiddenChange[] {
  const before = currentDefinition(standing);
  const all = [foreignSuspension(before, project, oid), reopening(standing, project), forgetting(before, project)];
  return all.filter((found) => found !== undefined);
}

/** Who suspended a person is whoever asks for it now. */
function foreignSuspension(before: Project | undefined, project: Project, oid: string): ForbiddenChange | undefined {
  const known = new Set(before?.suspended.map(suspensionId));
  const foreign = project.suspended.findIndex((entry) => !known.has(suspensionId(entry)) && entry.by !== oid);
  if (foreign === -1) return undefined;
  const value = project.suspended[foreign]?.by ?? '';
  return {
    sentence: 'The definition suspends somebody in the name of another operator; nothing was changed',
    problem: {
      rule: 'own-suspension',
      path: `suspended[${foreign}].by`,
      value,
      message: `must be ${oid}, the object id of whoever asks`,
    },
  };
}

/** Nothing opens a closed project again, also where the rules of today refuse the rest of its definition. */
function reopening(standing: CurrentDefinition | undefined, { id, closed }: Project): ForbiddenChange | undefined {
  if (standing === undefined) return undefined;
  const before = 'raw' in standing ? closedIn(standing.raw) : standing.value.closed;
  const message = whyNotReopened(before, closed);
  return message === undefined
    ? undefined
    : {
        sentence: `The project ${id} is closed, and the definition would change that; nothing was changed`,
        problem: { rule: 'stays-closed', path: 'closed.releases', value: closed?.releases ?? 'nothing', message },
      };
}

/** Who was a recipient owes what was asked of them, and is asked as long as there is a list, be it empty. */
function forgetting(before: Project | undefined, { id, people }: Project): ForbiddenChange | undefined {
  if (before?.people.recipients === undefined || people.recipients !== undefined) return undefined;
  return {
    sentence: `The definition would forget what recipients of ${id} owe; nothing was changed`,
    problem: {
      rule: 'keeps-recipients',
      path: 'people.recipients',
      value: 'nothing',
      message: 'must stay, at least as an empty list: who is taken out of it is asked to delete their copies',
    },
  };
}
