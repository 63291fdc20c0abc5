import { type Calendar, calendarOf } from '../base/business-calendar.ts';
import { businessDaysBetween, businessDaysLater } from '../base/business-time.ts';
import { IllegalMove, NotFound } from '../base/errors.ts';
import type { Project } from '../project/project.ts';
import { type DecisionVerdict, endWords, otherFiles, refuse, refusePerson } from './approval.ts';
import type { Decision } from './decision.ts';
import type { RemarksSummary } from './remarks.ts';
import { currentDecisions, judgeRound, type Question, type Round } from './round.ts';

/** So many business days the questions of a round hold its release, in all. */
export const holdDays = 3;

/** So many are asked in a round, and so many by one approver. */
const mostQuestions = 12;
const mostOfOne = 3;

/** What an approver asks; `text` may be empty where single files are asked about. */
export interface Asked {
  readonly approver: string;
  readonly text: string;
  readonly digest: string;
  readonly remarks?: RemarksSummary;
}

interface RoundNow {
  readonly round: Round;
  readonly decisions: readonly Decision[];
  readonly now: Date;
}

/** The verdict about a question, as about a decision: the round with it, that it stands already, or why it is not asked. */
export function considerQuestion(at: RoundNow & { readonly project: Project }, asked: Asked): DecisionVerdict {
  const { round, decisions, now } = at;
  const refusal = refusePerson(round, asked, now);
  if (refusal) return refusal;
  const status = judgeRound(round, decisions, now);
  if (status !== 'open')
    return refuse('closed', `Nothing was asked. This round is closed: the package was ${endWords[status]}`);
  const own = currentDecisions(round, decisions).find(({ approver }) => approver === asked.approver);
  if (own) return refuse('already-decided', `You have decided already, on ${own.at}, so nothing was asked`);
  if (asked.digest !== round.digest) return refuse('wrong-digest', otherFiles);
  if (asked.text.trim() === '' && asked.remarks === undefined)
    return refuse('reason-missing', 'Write what you ask, or tick Question beside a file and save that');
  const { questions = [] } = round;
  const mine = questions.filter(({ by }) => by === asked.approver);
  if (mine.some((one) => one.answer === undefined && isSame(one, asked))) return { kind: 'repeat' };
  if (mine.length >= mostOfOne || questions.length >= mostQuestions)
    return refuse(
      'enough-asked',
      `No more can be asked in this round: ${mostOfOne} questions by each approver, ${mostQuestions} in all. Decide, or ask for changes`,
    );
  return {
    kind: 'accept',
    round: { ...round, questions: [...questions, questionIn(at, asked)], revision: round.revision + 1 },
  };
}

function isSame(one: Question, { text, remarks }: Asked): boolean {
  return one.text === text && one.remarks?.digest === remarks?.digest;
}

function questionIn(at: RoundNow & { readonly project: Project }, { approver, text, remarks }: Asked): Question {
  const { questions = [], approvers, openedAt } = at.round;
  return {
    number: questions.length + 1,
    by: approver,
    askedSince: approvers.find(({ oid }) => oid === approver)?.since ?? openedAt,
    at: at.now.toISOString(),
    text,
    ...(remarks === undefined ? {} : { remarks }),
    until: holdsUntil(at).toISOString(),
  };
}

/** How long a question that is asked now holds the release: as long as the questions of the round have not done so already. */
function holdsUntil({ project, ...at }: RoundNow & { readonly project: Project }): Date {
  const calendar = calendarOf(project);
  const left = holdDays - heldDays(at, calendar);
  return left <= 0 ? at.now : businessDaysLater(calendar, at.now, left);
}

/** How many business days questions have held the release by now; those in which several did count once. */
function heldDays({ round, decisions, now }: RoundNow, calendar: Calendar): number {
  const decided = new Map(currentDecisions(round, decisions).map((one) => [one.approver, Date.parse(one.at)]));
  let days = 0;
  let last = 0;
  for (const { at, until, by } of round.questions ?? []) {
    const from = Math.max(Date.parse(at), last);
    last = Math.max(last, Math.min(Date.parse(until), decided.get(by) ?? now.getTime(), now.getTime()));
    days += businessDaysBetween(calendar, new Date(from), new Date(last));
  }
  return days;
}

/** When the researchers are told again of a question that they have not answered: a business day before it holds the release no longer. */
export function remindedAt({ until }: Question, project: Project): Date {
  return businessDaysLater(calendarOf(project), new Date(until), -1);
}

/** When something is to be done about the questions of a round without anybody's act. */
export function momentsOfQuestions({ questions = [] }: Round, project: Project): Date[] {
  return questions.flatMap((one) => [
    new Date(one.until),
    ...(one.answer === undefined ? [remindedAt(one, project)] : []),
  ]);
}

/** Another text whenever somebody is to be told of a question, of its answer, or again. */
export function questionStamp({ questions = [] }: Round, project: Project, now: Date): string {
  return questions
    .map((one) => (one.answer !== undefined ? 'answered' : String(remindedAt(one, project) <= now)))
    .join();
}

/** The round with an answer to one of its questions, also where that comes after its time; 'repeat' where the same person said the same. Throws where none is taken. */
export function answeredRound(
  { round, decisions, now }: RoundNow,
  { number, by, text }: { readonly number: number; readonly by: string; readonly text: string },
): Round | 'repeat' {
  const { questions = [], exportId } = round;
  const asked = questions.find((one) => one.number === number);
  if (asked === undefined) throw new NotFound(`There is no question ${number} about ${exportId}`);
  if (asked.answer?.by === by && asked.answer.text === text) return 'repeat';
  if (asked.answer !== undefined)
    throw new IllegalMove(`The question ${number} was answered already, on ${asked.answer.at}. Nothing was changed.`);
  const status = judgeRound(round, decisions, now);
  if (status !== 'open')
    throw new IllegalMove(`It is too late for an answer: the package was ${endWords[status]}. Nothing was changed.`);
  const answer = { at: now.toISOString(), by, text };
  const answered = questions.map((one) => (one === asked ? { ...one, answer } : one));
  return { ...round, questions: answered, revision: round.revision + 1 };
}

/** The questions of an open round that researchers have not answered. */
export function unanswered({ status, questions = [] }: Pick<Round, 'status' | 'questions'>): Question[] {
  return status === 'open' ? questions.filter(({ answer }) => answer === undefined) : [];
}

/** Until when unanswered questions of an open round hold its release; undefined where none does. */
export function askedUntil(round: Round): string | undefined {
  return unanswered(round)
    .map((one) => holdEnd(one, round))
    .toSorted()
    .at(-1);
}

/** The questions that somebody who is asked may see: their own, and others' once these are answered, or they have decided themselves, or the round is over. */
export function questionsFor(round: Round, decisions: readonly Decision[], oid: string): Question[] {
  const isFree = round.status !== 'open' || currentDecisions(round, decisions).some(({ approver }) => approver === oid);
  return (round.questions ?? []).filter(({ by, answer }) => isFree || by === oid || answer !== undefined);
}

/** Until when a question holds the release where nobody decides: no longer than a round that ends at its deadline. */
export function holdEnd({ until }: Question, { deadline, rules }: Pick<Round, 'deadline' | 'rules'>): string {
  return rules.onDeadline === 'return' && deadline < until ? deadline : until;
}
