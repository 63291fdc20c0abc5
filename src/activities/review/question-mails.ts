import { calendarOf } from '../../domain/base/business-calendar.ts';
import { quarterOf } from '../../domain/base/time.ts';
import { outsideView } from '../../domain/notification/outside-view.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { isSuspended, listed } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Decision } from '../../domain/review/decision.ts';
import { holdEnd, remindedAt } from '../../domain/review/question.ts';
import { inOrder } from '../../domain/review/remarks.ts';
import { currentDecisions, type Question, type Round } from '../../domain/review/round.ts';
import { questionNoticePath } from '../../pages/notification/naming.ts';
import { questionNotice } from '../../pages/notification/notice.ts';
import { answerWanted, type ToldQuestion } from '../../pages/notification/review/answer-wanted.ts';
import { questionAnswered } from '../../pages/notification/review/question-answered.ts';
import { releaseWaits } from '../../pages/notification/review/release-waits.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Delivery } from '../notification/deliver.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { withPaths } from './remark-paths.ts';

type QuestionPorts = Pick<Ports, 'remarks' | 'manifests' | 'notices'>;
type Sending = Omit<Delivery, 'operation' | 'about'> & {
  readonly about: 'question' | 'answer';
  readonly since: string;
};

interface Asked {
  readonly operation: Operation;
  readonly project: Project;
  readonly round: Round;
  readonly decisions: readonly Decision[];
}

/**
 * Whom the questions of a round are to be told: its researchers of one that is open, and again when a business day is left for it; who had
 * approved by then, of the question; they and who asked, of the answer. What is asked about single files is told inside before.
 */
export async function questionMails(
  ports: QuestionPorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  asked: Asked,
  now: Date,
): Promise<Sending[]> {
  const { operation, round } = asked;
  if (round.questions === undefined) return [];
  const view = outsideView(operation);
  const { timeZone } = calendarOf(asked.project);
  const review = `${publicBaseUrl}/api/review-package/${operation.project}/${operation.id}`;
  const sendings: Sending[] = [];
  for (const question of round.questions) {
    const told = (url: string): ToldQuestion => ({ view, url, timeZone, until: quarterOf(holdEnd(question, round)) });
    if (question.answer !== undefined) sendings.push(...toReaders(asked, question, question.answer, told(review)));
    else if (now < new Date(holdEnd(question, round))) {
      const notice = await writeNotice(ports, operation, round, question);
      const page = `${publicBaseUrl}${view.page}`;
      sendings.push(...toResearchers(asked, question, { told: told(page), notice, now }));
      sendings.push(...toApproved(asked, question, told(review)));
    }
  }
  return sendings;
}

function stepOf(about: string, { number: of }: Round, { number }: Question): string {
  return `${about}-${of}-${number}`;
}

function toResearchers(
  { project, round }: Asked,
  question: Question,
  { told, notice, now }: { readonly told: ToldQuestion; readonly notice: string | undefined; readonly now: Date },
): Sending[] {
  const reminded = remindedAt(question, project);
  const write = (isLast: boolean) => () => answerWanted(told, { isLast, notice });
  const first = { step: stepOf('question', round, question), since: question.at, write: write(false) };
  const last = { step: stepOf('question-last', round, question), since: reminded.toISOString(), write: write(true) };
  const due = reminded > new Date(question.at) && now >= reminded ? [first, last] : [first];
  const people = project.people.researchers.filter((person) => !isSuspended(project, listed(person)));
  return due.flatMap((one) => people.map((to) => ({ about: 'question' as const, to, ...one })));
}

function toApproved(asked: Asked, question: Question, told: ToldQuestion): Sending[] {
  const { round } = asked;
  return approvedBy(asked, question.at).map((to) => ({
    about: 'question',
    to,
    step: stepOf('question-held', round, question),
    since: question.at,
    write: () => releaseWaits(told),
  }));
}

function toReaders(
  asked: Asked,
  question: Question,
  { at }: NonNullable<Question['answer']>,
  told: ToldQuestion,
): Sending[] {
  const { round, decisions } = asked;
  const asker = round.approvers.filter(({ oid, since }) => oid === question.by && since === question.askedSince);
  const decided = new Set(currentDecisions(round, decisions).map(({ approver }) => approver));
  const others = approvedBy(asked, at).filter(({ oid }) => oid !== question.by);
  return [...asker, ...others].map((to) => ({
    about: 'answer',
    to,
    step: stepOf('answer', round, question),
    since: at,
    write: () => questionAnswered(told, { isAwaited: !decided.has(to.oid) }),
  }));
}

/** Those whose approvals stood at that time. */
function approvedBy({ round, decisions }: Asked, time: string): Round['approvers'] {
  const approvals = currentDecisions(round, decisions).filter(({ choice, at }) => choice === 'approve' && at <= time);
  return round.approvers.filter(({ oid }) => approvals.some(({ approver }) => approver === oid));
}

/** Creates what is asked about single files, once for each question, and gives where it lies; undefined where it is about the whole. */
async function writeNotice(
  ports: QuestionPorts,
  operation: Operation,
  round: Round,
  question: Question,
): Promise<string | undefined> {
  const { remarks, number } = question;
  if (remarks === undefined) return undefined;
  const { id } = operation;
  const asked = inOrder(await ports.remarks.kept(id, remarks.digest));
  const path = questionNoticePath(operation, { round: round.number, number });
  await ports.notices.create(path, questionNotice(operation, question.text, await withPaths(ports, id, asked)));
  return path;
}
