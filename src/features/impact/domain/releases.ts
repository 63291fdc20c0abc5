import { countText } from '../../../domain/base/count-text.ts';
import { shortNumber } from '../../../domain/base/door.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { Project } from '../../../domain/project/project.ts';
import { quorumProblem, recheckRelease } from '../../../domain/review/approval.ts';
import type { Round } from '../../../domain/review/round.ts';
import { type Consequence, ofThings, type Touched } from './consequence.ts';
import type { ChangedRound, DefinitionPair } from './rounds.ts';

export function consequencesForReleases(
  packages: readonly Operation[],
  { before, after: { value: after } }: DefinitionPair,
  changed: readonly ChangedRound[],
  now: Date,
): Consequence[] {
  const returned = packages.flatMap((operation) => notReleased(operation, before, after, changed, now));
  return [
    ...ofThings('not-released', returned, (count) => {
      return `${countText(count, 'package')} would not be released as ${count === 1 ? 'it stands' : 'they stand'}.`;
    }),
    ...reviewSwitched(packages, before, after),
    ...rejectedFromNowOn(before, after, now),
  ];
}

/** A package that people have decided on or will, looked at as right before its release. Once a run of it was asked for, nothing here holds it back. */
function notReleased(
  operation: Operation,
  before: Project | undefined,
  after: Project,
  changed: readonly ChangedRound[],
  now: Date,
): Touched[] {
  const { id, state } = operation;
  if ((state !== 'in-review' && state !== 'releasing') || hasBegun(operation)) return [];
  const number = shortNumber(id);
  const reviewed = state === 'in-review' || operation.round !== undefined;
  const look = (project: Project) => recheckRelease({ project, round: reviewed ? approved : undefined, now });
  const verdict = look(after);
  if (verdict.kind === 'return') {
    if (before !== undefined && look(before).kind === 'return') return [];
    const though = state === 'in-review' ? ', even if it is approved' : '';
    return [{ id, sentence: `The package ${number} goes back to its researchers${though}. ${verdict.why}` }];
  }
  const opened = changed.find(({ round }) => round.exportId === id)?.amendment;
  if (state !== 'releasing' || opened === undefined) return [];
  const isApproved = opened.kind === 'amended' && opened.round.status === 'approved';
  return isApproved
    ? []
    : [{ id, sentence: `The package ${number} goes back to its approvers before it is released.` }];
}

/** Whether a release counts as approved is judged by its round; here only what the definition says besides. */
const approved: Pick<Round, 'status'> = { status: 'approved' };

function hasBegun({ transfers }: Operation): boolean {
  return transfers.findLast(({ step }) => step === 'export-release')?.status === 'started';
}

/** States of a package of which nobody was asked yet. */
const beforeReview = ['receiving', 'checking', 'scanning', 'freezing'];

function reviewSwitched(packages: readonly Operation[], before: Project | undefined, after: Project): Consequence[] {
  const { required } = after.egress.approval;
  if (before === undefined || before.egress.approval.required === required) return [];
  const touches = packages
    .filter(({ state }) => beforeReview.includes(state))
    .map(({ id }) => ({
      id,
      sentence: `The package ${shortNumber(id)} ${required ? 'will be reviewed' : 'is released without a review once it is frozen'}.`,
    }));
  return required
    ? [{ kind: 'review-from-now-on', sentence: 'Packages are released only after a review from now on.', touches }]
    : [
        {
          kind: 'released-without-review',
          sentence: 'Packages leave without anybody looking at them from now on.',
          touches,
        },
      ];
}

/** Whether no package could be decided about any more: then each that comes is rejected. */
function rejectedFromNowOn(before: Project | undefined, after: Project, now: Date): Consequence[] {
  const problem = quorumProblem(after, now);
  if (problem === undefined || (before !== undefined && quorumProblem(before, now) !== undefined)) return [];
  return [
    {
      kind: 'packages-rejected',
      sentence: `Each package that comes is rejected from now on. ${problem.message}`,
      touches: [],
    },
  ];
}
