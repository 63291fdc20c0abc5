import { passedKinds } from '../../domain/inspection/coverage.ts';
import {
  type Evidence,
  type FileEvidence,
  fileTypes,
  isToLeave,
  notCheckedReasons,
  verdicts,
} from '../../domain/inspection/evidence.ts';
import { otherThresholds, rulesOfProject, typesNotAllowed } from '../../domain/project/project-disclosure.ts';
import { openedOf, reasonCauses, viewingRequirement } from '../../domain/review/evidence-requirements.ts';
import type { Round } from '../../domain/review/round.ts';
import type { FilesWith, Findings, FoundInFiles, KnownOfFiles, OpenedBy } from '../../pages/review/findings-card.ts';
import { type EvidencePorts, evidenceOfRound } from './evidence-of-round.ts';
import type { FoundReview } from './find-review.ts';

/** `isOver`: what others did may be seen. */
export async function findingsOfRound(
  ports: EvidencePorts,
  { round, project, handle }: Pick<FoundReview, 'round' | 'project' | 'handle'>,
  isOver: boolean,
): Promise<Findings> {
  const duties = { causes: reasonCauses(round), viewing: viewingRequirement(round), without: round.withoutEvidence };
  const found = await evidenceOfRound(ports, round);
  if (found === undefined) return { ...duties, known: unknown(round), own: undefined };
  const { evidence, hash } = found;
  const opened = await ports.inspectionResults.opened(round, round.number);
  const seen = isOver || (!round.rules.blind && round.status === 'open');
  const openedBy = round.approvers
    .filter(({ oid }) => seen || oid === handle.approver)
    .map(({ oid, name }): OpenedBy => {
      const theirs = openedOf(evidence, oid, opened);
      return { name, opened: theirs.opened.length, toOpen: theirs.toOpen.length };
    });
  const thresholds = otherThresholds(evidence.thresholds, rulesOfProject(project.egress.disclosure));
  const known = { ...foundIn(evidence, round), hash, openedBy, thresholds };
  return { ...duties, known, own: openedOf(evidence, handle.approver, opened) };
}

function unknown({ evidence }: Round): KnownOfFiles {
  if (evidence === undefined) return { kind: 'none' };
  return 'missing' in evidence ? { kind: 'missing', ...evidence } : { kind: 'another', hash: evidence.hash };
}

function foundIn(
  { files: all, unread }: Evidence,
  { rules: { disclosure } }: Round,
): Pick<FoundInFiles, 'kind' | 'verdicts' | 'notChecked' | 'passed' | 'unexplained' | 'unread' | 'types'> {
  const files = all.filter(isToLeave);
  return {
    kind: 'found',
    verdicts: filesWith(verdicts.toReversed(), files, ({ verdict }, of) => verdict === of),
    notChecked: filesWith(notCheckedReasons, files, ({ notChecked }, of) => notChecked.includes(of)),
    passed: filesWith(passedKinds, files, ({ coverage }, of) => coverage?.passed.includes(of) === true),
    unexplained: numbersOf(files, ({ coverage }) => coverage !== undefined && coverage.unknown !== 'none'),
    unread,
    types: filesWith(typesNotAllowed(disclosure, fileTypes), files, ({ type }, of) => type === of),
  };
}

/** The numbers of the files that each of these is true of, without those of no file. */
function filesWith<Of>(
  all: readonly Of[],
  files: readonly FileEvidence[],
  isOf: (file: FileEvidence, of: Of) => boolean,
): FilesWith<Of>[] {
  return all
    .map((of) => ({ of, files: numbersOf(files, (file) => isOf(file, of)) }))
    .filter((found) => found.files.length > 0);
}

function numbersOf(files: readonly FileEvidence[], isOne: (file: FileEvidence) => boolean): number[] {
  return files.filter(isOne).map(({ number }) => number);
}
