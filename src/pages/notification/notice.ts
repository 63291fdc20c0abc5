import { printable } from '../../domain/base/printable.ts';
import { quarterOf } from '../../domain/base/time.ts';
import { backSentences } from '../../domain/lifecycle/public-state.ts';
import { type OutsideView, outsideView } from '../../domain/notification/outside-view.ts';
import type { NotificationKind } from '../../domain/notification/pending-work.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { Decision } from '../../domain/review/decision.ts';
import type { Invited } from '../../domain/review/invited.ts';
import type { FileRemark } from '../../domain/review/remarks.ts';
import type { Round } from '../../domain/review/round.ts';
import { holdsMalware, malwareText } from '../../domain/transfer/scan-gate.ts';
import { problemLines } from '../base/problem-lines.ts';
import { momentText } from '../base/words.ts';

/** A remark about a file, with the path that only the inside may read. */
export interface NamedRemark extends FileRemark {
  readonly path: string;
}

/** What came of the last round of a package: what those said who sent it back, who has not decided, and the round; all empty where nobody was asked. */
export interface ReviewOutcome {
  readonly against: readonly Pick<Decision, 'reason'>[];
  /** What the same people said about single files. */
  readonly remarks: readonly NamedRemark[];
  readonly undecided?: readonly Invited[];
  readonly round?: Round;
  /** That of the project. */
  readonly timeZone?: string;
}

/**
 * What researchers must know by name about their package, for the container `notices` inside the secure network. Undefined where the mail
 * says everything.
 */
export function noticeText(operation: Operation, about: NotificationKind, outcome: ReviewOutcome): string | undefined {
  const said = storyOf(operation, about, outcome);
  if (operation.door !== 'export' || said === undefined) return undefined;
  return noticeOn(operation, said);
}

function noticeOn({ id, project, name }: Operation, said: readonly string[]): string {
  const heading = `Package ${printable(name)} of the project ${project}, number ${id}`;
  return `${[heading, ...said].join('\n\n')}\n`;
}

/** What an approver asks about single files of a package that stays in review, by name. */
export function questionNotice(operation: Operation, text: string, remarks: readonly NamedRemark[]): string {
  const asked = 'An approver asks you something, and its release waits for that. Please answer outside, at /api/mine.';
  return noticeOn(operation, [
    asked,
    ...(text === '' ? [] : [`About all of it:\n\n${list([text])}`]),
    `About single files:\n\n${list(remarks.map(remarkInside))}`,
  ]);
}

function storyOf(operation: Operation, about: NotificationKind, outcome: ReviewOutcome): string[] | undefined {
  const { project, name, id, problems, failure } = operation;
  const { remarks } = outcome;
  const reasons = outcome.against.map(({ reason }) => reason);
  switch (about) {
    case 'rejected':
      // Which file holds malware only operators are told, and not where the file may still be opened.
      if (holdsMalware(operation)) return [`${malwareText} Nothing of it was moved.`];
      return ["It breaks the project's rules, so nothing of it was moved:", list(problemLines(problems))];
    case 'returned':
      return [
        `It was not released. Its files are back at returned/${project}/${name}/${id}/.`,
        reasons.length === 0
          ? whyReturned(outsideView(operation), outcome)
          : `${wordsOfApprovers(outcome)}\n\n${list(reasons)}`,
        ...(remarks.length === 0 ? [] : [`About single files:\n\n${list(remarks.map(remarkInside))}`]),
      ];
    case 'failed':
      return [
        `It stopped while it was ${stateText(failure?.state ?? 'in an unknown state')}.`,
        failure?.message ?? 'No reason was recorded.',
      ];
    case 'received':
    case 'in-review':
    case 'approved':
    case 'denied':
    case 'changes-wanted':
    case 'available':
    case 'released':
    case 'expired':
    case 'withdrawn':
    case 'closing':
    case 'revoked':
      return undefined;
  }
}

/** What is said about a file, by its number, for approvers. */
export function remarkOf({ number, question, text }: Omit<FileRemark, 'seen'>): string {
  return `File ${number}${saidOf(question, text)}`;
}

function remarkInside({ number, path, question, text }: NamedRemark): string {
  return `File ${number}, ${printable(path)}${saidOf(question, text)}`;
}

function saidOf(question: boolean, text: string): string {
  if (text === '') return ': there is a question';
  return `${question ? ' (a question)' : ''}: ${text}`;
}

export function wordsOfApprovers({ round }: Pick<ReviewOutcome, 'round'>): string {
  return round?.status === 'changes-wanted' ? 'The approvers ask for changes:' : 'The approvers gave these reasons:';
}

/** Why a package goes back although nobody sent it back. */
export function whyReturned(
  { back }: Pick<OutsideView, 'back'>,
  { round, timeZone }: Pick<ReviewOutcome, 'round' | 'timeZone'>,
): string {
  if (back === 'researcher' || back === 'operator') return backSentences[back];
  if (round?.status === 'expired')
    return `Nobody denied it, but the approvers did not decide in time: the review ended at its deadline, ${momentText(quarterOf(round.deadline), timeZone)}.`;
  return 'Nobody denied it, but the approval it needs can no longer be given: the project or its people changed.';
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
