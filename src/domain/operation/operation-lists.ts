/** The steps in which bytes move; each is the name of its Data Factory pipeline. */
export const transferSteps = [
  'ingress-copy',
  'ingress-delete',
  'discard',
  'export-freeze',
  'export-delete',
  'export-release',
  'export-return',
  'export-discard',
  'release-revoke',
  'review-clear',
  'returned-clear',
  'dataset-retract',
] as const;
export type TransferStep = (typeof transferSteps)[number];

/** Where a package goes once nothing of it is outside: to people again, back to the researchers, or to its end. */
export const takeBackEnds = ['in-review', 'returning', 'revoked'] as const;
export type TakeBackEnd = (typeof takeBackEnds)[number];

/** What people are told of a move behind which the operation goes on. */
export const passingNotificationKinds = ['received', 'in-review', 'approved', 'denied', 'changes-wanted'] as const;
export type PassingNotificationKind = (typeof passingNotificationKinds)[number];
