import type { FixedKind } from '../audit/audit-kinds.ts';
import { capital, countText } from '../base/count-text.ts';
import { printable } from '../base/printable.ts';
import { type NotificationKind, notificationKinds } from '../notification/pending-work.ts';
import { choiceIn, choiceText, sayingIn } from '../review/decision.ts';
import { evidenceIn } from './evidence-in-line.ts';
import { about, aboutIt, because, type DescribeLine, type LineDetails } from './line-details.ts';
import { sharedSentences } from './shared-sentences.ts';

const round = ({ text, thing }: LineDetails) => `round ${text('round')} of ${thing}`;

function quorumIn({ count }: LineDetails): string {
  const independent = count('independent') === 0 ? '' : `, ${count('independent')} of them independent`;
  return `${countText(count('quorum'), 'approval')}${independent}`;
}

function overIn({ text }: LineDetails): string {
  const names = text('overLimits');
  return names === '' ? '' : `, each with a reason, since it exceeds the soft limit ${names}`;
}

function peopleIn({ people }: LineDetails): string {
  const [came, left] = [people('came'), people('left')];
  const parts = [came === '' ? [] : `${came} came`, left === '' ? [] : `${left} left`].flat();
  return parts.length === 0 ? '' : parts.join('; ');
}

const rechecks: ReadonlyMap<string, string> = new Map([
  ['release', 'The last look before its release found nothing against it.'],
  ['reopen', 'The last look before its release found that its approvers have to be asked again.'],
  ['return', 'The last look before its release found that it must go back'],
]);

const tellings: Readonly<Record<NotificationKind, string>> = {
  received: 'all of it came',
  'in-review': 'it is in review',
  approved: 'it was approved',
  denied: 'it was denied',
  'changes-wanted': 'changes are wanted',
  available: 'it is available',
  rejected: 'it breaks the rules',
  failed: 'it stopped',
  released: 'it was released',
  expired: 'it was not decided on in time',
  returned: 'it came back',
  withdrawn: 'it was withdrawn',
  closing: 'what was copied of it is to be closed',
  revoked: 'its release was taken back',
};

/** What other mails do, by how their step begins. */
const otherMails: readonly (readonly [string, string])[] = [
  ['decide', 'asks for a decision'],
  ['last-day', 'says that this is the last day for a decision'],
  ['escalated', 'says that its review may not end in time'],
  ['overdue', 'says that its review is overdue'],
  ['unreachable', 'says that its review needs more approvers'],
  ['question-last', 'says that a question about it still waits for an answer'],
  ['question-held', 'says that its release waits for a question'],
  ['question', 'asks for an answer to a question'],
  ['answer', 'says that a question about it was answered'],
  ['purpose', 'asks for its purpose'],
  ['uninspected', 'says that it was not looked into'],
  ['reminder', 'says that it still rests'],
  ['collected', 'tells of several at once'],
  ['digest', 'asks for a decision, with everything else of the day'],
];

/** What a mail or message does. Of a move it has the step of a kind and a revision. */
function newsIn({ text }: LineDetails): string {
  return mailNews(text('step'));
}

/** What a mail or message of that step does, behind its subject: `says that it was released`. */
export function mailNews(step: string): string {
  const kind = notificationKinds.find((one) => step.startsWith(`${one}-`) && /^\d+$/.test(step.slice(one.length + 1)));
  if (kind !== undefined) return `says that ${tellings[kind]}`;
  return otherMails.find(([begin]) => step.startsWith(begin))?.[1] ?? `is called '${step}'`;
}

function tellOver({ text }: LineDetails): string {
  const known = notificationKinds.find((one) => one === text('about'));
  return known === undefined ? `of '${text('about')}'` : `that ${tellings[known]}`;
}

export const reviewSentences = {
  'decision.recorded': (line) => {
    const { who, thing, text, count } = line;
    const choice = choiceIn(text('choice'));
    const did = choice === undefined ? `said '${text('choice')}' about ${thing}` : choiceText(choice, 'did', thing);
    const remarks =
      count('remarkedFiles') === 0 ? '' : `, with remarks on ${countText(count('remarkedFiles'), 'file')}`;
    return because(`${who} ${did} in round ${text('round')}${remarks}`, text('reason'));
  },
  'decision.refused': ({ who, thing, text }) => {
    const choice = sayingIn(text('choice'));
    const wanted = choice === undefined ? `say '${text('choice')}' about ${thing}` : choiceText(choice, 'does', thing);
    return because(`${who} wanted to ${wanted}, and it does not count`, text('why'));
  },
  'inspection.without-asked': ({ who, thing, text }) =>
    because(`${who} asked for a second operator to let the review of ${thing} go on without evidence`, text('reason')),
  'inspection.without-told': (line) =>
    about(
      line,
      `${countText(line.count('told'), 'operator was', 'operators were')} told that a review waits for a second operator.`,
    ),
  'inspection.without-agreed': ({ who, thing, text }) => {
    const alone = text('secondOperator') === 'off' ? ', without a second operator' : '';
    return because(`${who} agreed that the review of ${thing} goes on without evidence${alone}`, text('reason'));
  },
  'review.opened': (line) =>
    `${about(line, `round ${line.text('round')} of its review began`)}, with a deadline on ${line.text('deadline')}. It needs ${quorumIn(line)}${overIn(line)}.${evidenceIn(line)}`,
  'review.amended': (line) =>
    because(`The people of ${round(line)} changed with the definition`, peopleIn(line) || 'who counts changed'),
  'review.escalated': (line) => because(aboutIt(line, sharedSentences.get('review.escalated') ?? ''), peopleIn(line)),
  'review.extended': ({ who, thing, text }) =>
    because(`${who} gave the approvers of ${thing} more time, until ${text('deadline')}`, text('reason')),
  'review.resent': ({ who, thing, text, people }) =>
    because(`${who} had new links to ${thing} sent to ${people('to')}`, text('reason')),
  'review.expired': (line) => `${capital(round(line))} ended at its deadline on ${line.text('deadline')}, not decided.`,
  'review.approved': (line) => `${capital(round(line))} ended with enough approvals.`,
  'review.withdrawn': (line) => `${capital(round(line))} ended because the package was withdrawn.`,
  'review.superseded': (line) => aboutIt(line, sharedSentences.get('review.superseded') ?? ''),
  'review.asked': (line) => {
    const files = line.count('remarkedFiles');
    const about = files === 0 ? '' : `, about ${countText(files, 'file')} too`;
    const until = `The release waits for it until ${line.text('until')} at the latest`;
    return because(
      `${line.who} asked the researchers of ${line.thing} a question in round ${line.text('round')}${about}. ${until}`,
      line.text('text'),
    );
  },
  'review.answered': ({ who, thing, text }) =>
    because(`${who} answered question ${text('question')} about ${thing} in round ${text('round')}`, text('text')),
  'review.unanswered': (line) => aboutIt(line, sharedSentences.get('review.unanswered') ?? ''),
  'review.overdue': (line) => aboutIt(line, sharedSentences.get('review.overdue') ?? ''),
  'review.unreachable': (line) =>
    `${capital(round(line))} cannot get its ${quorumIn(line)}: too few approvers are there. Its deadline is ${line.text('deadline')}.`,
  'review.rechecked': (line) =>
    because(
      aboutIt(
        line,
        rechecks.get(line.text('outcome')) ?? `The last look before its release said '${line.text('outcome')}'`,
      ),
      line.text('why'),
    ),
  'limit.begun': ({ project }) => `From now on what leaves ${project} counts for its limits.`,
  'limit.taken': (line) => about(line, 'its release took its part of the limits of the project.'),
  'limit.waits': (line) =>
    because(aboutIt(line, 'Its release waits for room in the limits of the project.'), line.text('limits')),
  'limit.pass-asked': ({ who, thing, text }) =>
    because(`${who} asked for a second operator to let ${thing} pass the limits of its project`, text('reason')),
  'limit.pass-told': (line) =>
    about(
      line,
      `${countText(line.count('told'), 'operator was', 'operators were')} told that a release waits for a second operator.`,
    ),
  'limit.passed': ({ who, thing, text }) => {
    const alone = text('secondOperator') === 'off' ? ', without a second operator' : '';
    return because(`${who} agreed that ${thing} passes the limits of its project once${alone}`, text('reason'));
  },
  'limit.given-back': (line) => about(line, 'nothing of it was outside, and it gave its part of the limits back.'),
  'recipient.asked': (line) => about(line, `${recipient(line)} is to ${dutyIn(line)}.`),
  'recipient.told': (line) => about(line, `a mail asks ${recipient(line)} to ${dutyIn(line)}.`),
  'recipient.accepted': ({ who, thing }) => `${who} accepted the terms of ${thing}.`,
  'recipient.confirmed': ({ who, thing, text }) =>
    because(`${who} says that their copies of ${thing} are deleted`, text('text')),
  'mail.sent': (line) => about(line, `a mail to ${line.person('to')} ${newsIn(line)}.`),
  'mail.collected': (line) =>
    about(line, `a mail to ${line.person('to')} that ${newsIn(line)} goes with others in one.`),
  'mail.given-up': (line) =>
    because(about(line, `a mail that ${newsIn(line)} did not reach ${line.person('to')}`), line.text('reason')),
  'message.sent': (line) => about(line, `a message to the channel ${line.text('channel')} ${newsIn(line)}.`),
  'message.given-up': (line) =>
    because(
      about(line, `a message that ${newsIn(line)} did not reach the channel ${line.text('channel')}`),
      line.text('reason'),
    ),
  'people.told': (line) => about(line, `everybody was told ${tellOver(line)}.`),
  'people.given-up': (line) => about(line, `not everybody could be told ${tellOver(line)}, and nobody tries any more.`),
  'export.submission': ({ who, thing, text }) => {
    const madeFrom = text('madeFrom');
    const from = madeFrom === '' ? '' : ` (made from: ${printable(madeFrom)})`;
    const typed = because(`${who} typed the purpose of ${thing}${from}`, text('purpose'));
    const answer = text('answer');
    return answer === '' ? typed : because(`${typed} Answer to the approvers`, answer);
  },
  'export.correction': ({ who, thing, text }) => {
    const name = text('awaited');
    return `${who} awaits a correction of ${thing}: the next package under ${name === '' ? 'its name' : `the name ${printable(name)}`} goes on with it.`;
  },
  'export.withdrawal': (line) => withdrawn(line),
  'ingress.withdrawal': (line) => withdrawn(line),
} as const satisfies Partial<Record<FixedKind, DescribeLine>>;

/** Without an object id it is known by the digest of an address alone. */
function recipient({ text, person }: LineDetails): string {
  return text('who').includes('-') ? `the recipient ${person('who')}` : `the recipient ${text('who')}`;
}

function dutyIn({ text }: LineDetails): string {
  return text('what') === 'accept' ? 'accept its terms' : 'say that their copies are deleted';
}

const parts: ReadonlyMap<string, string> = new Map([
  ['owner', 'a data owner'],
  ['researcher', 'a researcher'],
  ['operator', 'an operator'],
]);

function withdrawn({ who, isByHand, thing, text }: LineDetails): string {
  const part = isByHand ? parts.get(text('part')) : undefined;
  return because(`${who}${part === undefined ? '' : `, ${part},`} wanted ${thing} back`, text('reason'));
}
