import { createHash } from 'node:crypto';
import { quarterAt } from '../base/time.ts';
import type { Operation } from '../operation/operation.ts';
import { saidAbout } from '../operation/said-about.ts';

/** Of each project by its id: when its packages were listed inside, and the digest of those that were open then. */
export type ListedInside = Readonly<Record<string, { readonly at: string; readonly digest: string }>>;

/** A list that is due inside: its path in `notices`, and the digest of what is open; null where nothing is. */
interface DueList {
  readonly project: string;
  readonly digest: string | null;
  readonly path: string;
}

/** The projects whose open packages are others than when they were listed last, each at most once in a quarter of an hour. */
export function dueLists(before: ListedInside, open: readonly Operation[], now: Date): DueList[] {
  const packages = Map.groupBy(
    open.filter(({ door }) => door === 'export'),
    ({ project }) => project,
  );
  const known = new Map(Object.entries(before));
  const quarter = quarterAt(now.getTime());
  const time = new Date(quarter).toISOString().slice(0, 16).replace(':', '-');
  return [...new Set([...known.keys(), ...packages.keys()])].toSorted().flatMap((project) => {
    const own = packages.get(project);
    const last = known.get(project);
    const digest = own === undefined ? null : digestOf(own);
    const isLater = last === undefined || quarterAt(Date.parse(last.at)) < quarter;
    return isLater && last?.digest !== digest ? [{ project, digest, path: `${listsOf(project)}${time}.txt` }] : [];
  });
}

/** The folder in `notices` that lists the packages of a project. */
export function listsOf(project: string): string {
  return `${project}/packages/`;
}

function digestOf(packages: readonly Operation[]): string {
  const lines = packages.map((one) => JSON.stringify([one.id, one.state, one.since, saidAbout(one).label]));
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex').slice(0, 16);
}
