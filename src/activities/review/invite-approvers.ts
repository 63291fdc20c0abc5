import { calendarOf } from '../../domain/base/business-calendar.ts';
import { linkTokenHash } from '../../domain/base/link-token.ts';
import { outsideRound, outsideView } from '../../domain/notification/outside-view.ts';
import { secondsToTick } from '../../domain/notification/tick.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { activeOperators, isSuspended, listed } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import { type Availability, availabilityIn, backSince } from '../../domain/review/absence.ts';
import type { Choice, Decision } from '../../domain/review/decision.ts';
import type { Invited } from '../../domain/review/invited.ts';
import { askedStamp, isLastDay, lastDayOf, unreachable } from '../../domain/review/review-times.ts';
import { currentDecisions, eligible, isOverdue, judgeRound, type Round } from '../../domain/review/round.ts';
import type { MailBody } from '../../pages/notification/mail-body.ts';
import { decisionWanted, type Urgency } from '../../pages/notification/review/decision-wanted.ts';
import { reviewEscalated } from '../../pages/notification/review/review-escalated.ts';
import { reviewOverdue } from '../../pages/notification/review/review-overdue.ts';
import { reviewUnreachable } from '../../pages/notification/review/review-unreachable.ts';
import type { Ports } from '../../ports/ports.ts';
import { retractedSources } from '../lifecycle/retracted-sources.ts';
import {
  type Delivery,
  deliverAll,
  type MailPorts,
  recordGivenUp,
  secondsToNextTry,
  type Unsent,
} from '../notification/deliver.ts';
import { requireOperation, requireProject } from '../operation/operations.ts';
import type { FlowSettings, MailSettings } from '../operation/settings.ts';
import { latestRound } from './amend-round.ts';
import { digits, overdueMails, overdueStep } from './overdue-mails.ts';
import { questionMails } from './question-mails.ts';

type InvitePorts = MailPorts &
  Pick<Ports, 'register' | 'projects' | 'decisions' | 'absences' | 'random' | 'remarks' | 'manifests' | 'notices'>;

/**
 * Asks each approver of the open round who may decide and has not yet; who is away is asked when they are back. It also tells
 * approvers that the last day has come, approvers and operators once that an open round is past its deadline, those whom the project names
 * that the round escalates, and operators, after each change, that too few people are left for the quorum. Questions and
 * answers reach those whom they concern.
 * Every mail has links of its own. Only the SHA-256 of a link's handle is kept, so a mail that is sent again after a crash has a new link,
 * as good as the first. Mails leave at ticks, since the moment in which a package comes to its review is a message.
 * `waitSeconds`: call again then, because of the next tick or because the mail server did not take all. The audit says who was not reached
 * for long.
 */
export async function inviteApprovers(
  ports: InvitePorts,
  settings: MailSettings,
  { key }: { readonly key: OperationKey },
): Promise<{ readonly asked: string; readonly waitSeconds?: number }> {
  const { value: operation } = await requireOperation(ports.register, key);
  const { value: project } = await requireProject(ports.projects, key.project);
  const { rounds, decisions } = await ports.decisions.read(key.id);
  const round = latestRound(rounds)?.value;
  if (!round) throw new Error(`The package ${key.id} has no round of approval to ask about`);
  const now = ports.clock.now();
  const presence = availabilityIn(round, decisions, { project, absences: await ports.absences.list() }, now);
  const asked = askedStamp(round, project, presence, now);
  if (judgeRound(round, decisions, now) !== 'open' || operation.withdrawal !== undefined) return { asked };
  const waiting = waitingIn(round, decisions, presence, now);
  const questions = await questionMails(ports, settings, { operation, project, round, decisions }, now);
  const isRetracted = (await retractedSources(ports, operation)).length > 0;
  const deliveries = [
    ...waiting.flatMap((to) =>
      asksTo({ round, to, project, presence }, now).map(({ urgency, ...ask }): DueDelivery => {
        const invitation = { operation, project, round, to, urgency, isRetracted };
        return { operation, about: 'decide', to, ...ask, write: () => write(ports, settings, invitation) };
      }),
    ),
    ...activeOperators(project).flatMap((to) =>
      warnings(settings, { operation, project, round, presence }, now).map((warning) => ({
        operation,
        to,
        ...warning,
      })),
    ),
    ...escalations(operation, round, project),
    ...questions.map((one) => ({ operation, ...one })),
    ...(isOverdue(round, now) ? overdueMails(settings, operation, round, project) : []),
  ];
  const pauses = await deliverAtTicks(ports, settings, deliveries, now);
  return { asked, ...(pauses.length === 0 ? {} : { waitSeconds: Math.min(...pauses) }) };
}

function waitingIn(
  round: Round,
  decisions: readonly Decision[],
  availability: Availability,
  now: Date,
): readonly Invited[] {
  const decided = new Set(currentDecisions(round, decisions).map(({ approver }) => approver));
  const away = new Set(availability.away.map(({ oid }) => oid));
  return round.approvers.filter(({ oid }) => !decided.has(oid) && !away.has(oid) && eligible(round, oid, now));
}

/** Sends what may leave, and gives the seconds after which others may or are tried again. */
async function deliverAtTicks(
  ports: InvitePorts,
  settings: MailSettings,
  deliveries: readonly Due[],
  now: Date,
): Promise<readonly number[]> {
  const toTick = ({ since }: Due) => secondsToTick(since, now, settings.ticks?.link);
  const held = deliveries.map(toTick).filter((seconds) => seconds > 0);
  const leaving = deliveries.filter((one) => toTick(one) === 0);
  const unsent = await deliverAll(ports, settings, leaving);
  const long = unsent.filter(({ delivery }) => now.getTime() - Date.parse(delivery.since) >= mailPatience);
  await recordGivenUp(ports, settings, long);
  return [...unsent.map((one) => secondsToNextTry(one, one.delivery.since, now)), ...held];
}

/** For so long a mail is tried before the audit says that its addressee was not reached. It is still tried. */
const mailPatience = 8 * 3600_000;

type Due = Unsent['delivery'] & { readonly since: string };

interface DueDelivery extends Delivery {
  readonly since: string;
}

interface Ask extends Pick<DueDelivery, 'step' | 'since'> {
  readonly urgency: Urgency;
}

/** Whoever was asked on the last day knows that it is. */
function asksTo(
  {
    round,
    to,
    project,
    presence,
  }: Pick<Invitation, 'round' | 'to'> & { readonly project: Project; readonly presence: Availability },
  now: Date,
): readonly Ask[] {
  const overdue = isOverdue(round, now);
  const back = backSince(presence, to.oid, now)?.toISOString() ?? '';
  const since = [dueSince(round, to, overdue), back].toSorted().at(-1) ?? back;
  const ask: Ask = { step: stepOf(round, to, overdue), since, urgency: overdue ? 'overdue' : 'none' };
  const lastDay = lastDayOf(round, project).toISOString();
  if (!isLastDay(round, project, now) || since >= lastDay) return [ask];
  const step = ['last-day', round.number, digits(to.since), digits(round.deadline)].join('-');
  return [ask, { step, since: lastDay, urgency: 'last-day' }];
}

/** Since when an approver is to be asked, in the words of `stepOf`: since the newest of what makes another mail. */
function dueSince({ deadline, extended }: Round, { since, links }: Invited, overdue: boolean): string {
  const times = [since, links?.at ?? since, extended?.at ?? since, overdue ? deadline : since];
  return times.toSorted().at(-1) ?? since;
}

function warnings(
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  {
    operation,
    project,
    round,
    presence,
  }: Pick<Invitation, 'operation' | 'project' | 'round'> & {
    readonly presence: Availability;
  },
  now: Date,
): Pick<DueDelivery, 'about' | 'step' | 'since' | 'write'>[] {
  const opsUrl = `${publicBaseUrl}/api/ops`;
  const { number, deadline } = round;
  const vain = unreachable(round, presence, now);
  const late = {
    about: 'overdue' as const,
    step: overdueStep(round),
    since: deadline,
    write: () => reviewOverdue(outsideView(operation), outsideRound(round, project), opsUrl),
  };
  const tooFew = (key: string) => ({
    about: 'unreachable' as const,
    step: ['unreachable', number, key].join('-'),
    write: () =>
      reviewUnreachable(outsideView(operation), round, {
        now,
        opsUrl,
        presence,
        timeZone: calendarOf(project).timeZone,
      }),
  });
  return [
    ...(isOverdue(round, now) ? [late] : []),
    ...(vain === undefined ? [] : [{ since: vain.since, ...tooFew(vain.key) }]),
  ];
}

function escalations(operation: Operation, round: Round, project: Project): DueDelivery[] {
  const { escalated, number } = round;
  if (escalated === undefined) return [];
  const people = project.egress.approval.escalateTo.filter((person) => !isSuspended(project, listed(person)));
  return people.map((to) => ({
    operation,
    about: 'escalated',
    step: `escalated-${number}`,
    to,
    since: escalated.at,
    write: () => reviewEscalated(outsideView(operation), outsideRound(round, project)),
  }));
}

/** Whoever comes back or gets new links is asked again; so is everybody at a new deadline, perhaps on the same day, and when it is past. */
function stepOf({ number, deadline }: Round, { since, links }: Invited, overdue: boolean): string {
  const anew = links === undefined ? [] : [`links${links.revision}`];
  return ['decide', number, digits(since), digits(deadline), ...anew, ...(overdue ? ['overdue'] : [])].join('-');
}

interface Invitation {
  readonly operation: Operation;
  readonly project: Project;
  readonly round: Round;
  readonly to: Invited;
  readonly urgency: Urgency;
  readonly isRetracted: boolean;
}

async function write(
  { decisions, random }: Pick<Ports, 'decisions' | 'random'>,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { operation, project: of, round, to, urgency, isRetracted }: Invitation,
): Promise<MailBody> {
  if (!operation.package) throw new Error(`The package ${operation.id} has no digest to decide about`);
  const linkToken = random.handle();
  const hash = linkTokenHash(linkToken);
  if (hash === undefined) throw new Error('A fresh handle is not 32 bytes in base64url');
  const { project, id: exportId } = operation;
  const { number, revision } = round;
  await decisions.putHandle(hash, { project, exportId, round: number, approver: to.oid, revision });
  const link = (choice: Choice) => `${publicBaseUrl}/api/review/${linkToken}?choice=${choice}`;
  const view = outsideView(operation);
  return decisionWanted({ view, title: of.title, round: outsideRound(round, of), to, urgency, isRetracted, link });
}
