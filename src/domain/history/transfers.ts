import type { FixedKind } from '../audit/audit-kinds.ts';
import { countText } from '../base/count-text.ts';
import { kindOfReceipt } from '../lifecycle/due-receipts.ts';
import { type TransferStep, transferSteps } from '../operation/operation-lists.ts';
import { stateText } from '../operation/state-text.ts';
import { evidenceIn } from './evidence-in-line.ts';
import { shortId } from './known-names.ts';
import { about, aboutIt, because, type DescribeLine, type LineDetails } from './line-details.ts';
import { sharedSentences } from './shared-sentences.ts';

const steps: Readonly<Record<TransferStep, string>> = {
  'ingress-copy': 'the copy into the secure account',
  'ingress-delete': 'the deletion of its originals',
  discard: 'the deletion of what is discarded',
  'export-freeze': 'the frozen copy',
  'export-delete': 'the deletion of its originals',
  'export-release': 'the release',
  'export-return': 'the copy back to its researchers',
  'export-discard': 'the deletion of its frozen copy, because it is discarded',
  'release-revoke': 'the deletion of what was released',
  'review-clear': 'the deletion of its frozen copy, which was kept long enough',
  'returned-clear': 'the deletion of what came back, which was kept long enough',
  'dataset-retract': 'the deletion of what was copied of it',
};

function stepIn({ text }: LineDetails): string {
  return runText(text('step'), text('attempt'));
}

/** What a run does, within a sentence: `the release (attempt 2)`. */
export function runText(step: string, number: string): string {
  const known = transferSteps.find((one) => one === step);
  const attempt = number === '' || number === '1' ? '' : ` (attempt ${number})`;
  return `${known === undefined ? `the step '${step}'` : steps[known]}${attempt}`;
}

const runIn = ({ text }: LineDetails) => `run ${shortId(text('runId'))}`;

const receipts: ReadonlyMap<string | undefined, string> = new Map([
  ['deletion', 'the deletion of its originals'],
  ['release', 'its release'],
  ['interrupted', 'what a step had done when it was stopped half-way'],
  ['revocation', 'the release that was taken back'],
  ['retraction', 'the deletion of what was copied of it'],
  ['clearing', 'the deletion of what was kept long enough'],
  ['confirmation', 'what a recipient says of their copies'],
]);

export const transferSentences = {
  'transfer.intended': (line) => about(line, `Data Factory is to be asked for ${stepIn(line)}.`),
  'transfer.started': (line) => about(line, `${stepIn(line)} began, as ${runIn(line)} of Data Factory.`),
  'transfer.succeeded': (line) => about(line, `${stepIn(line)} came to its end.`),
  'transfer.failed': (line) => because(about(line, `${stepIn(line)} failed`), line.text('message')),
  'transfer.held': (line) => because(about(line, `a hold stopped ${stepIn(line)}`), line.text('message')),
  'transfer.given-up': (line) => because(about(line, `${stepIn(line)} was given up`), line.text('message')),
  'transfer.stale': (line) => because(about(line, `${stepIn(line)} counts as failed`), line.text('message')),
  'transfer.files-outside': (line) =>
    about(
      line,
      `${countText(line.count('count'), 'file')} of it lay outside when it stopped while it was ${stateText(line.text('state'))}.`,
    ),
  'transfer.originals-gone': (line) =>
    about(
      line,
      `${countText(line.count('count'), 'original of it was', 'originals of it were')} gone when it stopped while it was ${stateText(line.text('state'))}.`,
    ),
  'release.reappeared': (line) =>
    about(line, `${countText(line.count('count'), 'file')} lay outside again after its release was taken back.`),
  'release.emptied-again': (line) =>
    about(line, `Data Factory was asked to delete what lay outside again (${runIn(line)}).`),
  'receipt.written': (line) =>
    about(line, `a receipt was signed about ${receipts.get(kindOfReceipt(line.text('receipt'))) ?? 'its closing'}.`),
  'operation.trouble': (line) => because(shared('operation.trouble')(line), line.text('message')),
  'operation.trouble-over': (line) =>
    `${shared('operation.trouble-over')(line)} It was tried ${countText(line.count('times'), 'time')} since ${line.text('since')}.`,
  'scan.passed': (line) => shared('scan.passed')(line),
  'scan.unfinished': (line) => because(shared('scan.unfinished')(line), line.text('message')),
  'scan.retried': (line) => because(`${line.who} had the scan of ${line.thing} looked at again`, line.text('reason')),
  'scan.late-malware': (line) =>
    because(
      about(line, 'malware was found in a file that had been copied'),
      `${line.text('path')}, ${line.text('found')}`,
    ),
  'inspection.read': (line) => `${shared('inspection.read')(line)}${evidenceIn(line)}`,
  'inspection.missing': (line) => `${shared('inspection.missing')(line)}${evidenceIn(line)}`,
  'export.digested': (line) =>
    about(
      line,
      `${countText(line.count('count'), 'file is', 'files are')} frozen (digest ${shortId(line.text('digest'))}).`,
    ),
} as const satisfies Partial<Record<FixedKind, DescribeLine>>;

function shared(kind: FixedKind): DescribeLine {
  return (line) => aboutIt(line, sharedSentences.get(kind) ?? '');
}
