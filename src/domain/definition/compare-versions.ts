import { withDefaults } from '../project/project.ts';
import { readStored } from '../project/stored-definition.ts';
import { type Difference, differencesBetween } from './definition-difference.ts';

export interface VersionChange extends Pick<Difference, 'path' | 'from' | 'to'> {
  readonly sentence: string;
}

/** Null stands for the schema's defaults, with which a first definition is compared. Where the rules of today refuse one of them, both are compared as they were stored. */
export function compareVersions(before: unknown, after: unknown): VersionChange[] {
  const now = readStored(after);
  const old = before === null ? now && withDefaults(now) : readStored(before);
  const differences =
    now === undefined || old === undefined
      ? differencesBetween(before ?? undefined, after)
      : differencesBetween(old, now);
  return differences.map(({ path, from, to, words }) => {
    return { path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), sentence: words };
  });
}
