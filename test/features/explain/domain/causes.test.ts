import { expect, test } from 'vitest';
import { type CauseId, causeOf, causes, secretIn } from '../../../../src/features/explain/domain/causes.ts';

const run = "Data Factory's run 6f9619ff-8b86-d011-b42d-00c04fc964ff ended as";

/** Messages as the control plane writes them, with what the SDKs and the services say in them. */
const messages: readonly [CauseId, string][] = [
  [
    'leased',
    `The transfer 'ingress-delete' failed 5 times; the last time: ${run} Failed: Operation on target delete failed: Failed to execute delete activity with data source 'AzureBlobStorage' and error 'ErrorCode=AzureStorageOperationFailed,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Azure Storage operation failed for 'ingress/heart-study/cohort' with status 412: There is currently a lease on the blob and no lease ID was specified in the request.,Source=Microsoft.DataTransfer.ClientLibrary,''.`,
  ],
  [
    'vanished',
    `The transfer 'ingress-copy' failed 5 times; the last time: ${run} Failed: Operation on target copy failed: ErrorCode=UserErrorFileNotFound,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=The required Blob is missing: 'ingress/heart-study/cohort/b.csv'.,Source=Microsoft.DataTransfer.ClientLibrary,'`,
  ],
  [
    'vanished',
    'Files were deleted while they were being copied; put them there again, then retry. "b.csv": is missing',
  ],
  ['differs', 'The copy in datasets/heart-study/cohort/v1 is not what the manifest says. "a.csv": has 3 bytes, not 4'],
  ['differs', 'The frozen copy is no longer what was frozen. "a.csv": has another ETag'],
  ['differs', 'The manifest has 2 files; Data Factory read 1, wrote 1 and skipped 0'],
  ['stray', 'Nothing was deleted: ingress/heart-study/cohort/c.csv is not in the manifest and was last changed at …'],
  [
    'broken-definition',
    "Activity function 'prepareTransfer' failed: The stored definition of heart-study breaks the rules of today (ends: Invalid ISO date); put one that they accept",
  ],
  [
    'secret-gone',
    "Activity function 'writeReceipt' failed: Could not read the secret receipt-key: A secret with (name/id) receipt-key/ was not found in this key vault. (404 SecretNotFound)",
  ],
  [
    'secret-off',
    'Could not read the secret receipt-key: Operation get is not allowed on a disabled secret. (403 Forbidden)',
  ],
  [
    'role-missing',
    'Could not list ingress/heart-study/cohort/: This request is not authorized to perform this operation using this permission. (403 AuthorizationPermissionMismatch)',
  ],
  [
    'address-refused',
    "Could not send the mail exp_1.decide-1@x through smtp:25: Can't send mail - all recipients were rejected: 550 5.1.1 <ada@example.org> User unknown (EENVELOPE)",
  ],
  ['mail-away', 'Could not send the mail exp_1.decide-1@x through smtp:25: Greeting never received (ETIMEDOUT)'],
  [
    'scanner-silent',
    'There is no clean verdict of the malware scan of "silent.csv". No verdict has come. The scanner may be off, over its monthly limit, or the file too large for it.',
  ],
  ['cancelled', `${run} Cancelled: Cancelled`],
  ['still-changing', 'The upload was still changing after 24 hours: 1 files are still being uploaded'],
  ['stopped', 'Stopped by an operator: the wrong folder'],
  [
    'retained',
    'This operation is not permitted as the blob is immutable due to a policy. (409 BlobImmutableDueToPolicy)',
  ],
  ['away', 'Could not read the run x: Server is busy (503 ServerBusy)'],
  ['away', 'Could not list ingress/heart-study: connect ECONNREFUSED 127.0.0.1:10000 (ECONNREFUSED)'],
];

test.each(messages)('an error that is about %s is known by what services say', (id, message) => {
  expect(causeOf(message)?.id).toBe(id);
});

test('every cause is met by a real message, says what it means in a sentence, and is named once', () => {
  const met = new Set(messages.map(([id]) => id));
  expect(causes.map(({ id }) => id).filter((id) => !met.has(id))).toEqual([]);
  for (const { meaning } of causes) expect(meaning).toMatch(/^[A-Z].*\.$/);
  expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
});

test('an error that nobody has met has no cause', () => {
  expect(causeOf('The moon is full')).toBeUndefined();
});

test.each([
  ['Could not read the secret receipt-key: gone', 'receipt-key'],
  ["The secret 'receipt-key' is not a private Ed25519 key in JWK form", 'receipt-key'],
  ['Could not list the versions of the secret channel-team: gone', 'channel-team'],
  ['nothing of the kind', undefined],
])('%s names the secret %s', (message, name) => {
  expect(secretIn(message)).toBe(name);
});
