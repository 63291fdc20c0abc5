import type { HttpResponseInit } from '@azure/functions';
import type { projects } from '../../api/projects.ts';
import type { PendingChange } from '../../domain/definition/pending-change.ts';
import type { Project } from '../../domain/project/project.ts';
import type { BrokenProject, StoredProject } from '../../ports/records.ts';
import type { Changed } from '../../use-cases/project/change-definition.ts';
import type { GoingBack } from '../../use-cases/project/go-back.ts';
import type { ClosingStatus } from '../../use-cases/project/read-closing.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import type { AnswerOf } from '../../web/reading.ts';

/** What stands beside a definition: the change that waits, how far its closing has come, and what whoever put it may undo. */
interface Beside {
  readonly change?: PendingChange | null;
  readonly closing?: ClosingStatus | null;
  readonly goingBack?: GoingBack | null;
}

type Answer = AnswerOf<typeof projects.showProject>;

/** A project as the ops API shows it. `etag`: the one that a change must name, as it stands in headers; undefined before the first definition. */
export interface TaggedProject {
  readonly value: Omit<Answer, 'definition' | 'pending' | 'closing'> & {
    readonly definition: Project | null;
    readonly pending: PendingChange | null;
    readonly closing: ClosingStatus | null;
  };
  readonly etag: string | undefined;
}

/** What is in force, and what stands beside it. `found` is undefined before the first. */
export function shownProject(
  found: StoredProject | BrokenProject | undefined,
  { change = null, closing = null, goingBack = null }: Beside = {},
): TaggedProject {
  const pending = change && pendingShown(change);
  const beside = { pending, closing, goingBack: goingBack && backShown(goingBack) };
  if (found === undefined) return { value: { definition: null, hash: null, problems: [], ...beside }, etag: undefined };
  const { hash } = found;
  const value =
    'problems' in found
      ? { definition: null, hash, problems: found.problems, raw: found.raw, ...beside }
      : { definition: found.value, hash, problems: [], ...beside };
  return { value, etag: /^(W\/)?"/.test(found.etag) ? found.etag : `"${found.etag}"` };
}

export function projectAnswer(status: number, { value, etag }: TaggedProject): HttpResponseInit {
  return jsonAnswer(status, value, etag === undefined ? {} : { etag });
}

/** The change as people see it: how the audit will word each difference, without names, is for the audit alone. */
function pendingShown({ changes, ...change }: PendingChange): PendingChange {
  return { ...change, changes: changes.map(({ record: _record, ...shown }) => shown) };
}

function backShown({ by, until, changes }: GoingBack) {
  return { by, until, changes: changes.map(({ words }) => words) };
}

/** What became of a change: `status` when it is in force, 202 when it waits. Throws HttpProblem `conflict` when another one waits. */
export function changedAnswer(status: number, changed: Changed): HttpResponseInit {
  if (changed.kind === 'changed') return projectAnswer(status, shownProject(changed.stored));
  const { change } = changed;
  if (changed.kind === 'waits') return jsonAnswer(202, { pending: pendingShown(change) });
  throw new HttpProblem(
    'conflict',
    `Another change of ${change.project} waits, asked for by ${change.by.name} (${change.id}). Confirm it or take it back first.`,
  );
}
