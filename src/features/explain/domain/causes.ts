import { stoppedByOperator } from '../../../domain/operation/operation.ts';
export type CauseId =
  | 'leased'
  | 'vanished'
  | 'differs'
  | 'broken-definition'
  | 'secret-off'
  | 'secret-gone'
  | 'role-missing'
  | 'address-refused'
  | 'mail-away'
  | 'scanner-silent'
  | 'cancelled'
  | 'retained'
  | 'stray'
  | 'still-changing'
  | 'stopped'
  | 'away';

export interface Cause {
  readonly id: CauseId;
  readonly pattern: RegExp;
  readonly meaning: string;
}

/** Every cause that is known, the more exact first: of a message that fits several the first one counts. */
export const causes: readonly Cause[] = [
  {
    id: 'stopped',
    pattern: new RegExp(`^${stoppedByOperator}`),
    meaning: 'Somebody asked for it to stop; nothing is broken.',
  },
  {
    id: 'broken-definition',
    pattern: /stored definition of \S+ breaks the rules/i,
    meaning: 'The stored definition of the project cannot be used, so everything of that project stands still.',
  },
  {
    id: 'leased',
    pattern: /lease on the blob|LeaseIdMissing|LeaseAlreadyPresent/i,
    meaning: 'Another program holds a lease on a file, so nobody else may change or delete it until the lease ends.',
  },
  {
    id: 'retained',
    pattern: /BlobImmutableDueToPolicy|protected by (?:an )?immutab|immutability policy/i,
    meaning: 'The retention of the container still protects a file; it can be deleted once that has ended.',
  },
  {
    id: 'vanished',
    pattern: /UserErrorFileNotFound|required Blob is missing|Files were deleted while they were being copied/i,
    meaning: 'A file of the list was deleted after it had been listed, so the copy cannot be complete.',
  },
  {
    id: 'stray',
    pattern: /^Nothing was deleted:/,
    meaning: 'A delete would have taken something that was never copied, so nothing was deleted.',
  },
  {
    id: 'differs',
    pattern:
      /is not what the manifest says|no longer what was frozen|no longer the one that people decided on|Data Factory read \d+, wrote \d+|did not verify the copy/,
    meaning: 'The copy is not file by file what it must be, so nothing goes on from it.',
  },
  {
    id: 'secret-off',
    pattern: /disabled secret|SecretDisabled/i,
    meaning: 'The secret stands in the vault and is switched off.',
  },
  {
    id: 'secret-gone',
    pattern: /SecretNotFound|was not found in this key vault/i,
    meaning: 'A secret that the control plane needs is no longer in the vault. A deleted one can be recovered.',
  },
  {
    id: 'role-missing',
    pattern: /AuthorizationPermissionMismatch|AuthorizationFailed|ForbiddenByRbac|\(403\b|status 403/i,
    meaning: 'An identity of the deployment lacks a role, or a firewall keeps it away.',
  },
  {
    id: 'address-refused',
    pattern:
      /send the mail .*(?:\b55[0-4]\b|recipients? (?:were|was) rejected|no such (?:user|mailbox)|mailbox unavailable)/i,
    meaning: 'The mail server refuses the address: it is mistyped, was given up, or the server may not send there.',
  },
  {
    id: 'mail-away',
    pattern: /send the mail /,
    meaning: 'The mail server does not take mails now, or cannot be reached.',
  },
  {
    id: 'scanner-silent',
    pattern: /no clean verdict of the malware scan|No verdict has come/i,
    meaning: 'The scanner said nothing about a file, or could not read it: it may be off or over its monthly limit.',
  },
  {
    id: 'cancelled',
    pattern: /ended as Cancell?ed/,
    meaning: 'Somebody cancelled the run in Data Factory; files and control plane are as they were.',
  },
  {
    id: 'still-changing',
    pattern: /still chang/i,
    meaning: 'Files kept coming for longer than the project waits, so the upload never counted as complete.',
  },
  {
    id: 'away',
    pattern:
      /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|socket hang up|ServerBusy|ServerTimeout|\((?:429|5\d\d)\b|status (?:429|5\d\d)/,
    meaning: 'A service did not answer, or asked for patience. It is tried again by itself.',
  },
];

/** What an error means; undefined for one that nobody has met yet. */
export function causeOf(message: string): Cause | undefined {
  return causes.find(({ pattern }) => pattern.test(message));
}

export function secretIn(message: string): string | undefined {
  return /the secret '?([a-z][a-z0-9-]*)/i.exec(message)?.[1];
}
