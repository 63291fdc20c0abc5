import { countText } from '../../../domain/base/count-text.ts';
import type { ReceiptPayload } from '../../../domain/lifecycle/receipt.ts';
import { madeFromText } from '../../../domain/operation/made-from.ts';
import { governanceText } from '../../../domain/project/governance.ts';
import { momentText, sizeText } from '../../../pages/base/words.ts';

type Kind = ReceiptPayload['kind'];

export const receiptTitles: Readonly<Record<Kind, string>> = {
  deletion: 'Receipt of a deletion',
  release: 'Receipt of a release',
  interrupted: 'Receipt of a step that was stopped',
  revocation: 'Receipt of a release that was taken back',
  retraction: 'Receipt of a retraction',
  clearing: 'Receipt of a clearing',
  confirmation: 'Receipt of what a recipient says',
};

const happened: Readonly<Record<Kind, (stated: ReceiptPayload, zone: string | undefined) => string>> = {
  deletion: ({ left = 0 }) =>
    `were copied, compared with the original and deleted where they were sent from${left === 0 ? '' : `; ${countText(left, 'file')} that nobody had copied stayed`}`,
  release: () => 'were released: copied to the public side and compared there with what people decided about',
  interrupted: ({ step }) =>
    step === 'export-release' ? 'lay outside when the release was stopped' : 'were gone when the deletion was stopped',
  revocation: ({ outsideSince, outsideUntil }, zone) =>
    `lay outside${outsideSince === undefined ? '' : ` since ${momentText(outsideSince, zone)}`} and were taken back${outsideUntil === undefined ? '' : `; nothing was there any more at ${momentText(outsideUntil, zone)}`}`,
  retraction: ({ closedAt, goneAt }, zone) =>
    `were closed to people${closedAt === undefined ? '' : ` at ${momentText(closedAt, zone)}`}, and deleted${goneAt === undefined ? '' : `; nothing was left at ${momentText(goneAt, zone)}`}`,
  clearing: ({ place }) =>
    place === 'returned'
      ? 'that had gone back to the researchers were deleted after the time of keeping'
      : 'of the frozen copy were deleted after the time of keeping',
  confirmation: () =>
    'were released to a recipient, who says that every copy of theirs is deleted; nobody here can look',
};

export function receiptSentence(stated: ReceiptPayload, zone: string | undefined): string {
  const { kind, project, operation, count, bytes, restorableUntil } = stated;
  const restorable =
    restorableUntil === undefined
      ? ''
      : ` A storage administrator could restore them until ${momentText(restorableUntil, zone)}.`;
  return `${countText(count, 'file')} (${sizeText(bytes)}) of ${operation} in ${project} ${happened[kind](stated, zone)}.${restorable}`;
}

/** What the receipt says beside its sentence, by its name for people. */
export function receiptFacts(
  stated: ReceiptPayload,
  zone: string | undefined,
): readonly (readonly [label: string, value: string])[] {
  const { madeFrom, governance, release, withoutEvidence, duties, said, chain } = stated;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Name', stated.name],
    ['Digest of the list of files', stated.digest],
    ['Definition of the project (hash)', stated.policyVersion],
    ['Code that wrote it (SHA-256 of its bundle)', stated.bundle],
    ['Evidence (SHA-256)', stated.evidence],
    ['Without evidence, let on by', withoutEvidence && `${withoutEvidence.askedBy} and ${withoutEvidence.agreedBy}`],
    ['Made from', madeFrom && madeFromText(madeFrom)],
    ['Rests on', governance && governanceText(governance)],
    ['For', release?.recipients.join('; ')],
    ['Terms', release?.terms],
    ['Left to people', duties?.join(' ')],
    ['Said by', said && `${said.by}, as the recipient ${said.who}`],
    ['In their words', said?.text],
    ['Runs of Data Factory', stated.runIds.join(', ')],
    [
      'Audit of the project then',
      said ? '' : `${countText(chain.count, 'line')}, the last with the hash ${chain.hash}`,
    ],
    ['Issued', momentText(stated.issuedAt, zone)],
  ];
  return facts.flatMap(([label, value = '']) => (value === '' ? [] : [[label, value] as const]));
}
