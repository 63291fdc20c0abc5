import { byRandomPart } from '../../../domain/base/door.ts';
import { mayContinue } from '../../../domain/lifecycle/submission.ts';
import { outsideView } from '../../../domain/notification/outside-view.ts';
import { typedAbout } from '../../../domain/notification/said-outside.ts';
import { madeFromIds, mostMadeFrom } from '../../../domain/operation/made-from.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { Register } from '../../../ports/records.ts';
import { type FoundVersions, findVersions, versionsWith } from '../../../use-cases/operation/find-versions.ts';
import type { MyHistory } from './my-history.ts';

interface ChoicePorts {
  readonly register: Pick<Register, 'get' | 'list' | 'listTold'>;
}

/** What is looked for, and what stands in the form: ids that are ticked, with spaces between them. */
export interface VersionsAsked {
  readonly madeFrom?: string;
  /** What the name of a dataset holds. */
  readonly find?: string;
  /** Where that goes on. */
  readonly older?: string;
}

/** The newest packages of the project that went back; older ones are named by hand in the API. */
export async function earlierOf({ register }: ChoicePorts, operation: Operation): Promise<MyHistory['earlier']> {
  const { items } = await register.listTold(operation.project);
  return items
    .filter((earlier) => mayContinue(operation, earlier))
    .toSorted(byRandomPart)
    .map((earlier) => {
      const { id, since } = outsideView(earlier);
      const { label } = typedAbout(earlier);
      return { id, since, ...(label === undefined ? {} : { label }) };
    });
}

/** What the package may have been made from: what was ticked or chosen before, then the newest versions of the project's datasets, or those that were looked for. */
export async function versionsOf(
  { register }: ChoicePorts,
  { project, submission }: Operation,
  { madeFrom, find: text = '', older }: VersionsAsked,
): Promise<FoundVersions> {
  const found = await findVersions(register, { project, text, older });
  const chosen = madeFrom?.split(' ') ?? madeFromIds(submission?.madeFrom);
  const known = new Set(found.versions.map(({ id }) => id));
  // More than may be named are shown too, so that some can be taken out again.
  const others = [...new Set(chosen)].filter((id) => !known.has(id)).slice(0, 2 * mostMadeFrom);
  return { ...found, versions: [...(await versionsWith(register, project, others)), ...found.versions] };
}

export const noVersions: FoundVersions = { versions: [], older: null };
