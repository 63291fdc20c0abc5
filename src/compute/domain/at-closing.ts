import { DAY } from '../../domain/base/time.ts';
import { namedComputes } from '../../domain/project/compute-definition.ts';
import type { ComputesAtClosing } from '../../domain/project/destruction.ts';
import type { Project } from '../../domain/project/project.ts';
import { computeKey } from './action.ts';
import type { ComputeLook } from './look.ts';

/** A look is made every few minutes. */
const freshMs = DAY / 24;

/** Decides whether the closing of a project still waits for its computes, by the last look at them and the time of the definition in force. */
export function computesAtClosing(
  { compute, hibernated }: Pick<Project, 'compute' | 'hibernated'>,
  look: Pick<ComputeLook, 'at' | 'computes' | 'ending'> | undefined,
  since: string,
  now: Date,
): ComputesAtClosing {
  const { keepComputeDays, prune } = compute;
  const isDeleted = !hibernated && (prune || keepComputeDays !== undefined);
  const left = look?.computes.map(({ kind, name }) => computeKey(kind, name)).toSorted() ?? [];
  const seen = { lookedAt: look?.at ?? null, left };
  const at = Date.parse(look?.at ?? '');
  const isFresh = at >= Date.parse(since) && now.getTime() - at <= freshMs;
  const mayBeThere = isDeleted || namedComputes(compute).length + left.length > 0;
  if (mayBeThere && !isFresh) return { ...seen, waits: 'a look at its computes' };
  if (!isDeleted) return { ...seen, ...(left.length === 0 ? {} : { why: whyKept(hibernated) }), waits: null };
  const from = look?.ending?.deleteFrom.slice(0, 10);
  if (left.length === 0) return { ...seen, waits: null };
  const computes = left.length === 1 ? '1 compute' : `${left.length} computes`;
  return { ...seen, waits: `the end of ${computes}${from === undefined ? '' : `, not before ${from}`}` };
}

function whyKept(hibernated: boolean): string {
  return hibernated
    ? 'The project is hibernated, so they are off and none is deleted.'
    : 'The definition neither prunes nor says keepComputeDays, so they are off and people delete them.';
}
