/** What a changed definition brings about, by its kind. */
export const consequenceKinds = [
  'rounds-superseded',
  'rounds-amended',
  'rounds-opened-again',
  'links-die',
  'quorum-unreachable',
  'packages-rejected',
  'released-without-review',
  'review-from-now-on',
  'not-released',
  'waits-at-door',
  'taken-in',
  'checked-by-new-rules',
  'cleared-sooner',
  'closing',
  'computes',
  'computes-waiting',
  'computes-stopped',
  'computes-deleted',
  'computes-alert',
  'computes-unknown',
  'people-told',
  'second-operator-asked',
  'access-not-deployed',
  'access-by-groups',
  'pending-stale',
  'pending-blocks',
] as const;
export type ConsequenceKind = (typeof consequenceKinds)[number];

/** One thing that a consequence is about: an operation, a compute or a person by its id, and what happens to it in a sentence. */
export interface Touched {
  readonly id: string;
  readonly sentence: string;
}

/** What a changed definition brings about: all of it in a sentence, and each thing that it happens to. */
export interface Consequence {
  readonly kind: ConsequenceKind;
  readonly sentence: string;
  readonly touches: readonly Touched[];
}

/** The consequence, when it touches anything: `sentence` is told how many things. */
export function ofThings(
  kind: ConsequenceKind,
  touches: readonly Touched[],
  sentence: (count: number) => string,
): Consequence[] {
  return touches.length === 0 ? [] : [{ kind, sentence: sentence(touches.length), touches }];
}
