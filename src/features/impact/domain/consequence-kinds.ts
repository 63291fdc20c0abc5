/** What a changed definition stops or ends, by its kind: it is put only by whoever was shown all of it. */
const endingKinds = [
  'rounds-superseded',
  'rounds-amended',
  'rounds-opened-again',
  'links-die',
  'quorum-unreachable',
  'packages-rejected',
  'not-released',
  'waits-at-door',
  'uploads-end',
  'cleared-sooner',
  'closing',
  'closing-planned',
  'computes-off',
  'computes-stopped',
  'computes-deleted',
  'computes-unknown',
  'people-leave',
  'pending-stale',
] as const;

const otherKinds = [
  'released-without-review',
  'review-from-now-on',
  'taken-in',
  'checked-by-new-rules',
  'computes',
  'computes-waiting',
  'computes-kept',
  'computes-alert',
  'workspace-shared',
  'people-told',
  'second-operator-asked',
  'access-not-deployed',
  'access-by-groups',
  'pending-blocks',
] as const;

export const consequenceKinds = [...endingKinds, ...otherKinds] as const;
export type ConsequenceKind = (typeof consequenceKinds)[number];

export function isEnding({ kind }: { readonly kind: ConsequenceKind }): boolean {
  return endingKinds.some((one) => one === kind);
}
