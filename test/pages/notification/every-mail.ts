import { budgetUsed } from '../../../src/compute/mails/budget-used.ts';
import { computesEnd } from '../../../src/compute/mails/computes-end.ts';
import { idleStop } from '../../../src/compute/mails/idle-stop.ts';
import { calendarOf } from '../../../src/domain/base/business-calendar.ts';
import { outsideRound, outsideView, released } from '../../../src/domain/notification/outside-view.ts';
import { reasonsSaid } from '../../../src/domain/notification/said-outside.ts';
import { failureIn } from '../../../src/domain/operation/operation.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import { everybodyThere } from '../../../src/domain/review/absence.ts';
import { newRound } from '../../../src/domain/review/approval.ts';
import type { MailBody } from '../../../src/pages/notification/mail-body.ts';
import { collectedMails } from '../../../src/pages/notification/operation/collected-mails.ts';
import { copyToClose } from '../../../src/pages/notification/operation/copy-to-close.ts';
import { datasetAvailable } from '../../../src/pages/notification/operation/dataset-available.ts';
import { operationFailed } from '../../../src/pages/notification/operation/operation-failed.ts';
import { operationRests } from '../../../src/pages/notification/operation/operation-rests.ts';
import { passWaits } from '../../../src/pages/notification/operation/pass-waits.ts';
import { purposeWanted } from '../../../src/pages/notification/operation/purpose-wanted.ts';
import { uploadReceived } from '../../../src/pages/notification/operation/upload-received.ts';
import { uploadRejected } from '../../../src/pages/notification/operation/upload-rejected.ts';
import { uploadUnscanned } from '../../../src/pages/notification/operation/upload-unscanned.ts';
import { withoutWaits } from '../../../src/pages/notification/operation/without-waits.ts';
import { absenceNoted } from '../../../src/pages/notification/project/absence-noted.ts';
import { changeWaits } from '../../../src/pages/notification/project/change-waits.ts';
import { closingPlanned } from '../../../src/pages/notification/project/closing-planned.ts';
import { incidentNews } from '../../../src/pages/notification/project/incident-news.ts';
import { lastDay } from '../../../src/pages/notification/project/last-day.ts';
import { liftWaits } from '../../../src/pages/notification/project/lift-waits.ts';
import { namesRefused } from '../../../src/pages/notification/project/names-refused.ts';
import { namesWait } from '../../../src/pages/notification/project/names-wait.ts';
import { projectClosed } from '../../../src/pages/notification/project/project-closed.ts';
import { recipientAsked } from '../../../src/pages/notification/project/recipient-asked.ts';
import { restoreWaits } from '../../../src/pages/notification/project/restore-waits.ts';
import { rulesChanged } from '../../../src/pages/notification/project/rules-changed.ts';
import { traceReplied } from '../../../src/pages/notification/project/trace-replied.ts';
import { traceWaits } from '../../../src/pages/notification/project/trace-waits.ts';
import { unusualVolume } from '../../../src/pages/notification/project/unusual-volume.ts';
import { answerWanted } from '../../../src/pages/notification/review/answer-wanted.ts';
import { decisionWanted } from '../../../src/pages/notification/review/decision-wanted.ts';
import { digestOfDay } from '../../../src/pages/notification/review/digest-of-day.ts';
import { packageInReview } from '../../../src/pages/notification/review/package-in-review.ts';
import { packageReleased } from '../../../src/pages/notification/review/package-released.ts';
import { packageReturned } from '../../../src/pages/notification/review/package-returned.ts';
import { packageRevoked } from '../../../src/pages/notification/review/package-revoked.ts';
import { packageUninspected } from '../../../src/pages/notification/review/package-uninspected.ts';
import { questionAnswered } from '../../../src/pages/notification/review/question-answered.ts';
import { releaseWaits } from '../../../src/pages/notification/review/release-waits.ts';
import { reviewEnded } from '../../../src/pages/notification/review/review-ended.ts';
import { reviewEscalated } from '../../../src/pages/notification/review/review-escalated.ts';
import { reviewExpired } from '../../../src/pages/notification/review/review-expired.ts';
import { reviewOverdue } from '../../../src/pages/notification/review/review-overdue.ts';
import { reviewUnreachable } from '../../../src/pages/notification/review/review-unreachable.ts';
import { someRefused } from '../../contract/refused-contract.ts';
import { sampleOperation, sampleProject } from '../../domain/sample.ts';

const at = '2026-03-01T10:00:00.000Z';
const mineUrl = 'https://gate.example.org/api/mine';
const opsUrl = 'https://gate.example.org/api/ops';
const notice = 'heart-study/exp_01K00000000000000000ABCDEF.txt';
const summary = { digest: 'd'.repeat(64), count: 12, bytes: 1_500_000 };
const message = 'Only these kinds of file may pass: .csv, .json';
/** One sample of each mail that the app writes, by the name of its file; `chosen` is applied to each text that people chose. A test compares the names with the files. */
export function mailsWith(chosen: (usual: string) => string): Readonly<Record<string, () => Promise<MailBody>>> {
  const problems = ['a.exe', 'b.exe'].map(chosen).map((path) => {
    return { rule: 'extension', path, value: '.exe', message, publicMessage: message };
  });
  const dataset = {
    ...sampleOperation({
      name: chosen('follow-up'),
      version: 2,
      source: { ...summary, listedAt: at },
      problems,
      failure: failureIn('copying', chosen('The copy of visits.csv is not what it should be'), at),
    }),
    door: 'ingress' as const,
  };
  const parcel = {
    ...dataset,
    id: 'exp_01K00000000000000000ABCDEF',
    door: 'export' as const,
    state: 'in-review',
    toldSince: at,
    package: summary,
    round: 1,
    takeBack: { number: 1, from: 'released', to: 'revoked' as const, by: 'o', reason: chosen('A table was wrong'), at },
  };
  const project = projectOf(chosen);
  const round = newRound({
    exportId: parcel.id,
    definition: 'h1',
    researchers: [],
    filesSince: at,
    number: 1,
    project,
    digest: summary.digest,
    now: new Date(at),
  });
  const [to] = round.approvers;
  const view = outsideView(parcel, { deadline: round.deadline });
  const told = outsideRound(round, project);
  const { timeZone } = calendarOf(project);
  const question = { view, timeZone, until: '2026-03-04T17:00:00.000Z', url: `https://gate.example.org${view.page}` };

  function addressed() {
    if (to === undefined) throw new Error('The sample project has no approver');
    return { to, round: told, host: 'gate.example.org' };
  }

  const link = (choice: string) => `https://gate.example.org/api/review/${'h'.repeat(43)}?choice=${choice}`;
  const waits = { project: project.id, waiting: 3, names: ['one', 'two', 'three'].map(chosen) };

  return {
    'absence-noted': () => {
      const { name, oid, email } = addressed().to;
      const days = { from: '2026-03-09', to: '2026-03-13' };
      const absence = { id: 'a1', name, oid, email, ...days, by: 'olivia', reason: chosen('She is ill'), at };
      return absenceNoted(absence, mineUrl);
    },
    'budget-used': () =>
      budgetUsed(
        project,
        { month: '2026-11', budgetHours: 400, usedHours: 400, missedHours: 0, level: 'used-up' },
        { opsUrl },
      ),
    'computes-end': () =>
      computesEnd(
        {
          project: {
            ...project,
            compute: computeDefinition.parse({
              keepComputeDays: 30,
              virtualMachines: [{ name: 'dsvm-1', size: 'Standard_D2s_v5', image: 'dsvm', power: { mode: 'off' } }],
            }),
          },
          ending: { deleteFrom: '2026-12-24T10:00:00.000Z' },
          look: {
            computes: [
              { kind: 'machine', name: 'dsvm-1', state: 'deallocated' },
              { kind: 'instance', name: chosen('chosen-inside'), state: 'Stopped' },
            ],
          },
        },
        opsUrl,
      ),
    'change-waits': () =>
      changeWaits(
        {
          ...{ id: 'chg_1', project: project.id, askedAt: at, expiresAt: at, against: 'a', hash: 'b', definition: {} },
          by: { oid: 'o', name: chosen('Otto'), emails: [] },
          reason: chosen('the study goes on'),
          changes: [
            { path: 'ends', kind: 'second-operator', words: chosen('Last day: 2027-12-31 becomes 2028-12-31') },
          ],
        },
        opsUrl,
        timeZone,
      ),
    'copy-to-close': () => copyToClose({ ...dataset, state: 'withdrawing' }),
    'dataset-available': () => datasetAvailable(dataset),
    'decision-wanted': () => {
      const { title } = project;
      return decisionWanted({ view, title, round: told, to: addressed().to, urgency: 'none', isRetracted: true, link });
    },
    'digest-of-day': () => {
      const review = { operation: parcel, project, round, decisions: [] };
      return digestOfDay(
        { items: [{ about: 'decide', review }] },
        { baseUrl: 'https://gate.example.org', now: new Date(at) },
      );
    },
    'idle-stop': () =>
      idleStop(
        project,
        [
          {
            name: 'dsvm-1',
            idleMinutes: 90,
            power: { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' },
          },
          { name: 'dsvm-2', idleMinutes: 60, power: { mode: 'manual' } },
        ],
        'https://gate.example.org/api/mine',
      ),
    'closing-planned': () =>
      closingPlanned(
        {
          ...project,
          governance: [{ kind: chosen('Ethics approval'), reference: chosen('EK-1'), until: '2026-02-28' }],
        },
        { until: '2026-02-28', day: '2026-09-01' },
        { opsUrl, now: new Date(at) },
      ),
    'last-day': () =>
      lastDay(
        project,
        {
          operator: true,
          day: '2026-03-31',
          stage: 30,
          what: [chosen('Ethics approval EK-1'), chosen('DPIA DP-1')],
          whose: [chosen('Rita as researcher')],
        },
        opsUrl,
      ),
    'incident-news': () =>
      incidentNews(
        { id: 'inc_20260301_0a1b2c3d', heading: 'opened', said: [chosen('It was offered for sale')] },
        'https://gate.example.org',
      ),
    'lift-waits': () =>
      liftWaits(
        {
          ...{ id: 'late-malware-1', project: project.id, since: at, by: 'control-plane', takeBack: false },
          ...{ reason: chosen('malware was found in ing_1'), findings: ['ing_2'] },
        },
        { by: { oid: 'o', name: chosen('Otto'), emails: [] }, reason: chosen('it was looked into'), askedAt: at },
        { secondOperator: true, publicBaseUrl: 'https://gate.example.org' },
        timeZone,
      ),
    'pass-waits': () =>
      passWaits(
        { project: project.id, id: parcel.id },
        { by: { name: chosen('Otto') }, reason: chosen('the registry needs it'), askedAt: at },
        { secondOperator: true, publicBaseUrl: 'https://gate.example.org' },
        timeZone,
      ),
    'recipient-asked': () => {
      const asked = { exportId: parcel.id, why: undefined, days: 28 };
      const back = { ...asked, what: 'deletion', why: 'taken-back' } as const;
      return recipientAsked(project, [{ ...asked, what: 'accept' }, back], 'https://gate.example.org/api/received');
    },
    'restore-waits': () =>
      restoreWaits(
        'heads',
        { by: { name: chosen('Otto') }, reason: chosen('the table is gone') },
        { secondOperator: true, publicBaseUrl: 'https://gate.example.org' },
      ),
    'trace-replied': () =>
      traceReplied({ project: project.id, id: parcel.id, name: chosen('Ada') }, 'https://gate.example.org'),
    'trace-waits': () =>
      traceWaits(
        { by: { name: chosen('Otto') }, reason: chosen('it was offered for sale'), files: 3 },
        { secondOperator: true, publicBaseUrl: 'https://gate.example.org' },
      ),
    'unusual-volume': () =>
      unusualVolume(project, { week: '2026-W47', left: { files: 1200, bytes: 3e9 } }, 'https://gate.example.org'),
    'without-waits': () =>
      withoutWaits(
        { project: project.id, id: parcel.id },
        { by: { oid: 'o', name: chosen('Otto'), emails: [] }, reason: chosen('the room is away'), askedAt: at },
        { secondOperator: true, publicBaseUrl: 'https://gate.example.org' },
        timeZone,
      ),
    'names-refused': () => namesRefused(someRefused(project.id, 'ingress', chosen('a*b')), 'refused', `${opsUrl}/mine`),
    'names-wait': () => namesWait({ ...waits, door: 'ingress', why: 'full' }),
    'operation-failed': () =>
      operationFailed(outsideView({ ...parcel, state: 'failed' }), { opsUrl, notice, timeZone }),
    'operation-rests': () => operationRests({ ...dataset, state: 'rejected' }, opsUrl, timeZone),
    'package-in-review': () => packageInReview(view, told),
    'package-released': () =>
      packageReleased(released(parcel), {
        recipients: [chosen('Institute of Hearts')],
        terms: chosen('For the paper only.'),
      }),
    'package-returned': () =>
      packageReturned(
        view,
        { reasons: reasonsSaid([{ reason: chosen('Row 7 shows a single person.') }]), round, timeZone },
        { notice, mineUrl },
      ),
    'package-revoked': () => packageRevoked(released(parcel)),
    'package-uninspected': () => packageUninspected(view, 'unreadable', opsUrl),
    'project-closed': () =>
      projectClosed(
        { project: project.id, duties: [chosen('Delete the groups in Entra.')] },
        { retracted: 2 },
        { receipt: 'receipt', isOperator: true },
      ),
    'purpose-wanted': () => purposeWanted({ ...view, until: at }, 'https://gate.example.org', timeZone),
    'answer-wanted': () => answerWanted(question, { isLast: false, notice }),
    'question-answered': () => questionAnswered(question, { isAwaited: true }),
    'release-waits': () => releaseWaits(question),
    'review-ended': () => reviewEnded(view, 'approved', addressed()),
    'review-escalated': () => reviewEscalated(view, told),
    'review-expired': () => reviewExpired(view, opsUrl),
    'review-overdue': () => reviewOverdue(view, told, opsUrl),
    'review-unreachable': () =>
      reviewUnreachable(view, round, { now: new Date(at), opsUrl, presence: everybodyThere, timeZone }),
    'rules-changed': () => {
      const person = addressed().to;
      const words = [chosen('Approvers who must approve: 2 becomes 3')];
      return rulesChanged(project, { person, operator: true, words }, { since: at, opsUrl });
    },
    'upload-received': () => uploadReceived(dataset),
    'upload-rejected': () => uploadRejected(dataset),
    'upload-unscanned': () => uploadUnscanned(dataset, opsUrl),
    'collected-mails': () =>
      collectedMails(
        ['ing_01K00000000000000000ABCDEF', 'ing_01K00000000000000000ABCDEG'].map((operation) => ({
          ...({ project: project.id, to: 'o', about: 'rejected', operation, step: 'rejected', since: at } as const),
          thing: chosen('dataset follow-up'),
        })),
        { isOperator: true, publicBaseUrl: 'https://gate.example.org' },
      ),
  };
}

export const everyMail = mailsWith((usual) => usual);

function projectOf(chosen: (usual: string) => string): Project {
  const project = sampleProject();
  const { approvers } = project.people;
  const people = { ...project.people, approvers: approvers.map((one) => ({ ...one, name: chosen(one.name) })) };
  const calendar = { ...project.calendar, timeZone: 'Asia/Kathmandu' };
  return { ...project, title: chosen(project.title), people, calendar };
}
