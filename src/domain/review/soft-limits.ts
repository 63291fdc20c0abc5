import type { Project } from '../project/project.ts';

export interface AskedOfReview {
  readonly quorum: number;
  readonly independent: number;
}

/** What a review asks of the approvers of a package that exceeds these soft limits: one more of them, and one at least is independent. */
export function askedOver({ quorum, independent }: AskedOfReview, overLimits: readonly string[] = []) {
  if (overLimits.length === 0) return { quorum, independent };
  return { quorum: quorum + 1, independent: Math.max(1, independent), overLimits: [...overLimits] };
}

/** The names of the soft limits of a project. */
export function softLimitsOf({ egress: { limits = [] } }: Project): readonly string[] {
  return limits.filter(({ soft }) => soft !== undefined).map(({ name }) => name);
}

/** Those of the names that are soft limits of the project still. */
export function stillSoft(names: readonly string[] = [], project: Project): readonly string[] {
  const soft = softLimitsOf(project);
  return names.filter((name) => soft.includes(name));
}

export function overLimitsData({ overLimits }: { readonly overLimits?: readonly string[] }) {
  return overLimits === undefined ? {} : { overLimits: overLimits.join(', ') };
}
