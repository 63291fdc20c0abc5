import { capital, countText, enumerated } from '../../../domain/base/count-text.ts';
import { type Door, doorFacts, shortNumber } from '../../../domain/base/door.ts';
import { nextOfClosing } from '../../../domain/definition/closing.ts';
import { dueToClear, retentionOf } from '../../../domain/lifecycle/retention.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { expiryClosing } from '../../../domain/project/expiry-closing.ts';
import type { Project } from '../../../domain/project/project.ts';
import { type Consequence, ofThings } from './consequence.ts';

/** Whether a change lets something be deleted that is kept now, or closes the project: only then what has ended is looked at. */
export function touchesKept(before: Project | undefined, after: Project): boolean {
  if (before === undefined) return false;
  return (
    after.egress.keepFrozenDays < before.egress.keepFrozenDays ||
    after.egress.keepReturnedDays < before.egress.keepReturnedDays ||
    after.closed?.releases !== before.closed?.releases
  );
}

/** What the sweep would delete of ended packages that it keeps by the definition in force, and what a closing would do. */
export function consequencesForKept(
  before: Project,
  after: Project,
  operations: readonly Operation[],
  now: Date,
): Consequence[] {
  const sooner = operations.flatMap((operation) => {
    const known = dueToClear(operation, retentionOf(before, operation), now);
    const steps = dueToClear(operation, retentionOf(after, operation), now).filter((step) => !known.includes(step));
    const what = steps.map((step) => (step === 'review-clear' ? 'the frozen copy' : 'what came back'));
    if (what.length === 0) return [];
    return [
      {
        id: operation.id,
        sentence: `${capital(enumerated(what))} of the package ${shortNumber(operation.id)} ${what.length === 1 ? 'is' : 'are'} deleted.`,
      },
    ];
  });
  return [
    ...ofThings('cleared-sooner', sooner, (count) => {
      return `The next sweeps delete what is still kept of ${countText(count, 'package')}, for good.`;
    }),
    ...closing(before, after, operations, now),
  ];
}

/** When the project would be closed by itself, where that is another day than now. */
export function consequencesForExpiry(before: Project | undefined, after: Project, now: Date): Consequence[] {
  const plan = expiryClosing(after, now);
  if (plan === undefined || plan.day === (before && expiryClosing(before, now)?.day)) return [];
  const sentence = `What it rests on ended on ${plan.until}, so it would be closed for good by itself, on ${plan.day} at the earliest and once people were told 30 days before.`;
  return [{ kind: 'closing-planned', sentence, touches: [] }];
}

const actsInWords: Readonly<Record<string, string>> = {
  retract: 'is retracted',
  revoke: 'is revoked: its files outside are deleted',
  discard: 'is discarded',
  withdraw: 'is withdrawn',
  giveBack: 'goes back to its researchers',
  takeBack: 'is taken back from outside',
};

function closing(before: Project, after: Project, operations: readonly Operation[], now: Date): Consequence[] {
  const { closed } = after;
  if (closed === undefined || before.closed?.releases === closed.releases) return [];
  const touches = operations.flatMap((operation) => {
    const step = nextOfClosing(operation, { ...after, closed }, now);
    const words =
      step.kind === 'act' ? actsInWords[step.act] : step.kind === 'operator' ? `waits for you: ${step.why}` : undefined;
    return words === undefined ? [] : [{ id: operation.id, sentence: `${thing(operation)} ${words}.` }];
  });
  const outside =
    closed.releases === 'keep' ? 'what was released stays outside' : 'what was released is deleted outside';
  const sentence = `The project is closed for good, and ${outside}. ${countText(touches.length, 'dataset or package', 'datasets and packages')} would be led to an end.`;
  return [{ kind: 'closing', sentence, touches }];
}

function thing({ door, id }: { readonly door: Door; readonly id: string }): string {
  return `The ${doorFacts(door).noun} ${shortNumber(id)}`;
}
