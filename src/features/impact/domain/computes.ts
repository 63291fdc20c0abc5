import { actionKey, describeAction, stepOf, stepWords } from '../../../compute/domain/action.ts';
import type { ComputeAction } from '../../../compute/domain/kinds.ts';
import type { ComputePlan } from '../../../compute/domain/plan.ts';
import { countText, enumerated } from '../../../domain/base/count-text.ts';
import { type Consequence, ofThings, type Touched } from './consequence.ts';

/** What of the computes would be done, would stop, or would need a person, that the definition in force does not bring about. */
export function consequencesForComputes(before: ComputePlan | undefined, after: ComputePlan): Consequence[] {
  const known = new Set(before?.actions.map(keyOf));
  const actions = after.actions.filter((action) => !known.has(keyOf(action)));
  const isEnd = (action: ComputeAction) => stepWords(action)?.isEnd === true;
  const [off, others] = [actions.filter(isEnd), actions.filter((action) => !isEnd(action))];
  const alerts = newOnes(before?.alerts ?? [], after.alerts);
  const stopped =
    after.stopped === undefined || after.stopped === before?.stopped
      ? []
      : [
          {
            kind: 'computes-stopped' as const,
            sentence: `The timer would do none of it. ${after.stopped}`,
            touches: [],
          },
        ];
  return [
    ...ofThings('computes-off', off.map(touched), () => `${sums(off)}.`),
    ...ofThings('computes', others.map(touched), () => `${sums(others)}.`),
    ...ofThings('computes-waiting', newOnes(before?.waiting ?? [], after.waiting), (count) => {
      return `${countText(count, 'compute')} would be left alone for now.`;
    }),
    ...stopped,
    ...deleted(before, after),
    ...ofThings('computes-alert', alerts, (count) => `${countText(count, 'compute')} would need you.`),
  ];
}

/** Another definition begins the week anew in which people are told, so what it says is told as what will be. */
function deleted(before: ComputePlan | undefined, { ending }: ComputePlan): Consequence[] {
  if (ending === undefined) {
    if (before?.ending === undefined) return [];
    return [{ kind: 'computes-kept', sentence: 'Its computes would not be deleted any more.', touches: [] }];
  }
  const sentence = `The project is over, so its computes would be deleted with their disks, on ${ending.deleteFrom.slice(0, 10)} at the earliest and once people were told a week before.`;
  return ending.deleteFrom === before?.ending?.deleteFrom ? [] : [{ kind: 'computes-deleted', sentence, touches: [] }];
}

function touched(action: ComputeAction): Touched {
  return { id: actionKey(action), sentence: `${describeAction(action)}.` };
}

function keyOf(action: ComputeAction): string {
  return JSON.stringify(stepOf(action));
}

interface Said {
  readonly compute: string;
  readonly reason: string;
}

function newOnes(before: readonly Said[], after: readonly Said[]) {
  const known = new Set(before.map(({ compute, reason }) => `${compute} ${reason}`));
  return after
    .filter(({ compute, reason }) => !known.has(`${compute} ${reason}`))
    .map(({ compute, reason }) => ({ id: compute, sentence: reason }));
}

/** `3 machines will be resized and 1 cluster will be created`. */
function sums(actions: readonly ComputeAction[]): string {
  const groups = [...Map.groupBy(actions, ({ kind }) => kind)].map(([kind, same]) => {
    const [verb, thing = ''] = kind.split('-');
    return `${countText(same.length, thing)} will be ${stepWords({ kind })?.done ?? verb}`;
  });
  return enumerated(groups);
}
