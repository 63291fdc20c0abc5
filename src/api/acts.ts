import { z } from 'zod';
import type { Door } from '../domain/base/door.ts';
import { type ActAt, type ActName, actOf, isForSenders, routeOfAct } from '../domain/lifecycle/acts.ts';
import { takeBackEnds } from '../domain/operation/operation-lists.ts';
import { mostBusinessDays } from '../domain/review/change-round.ts';
import { data } from './description.ts';
import { ifMatch, reasonHeader } from './schemas/headers.ts';
import { reason, reasonBody } from './schemas/names.ts';
import { actedOperation } from './schemas/operation.ts';

const withReason = z.object({ reason });

const ofFrozenFiles = z.strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: 'The digest of the frozen files that you saw.' }),
  reason,
});

/** Of a discard the reason may be left out, or come in the header. */
export const actBodies = {
  retry: withReason,
  stop: withReason,
  discard: reasonBody,
  withdraw: withReason,
  takeBack: z.object({ to: z.enum(takeBackEnds).meta({ description: 'Where the package goes then.' }), reason }),
  revoke: withReason,
  retract: withReason,
  giveBack: withReason,
  extend: z.union([
    z.strictObject({ businessDays: z.int().min(1).max(mostBusinessDays), reason }),
    z.strictObject({ until: z.iso.date(), reason }),
  ]),
  resend: z.strictObject({ approver: z.string().toLowerCase().pipe(z.uuid()).optional(), reason }),
  withoutEvidence: ofFrozenFiles,
  passLimit: ofFrozenFiles,
} satisfies Readonly<Record<ActName, z.ZodType>>;

const summaries: Readonly<Record<ActName, string>> = {
  retry:
    'Continues what failed from the state in which it failed, or looks again at what rests because it was not scanned.',
  stop: 'Ends what is under way as failed, once its runs are cancelled and what they did is written down.',
  discard:
    'Lets Data Factory delete what was rejected or withdrawn, waits for the scanner, or failed and cannot be mended.',
  withdraw: 'Takes back an upload whose originals are not being deleted yet, or a package that is not decided on.',
  takeBack: 'Deletes what a release that has not ended, or failed, brought outside.',
  revoke: 'Deletes outside what was released.',
  retract: 'Takes one version of a dataset back; `todo` in the answer says what is left to people.',
  giveBack: 'Sends a failed package that is frozen, and of which nothing may be outside, back to its researchers.',
  extend: 'Gives the approvers of a package in review more time: business days from now on, or the end of a day.',
  resend: 'Sends new links to one approver, or to all who have not decided; the old ones are dead at once.',
  withoutEvidence:
    'Lets the review of a package go on without evidence where files must be opened: one operator asks, another agrees.',
  passLimit:
    'Lets a package pass the limits of its project once, for which it waits: one operator asks, another agrees.',
};

export const actProblems = [
  'role-missing',
  'forbidden',
  'not-found',
  'illegal-move',
  'broken-definition',
  'precondition-failed',
] as const;

/** The routes follow from the table of acts. The answer may come before it is done. */
function act<Name extends ActName>(name: Name, door: Door) {
  const entry = actOf(name);
  return data('POST', routeOfAct(entry, door), {
    group: 'acts',
    summary: summaries[name],
    access: isForSenders(entry, door) ? ('participant' as const) : ('Ops.Operator' as const),
    headers: name === 'discard' ? ifMatch.extend(reasonHeader.shape) : ifMatch,
    body: actBodies[name],
    answers: { 202: actedOperation },
    // The reason of a discard may be left out, so nothing that it says is refused.
    problems: name === 'discard' ? actProblems : [...actProblems, 'refused'],
  });
}

export const actRoutes = {
  retryDataset: act('retry', 'ingress'),
  stopDataset: act('stop', 'ingress'),
  discardDataset: act('discard', 'ingress'),
  withdrawDataset: act('withdraw', 'ingress'),
  retractDataset: act('retract', 'ingress'),
  retryExport: act('retry', 'export'),
  stopExport: act('stop', 'export'),
  discardExport: act('discard', 'export'),
  giveBackExport: act('giveBack', 'export'),
  withdrawExport: act('withdraw', 'export'),
  takeBackExport: act('takeBack', 'export'),
  revokeExport: act('revoke', 'export'),
  extendExport: act('extend', 'export'),
  resendExport: act('resend', 'export'),
  withoutEvidenceExport: act('withoutEvidence', 'export'),
  passLimitExport: act('passLimit', 'export'),
} satisfies Readonly<Record<`${ActAt<'ingress'>}Dataset` | `${ActAt<'export'>}Export`, unknown>>;
