import { countText } from '../base/count-text.ts';
import { shortNumber } from '../base/door.ts';
import { quoted } from '../base/printable.ts';
import type { Operation } from '../operation/operation.ts';
import { stateText } from '../operation/state-text.ts';

export type UsingPackage = Pick<Operation, 'id' | 'name' | 'state' | 'startedAt' | 'since'>;

/** What came from one version of a dataset, as far as researchers said, and how many packages of the project say nothing. */
export interface UsedBy {
  /** The newest first; perhaps a part of them. */
  readonly packages: readonly UsingPackage[];
  /** All that name it. */
  readonly count: number;
  /** Packages of which nobody said what they were made from, or only that it is unknown. */
  readonly unsaid: number;
}

export const unused: UsedBy = { packages: [], count: 0, unsaid: 0 };

/** No more packages are named in one sentence. */
export const mostNamed = 10;

/** What was made from a version, in a sentence; undefined where no package names it. */
export function usedByText({ packages, count }: UsedBy): string | undefined {
  if (count === 0) return undefined;
  const named = packages
    .slice(0, mostNamed)
    .map(({ id, name, state }) => `${quoted(name)} (${shortNumber(id)}, ${stateText(state)})`);
  const more = count > mostNamed ? ` and ${count - mostNamed} more` : '';
  return `${countText(count, 'package was', 'packages were')} made from it: ${named.join(', ')}${more}.`;
}

export function usedByFollowUp(usedBy: UsedBy): string[] {
  const made = usedByText(usedBy);
  const { unsaid } = usedBy;
  return [
    made === undefined
      ? []
      : `${made} Look at each: revoke what may not stay outside, and withdraw what may not leave.`,
    unsaid === 0
      ? []
      : `${countText(unsaid, 'package of the project does not say what it was', 'packages of the project do not say what they were')} made from: ask the researchers.`,
  ].flat();
}
