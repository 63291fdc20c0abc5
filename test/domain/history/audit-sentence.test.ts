import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemChain } from '../../../src/domain/audit/audit-event.ts';
import { auditKinds, type FixedKind } from '../../../src/domain/audit/audit-kinds.ts';
import { unreadableLine } from '../../../src/domain/audit/audit-query.ts';
import { type AuditEvent, parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { controlPlane } from '../../../src/domain/base/control-plane.ts';
import { auditSentence } from '../../../src/domain/history/audit-sentence.ts';
import { gatherNames } from '../../../src/domain/history/known-names.ts';
import { datasetFacts, datasetRows } from '../../../src/domain/operation/dataset.ts';
import { exportFacts, exportRows } from '../../../src/domain/operation/export.ts';
import { cast } from '../../simulation/definition.ts';
import { simulate } from '../../simulation/simulate.ts';
import { person, sampleProject } from '../sample.ts';

const [ada, ben, otto, vera] = [person('Ada', 11), person('Ben', 12), person('Otto', 50), person('Vera', 51)];
const names = gatherNames({
  definitions: [sampleProject({ people: { ...sampleProject().people, operators: [otto, vera] } })],
});
const day = '2026-03-01T10:00:00.000Z';
const dataset = 'ing_01K00000000000000000000ABC';
const thePackage = 'exp_01K00000000000000000000XYZ';

function tell(kind: string, data: AuditEvent['data'] = {}, change: Partial<AuditEvent> = {}): string {
  const event = { id: 'x', at: day, kind, project: 'heart-study', operation: null, actor: controlPlane, data };
  return auditSentence({ ...event, ...change }, names).text;
}
const by = ({ oid }: { readonly oid: string }, operation: string | null = null) => ({ actor: oid, operation });
const about = (operation: string) => ({ operation });

type Example = readonly [sentence: string, data: AuditEvent['data'], change?: Partial<AuditEvent>];

/** A line of each kind, as the control plane writes it, and what is said of it. */
const examples: Readonly<Record<FixedKind, Example>> = {
  'absence.end-intended': [
    'Ada was about to end their own absence from 2026-03-01 to 2026-03-07: back early.',
    { person: ada.oid, from: '2026-03-01', to: '2026-03-07', reason: 'back early' },
    by(ada),
  ],
  'absence.ended': [
    'Otto ended the absence of Ada from 2026-03-01 to 2026-03-07.',
    { person: ada.oid, from: '2026-03-01', to: '2026-03-07', reason: '' },
    by(otto),
  ],
  'absence.intended': [
    'Otto was about to note that Ada is away from 2026-03-01 to 2026-03-07: on holiday.',
    { person: ada.oid, from: '2026-03-01', to: '2026-03-07', reason: 'on holiday' },
    by(otto),
  ],
  'absence.noted': [
    'Ada noted being away from 2026-03-01 to 2026-03-07: on holiday.',
    { person: ada.oid, from: '2026-03-01', to: '2026-03-07', reason: 'on holiday' },
    by(ada),
  ],
  'chain.continued': [
    'The audit of heart-study goes on in heart-study/2026-04/001.jsonl.',
    { blob: 'heart-study/2026-04/001.jsonl' },
  ],
  'compute.apply-asked': [
    'Otto applied the plan 468e6b60… for the computes of heart-study: the cluster is needed.',
    { digest: `468e6b60${'0'.repeat(56)}`, reason: 'the cluster is needed' },
    by(otto),
  ],
  'compute.start-asked': ['Ada asked to start the machine work-1 of heart-study.', { machine: 'work-1' }, by(ada)],
  'compute.budget-told': [
    'In heart-study, 4 people were told that 80 % of the 400 compute hours of 2026-11 are used.',
    { month: '2026-11', level: 'nearly-used', budgetHours: 400, people: 4 },
  ],
  'compute.end-told': [
    'In heart-study, 3 people were told that 2 computes are deleted after the end of the project, from 2026-12-24 on, and 1 person could not be.',
    { from: '2026-12-24', computes: 2, people: 3, untold: 1 },
    { operation: null },
  ],
  'compute.drift-found': [
    'In heart-study, machine alpha is not as it is defined: it does not exist.',
    { drift: 'machine alpha', reason: 'it does not exist' },
  ],
  'compute.drift-mended': ['In heart-study, machine alpha is as it is defined again.', { drift: 'machine alpha' }],
  'compute.idle-told': [
    'In heart-study, 2 people were told what was switched off because it was idle: alpha, beta.',
    { machines: 'alpha, beta', people: 2 },
  ],
  'compute.intent': [
    'In heart-study, the next step is to start machine alpha: it is a working day.',
    { action: 'start machine alpha: it is a working day', digest: 'd' },
  ],
  'compute.outcome': [
    'In heart-study, Azure refused the step to start machine alpha: it is a working day: no quota.',
    { action: 'start machine alpha: it is a working day', digest: 'd', error: 'no quota' },
  ],
  'compute.stopped': [
    'Sallyport does not apply the plan d1 for the computes of heart-study by itself, and an operator decides: too much.',
    { digest: 'd1', reason: 'too much' },
  ],
  'decision.recorded': [
    'Ada asked for changes of package 000XYZ in round 2, with remarks on 3 files: row counts are missing.',
    { round: 2, name: 'Ada', choice: 'changes', reason: 'row counts are missing', remarkedFiles: 3 },
    by(ada, thePackage),
  ],
  'decision.refused': [
    'Ada wanted to approve package 000XYZ, and it does not count: she stands in no group.',
    { round: 1, name: 'Ada', choice: 'approve', rule: 'r', why: 'she stands in no group' },
    by(ada, thePackage),
  ],
  'door.closed': [
    '2 names wait at the ingress door of heart-study, since its project is closed; 1 person was told.',
    { door: 'ingress', waiting: 2, people: 1 },
  ],
  'door.full': [
    '1 name waits at the export door of heart-study, since as many uploads as its project allows are under way; 3 people were told.',
    { door: 'export', waiting: 1, people: 3 },
  ],
  'door.expected': [
    'Otto said what is expected of "cohort" v2: 3 files, the MD5 of 3 files.',
    { name: 'cohort', version: 2, files: 3, sums: 3, digest: 'd' },
    by(otto),
  ],
  'door.refused': [
    '2 names at the ingress door of heart-study are refused, since what lies there breaks its rules; 1 person was told.',
    { door: 'ingress', about: 'refused', names: 2, digest: 'd', people: 1 },
  ],
  'door.shut': [
    '1 name waits at the export door of heart-study, since the project has ended; 3 people were told.',
    { door: 'export', waiting: 1, people: 3, why: 'ended' },
  ],
  'export.correction': [
    'Otto awaits a correction of package 000XYZ: the next package under the name second try goes on with it.',
    { awaited: 'second try' },
    by(otto, thePackage),
  ],
  'export.digested': [
    'Package 000XYZ: 2 files are frozen (digest d5478117…).',
    { count: 2, bytes: 7, digest: `d5478117${'0'.repeat(56)}` },
    about(thePackage),
  ],
  'export.submission': [
    'Rita typed the purpose of package 000XYZ (made from: cohort v2): table 2. Answer to the approvers: rows are counted.',
    {
      name: 'Rita',
      purpose: 'table 2.',
      madeFrom: 'cohort v2',
      label: '',
      answer: 'rows are counted',
      continues: '',
      row: '{}',
    },
    by({ oid: 'o-rita-of-yesterday' }, thePackage),
  ],
  'export.withdrawal': [
    'Rita, a researcher, wanted package 000XYZ back: a wrong table.',
    { state: 'in-review', part: 'researcher', reason: 'a wrong table' },
    by(person('Rita', 2), thePackage),
  ],
  'hold.ended': [`The hold of heart-study ended by itself on ${day}.`, { until: day }],
  'hold.files-outside': [
    'A hold came while package 000XYZ was released: 2 files lay outside.',
    { release: thePackage, files: 2, runs: 'r1' },
  ],
  'hold.found': [
    'More malware was found in package 000XYZ while heart-study was on hold for malware.',
    { found: thePackage, hold: 'late-malware-1' },
  ],
  'hold.lift-asked': [
    'Otto asked for a second operator to lift a hold of heart-study: it was nothing.',
    { reason: 'it was nothing' },
    by(otto),
  ],
  'hold.lift-intended': [
    'Otto was about to lift the hold of all projects: it was nothing.',
    { reason: 'it was nothing' },
    { ...by(otto), project: systemChain },
  ],
  'hold.lift-told': [
    '2 operators were told that a lift of the hold of heart-study waits, and 1 is not known to have been.',
    { told: 2, untold: 1 },
  ],
  'hold.lifted': ['Otto lifted the hold of heart-study: it was nothing.', { reason: 'it was nothing' }, by(otto)],
  'hold.person-lift-intended': [
    'Otto was about to end a suspension of Ada in heart-study: it was nothing.',
    { person: ada.oid, reason: 'it was nothing' },
    by(otto),
  ],
  'hold.person-lifted': [
    'Otto ended a suspension of Ada in heart-study: it was nothing.',
    { person: ada.oid, reason: 'it was nothing' },
    by(otto),
  ],
  'hold.person-set': [
    'Otto let Ada count nowhere in heart-study: the contract ended.',
    { person: ada.oid, reason: 'the contract ended', since: day, owner: 'operator', takeBack: false },
    by(otto),
  ],
  'hold.set': [
    `Otto put heart-study on hold until ${day}, with what its releases brought outside taken back: a leak is being looked into.`,
    { reason: 'a leak is being looked into', since: day, name: 'Otto O.', takeBack: true, until: day },
    by(otto),
  ],
  'ingress.withdrawal': [
    'Sallyport wanted dataset 000ABC back: the project is closed.',
    { state: 'copying', part: 'operator', reason: 'the project is closed' },
    about(dataset),
  ],
  'inspection.missing': [
    'Package 000XYZ: the reading room gave no evidence about its files. Evidence: none within 30 minutes.',
    { digest: 'd', evidenceMissing: 'late' },
    about(thePackage),
  ],
  'inspection.without-asked': [
    'Otto asked for a second operator to let the review of package 000XYZ go on without evidence: the room is away.',
    { digest: 'd', reason: 'the room is away' },
    by(otto, thePackage),
  ],
  'inspection.without-told': [
    'Package 000XYZ: 2 operators were told that a review waits for a second operator.',
    { told: 2, untold: 0 },
    about(thePackage),
  ],
  'inspection.without-agreed': [
    'Otto agreed that the review of package 000XYZ goes on without evidence: the room is away.',
    { digest: 'd', reason: 'the room is away' },
    by(otto, thePackage),
  ],
  'inspection.read': [
    'Package 000XYZ: the reading room looked into its files. Files by verdict: 1 should not leave, 2 not looked at, 4 looked at, 7 clean (old rules); not looked at whole: 2 (evidence 468e6b60…).',
    {
      digest: 'd',
      evidence: `468e6b60${'0'.repeat(56)}`,
      ...{ clean: 7, lookedAt: 4, note: 0, notChecked: 2, review: 0, block: 1, unchecked: 2 },
    },
    about(thePackage),
  ],
  'mail.collected': [
    'Package 000XYZ: a mail to Ada that says that it breaks the rules goes with others in one.',
    { step: 'rejected-2', to: ada.oid, messageId: 'm' },
    about(thePackage),
  ],
  'mail.given-up': [
    'Package 000XYZ: a mail that asks for a decision did not reach Ada: no such mailbox.',
    { step: 'decide-1-20260301', to: ada.oid, messageId: 'm', reason: 'no such mailbox' },
    about(thePackage),
  ],
  'limit.begun': ['From now on what leaves heart-study counts for its limits.', {}],
  'limit.given-back': [
    'Package 000XYZ: nothing of it was outside, and it gave its part of the limits back.',
    { round: 1 },
    about(thePackage),
  ],
  'limit.pass-asked': [
    'Otto asked for a second operator to let package 000XYZ pass the limits of its project: a journal waits.',
    { digest: 'd', reason: 'a journal waits' },
    by(otto, thePackage),
  ],
  'limit.pass-told': [
    'Package 000XYZ: 2 operators were told that a release waits for a second operator.',
    { told: 2, untold: 0 },
    about(thePackage),
  ],
  'limit.passed': [
    'Otto agreed that package 000XYZ passes the limits of its project once: a journal waits.',
    { digest: 'd', reason: 'a journal waits' },
    by(otto, thePackage),
  ],
  'limit.taken': [
    'Package 000XYZ: its release took its part of the limits of the project.',
    { take: '{}', files: 1, bytes: 1 },
    about(thePackage),
  ],
  'limit.waits': [
    'Package 000XYZ: its release waits for room in the limits of the project: week.',
    { limits: 'week', until: day },
    about(thePackage),
  ],
  'recipient.accepted': [
    'Ada accepted the terms of package 000XYZ.',
    { what: 'accept', who: ada.oid, releasedAt: day },
    by(ada, thePackage),
  ],
  'recipient.asked': [
    'Package 000XYZ: the recipient 0123456789abcdef is to accept its terms.',
    { what: 'accept', who: '0123456789abcdef', releasedAt: day },
    about(thePackage),
  ],
  'recipient.confirmed': [
    'Ada says that their copies of package 000XYZ are deleted: by our archive.',
    { what: 'deletion', who: ada.oid, releasedAt: day, text: 'by our archive' },
    by(ada, thePackage),
  ],
  'recipient.told': [
    'Package 000XYZ: a mail asks the recipient Ada to say that their copies are deleted.',
    { what: 'deletion', who: ada.oid, releasedAt: day, days: 7 },
    about(thePackage),
  ],
  'mail.sent': [
    'Dataset 000ABC: a mail to Ben says that it is available.',
    { step: 'available-7', to: ben.oid, messageId: 'm' },
    about(dataset),
  ],
  'message.given-up': [
    'Package 000XYZ: a message that says that its review is overdue did not reach the channel team: gone.',
    { step: 'overdue-1-2026', channel: 'team', messageId: 'm', reason: 'gone' },
    about(thePackage),
  ],
  'message.sent': [
    'Package 000XYZ: a message to the channel team says that it is in review.',
    { step: 'in-review-4', channel: 'team', messageId: 'm' },
    about(thePackage),
  ],
  'operation.trouble': [
    'Dataset 000ABC: a service did not answer; it is tried again by itself: it is busy.',
    { state: 'copying', since: day, message: 'it is busy' },
    about(dataset),
  ],
  'operation.trouble-over': [
    `Dataset 000ABC: the service answers again. It was tried 3 times since ${day}.`,
    { state: 'copying', since: day, times: 3 },
    about(dataset),
  ],
  'people.given-up': [
    'Package 000XYZ: not everybody could be told that it was released, and nobody tries any more.',
    { about: 'released' },
    about(thePackage),
  ],
  'people.told': [
    'Package 000XYZ: everybody was told that it came back.',
    { about: 'returned', people: 2 },
    about(thePackage),
  ],
  'person.clear-intended': [
    'Otto was about to clear the name of Ada: she asked for it.',
    { person: ada.oid, reason: 'she asked for it' },
    by(otto),
  ],
  'person.cleared': [
    'Otto cleared the name of Ada: she asked for it.',
    { person: ada.oid, reason: 'she asked for it' },
    by(otto),
  ],
  'person.correct-intended': [
    'Otto was about to correct the name of Ada: she married.',
    { person: ada.oid, reason: 'she married' },
    by(otto),
  ],
  'person.corrected': [
    'Otto corrected the name of Ada: she married.',
    { person: ada.oid, reason: 'she married' },
    by(otto),
  ],
  'project.change-asked': [
    `Otto asked for a change of the definition of heart-study (Quorum: 2 becomes 1), which waits for a second operator until ${day}: Ada left.`,
    { change: 'c', definition: 'h', against: 'g', reason: 'Ada left', expires: day, changes: 'Quorum: 2 becomes 1' },
    by(otto),
  ],
  'project.change-confirmed': [
    'Vera confirmed the change of the definition of heart-study that Otto had asked for: read.',
    { change: 'c', definition: 'h', against: 'g', asked: otto.oid, reason: 'read' },
    by(vera),
  ],
  'project.change-expired': [
    'The change of the definition of heart-study that waited is over: nobody confirmed it in time.',
    { change: 'c', definition: 'h', against: 'g', why: 'nobody confirmed it in time' },
  ],
  'project.change-intended': [
    'Otto was about to suspend Ada in heart-study: the contract ended.',
    { person: ada.oid, definition: 'h', against: 'g', reason: 'the contract ended' },
    by(otto),
  ],
  'project.change-refused': [
    'Rita was not allowed to change the definition of heart-study: You are a researcher of it.',
    { definition: 'h', why: 'You are a researcher of it' },
    by(person('Rita', 2)),
  ],
  'project.change-taken-back': [
    'Otto took back the change of the definition of heart-study that waited: not needed.',
    { change: 'c', definition: 'h', against: 'g', reason: 'not needed' },
    by(otto),
  ],
  'project.change-told': [
    '2 people were told that a change of the definition of heart-study waits; 1 person could not be reached.',
    { change: 'c', definition: 'h', against: 'g', told: 2, untold: 1 },
  ],
  'project.dates-told': [
    '2 people were told that 2027-06-30 is the last day of this in heart-study: Ethics approval EK-1.',
    { day: '2027-06-30', stage: 30, what: 'Ethics approval EK-1', told: 2 },
  ],
  'project.unusual-told': [
    '2 people were told that unusually much left heart-study in the week 2026-W47.',
    { week: '2026-W47', files: 120, bytes: 5, told: 2 },
  ],
  'project.changed': [
    'Otto changed the definition of heart-study (a; b; c; and 2 more) without a second operator: a new year.',
    {
      definition: 'h',
      against: 'g',
      reason: 'a new year',
      changes: 'a\nb\nc\nd\ne',
      created: false,
      secondOperator: 'off',
    },
    by(otto),
  ],
  'project.closed': [
    'The closing of heart-study has come to its end: 2 versions were retracted and 1 release stays.',
    { receipt: 'r', releases: 'keep', definition: 'h', retracted: 2, kept: 1, revoked: 0, others: 1 },
  ],
  'project.closing-planned': [
    '4 people were told that heart-study is closed on 2026-09-01, unless what it rests on is renewed.',
    { until: '2026-02-28', day: '2026-09-01', told: 4, untold: 0 },
  ],
  'project.closed-told': [
    '1 person was told that the closing of heart-study has come to its end.',
    { receipt: 'r', told: 1, untold: 0 },
  ],
  'project.suspended': [
    'Otto suspended Ada in heart-study: the contract ended.',
    { person: ada.oid, definition: 'h', against: 'g', reason: 'the contract ended' },
    by(otto),
  ],
  'receipt.written': [
    'Project heart-study: a receipt was signed about its closing.',
    { receipt: 'heart-study-closure-keep' },
  ],
  'incident.opened': [
    'Otto opened an incident of severity high, known since 2026-03-01T10:00:00.000Z: it was offered for sale.',
    { severity: 'high', awareAt: '2026-03-01T10:00:00.000Z', reason: 'it was offered for sale' },
    by(otto),
  ],
  'incident.confirmed': [
    'Otto confirmed that it is an incident: it is ours.',
    { reason: 'it is ours', secondOperator: ada.oid },
    by(otto),
  ],
  'incident.asked': [
    'Otto wants to say that nobody is to be told within 72 hours; a second operator has to want it too: no person is in it.',
    { act: 'exempt', clock: '72-hours', reason: 'no person is in it' },
    by(otto),
  ],
  'incident.aware': [
    'Otto let the clocks of the incident run from 2026-03-01T10:00:00.000Z: a mail came earlier.',
    { awareAt: '2026-03-01T10:00:00.000Z', reason: 'a mail came earlier' },
    by(otto),
  ],
  'incident.contained': [
    'Otto said that the incident is contained: the link is gone.',
    { reason: 'the link is gone' },
    by(otto),
  ],
  'incident.notified': [
    'Otto said who was told within one month: the authority, by letter.',
    { clock: 'month', reason: 'the authority, by letter' },
    by(otto),
  ],
  'incident.exempted': [
    'Otto said that nobody is to be told within 24 hours, without a second operator: no person is in it.',
    { clock: '24-hours', reason: 'no person is in it', secondOperator: 'off' },
    by(otto),
  ],
  'incident.noted': ['Otto wrote a note, whose text stands beside the audit.', { note: 'd' }, by(otto)],
  'incident.told': [
    '2 people were reminded of the time within 72 hours, which ends on 2026-03-04T10:00:00.000Z.',
    { clock: '72-hours', mark: 'half', due: '2026-03-04T10:00:00.000Z', people: 2 },
  ],
  'incident.closed': ['Otto closed the incident: all is done.', { reason: 'all is done' }, by(otto)],
  'restore.asked': [
    'Otto asked that records of heart-study be put back from the audit (2 operations, 1 name to remove): a row was lost.',
    { digest: 'd', reason: 'a row was lost', operation: 2, 'removed-name': 1 },
    by(otto),
  ],
  'restore.done': [
    'Otto had records of heart-study put back from the audit, 2 of 3 records written: a row was lost.',
    { digest: 'd', reason: 'a row was lost', planned: 3, written: 2 },
    by(otto),
  ],
  'trace.asked': [
    'Otto asked which releases held 2 files that were found outside; a second operator has to want it too: it was offered for sale.',
    { digest: 'd', files: 2, reason: 'it was offered for sale' },
    by(otto),
  ],
  'trace.answered': [
    'Otto was told which of 40 releases held 2 files: 1 did: it was offered for sale.',
    { digest: 'd', files: 2, releases: 40, found: 1, secondOperator: ada.oid, reason: 'it was offered for sale' },
    by(otto),
  ],
  'trace.named': [
    'Otto looked up who decided about package 000XYZ of heart-study, and for whom it was: to ask who passed it on.',
    { export: thePackage, digest: 'd', reason: 'to ask who passed it on' },
    by(otto),
  ],
  'trace.told': [
    '3 people who have to do with package 000XYZ of heart-study can read that a trace names them: to ask who passed it on.',
    { export: thePackage, of: 'heart-study', people: 3, reason: 'to ask who passed it on' },
    by(otto),
  ],
  'trace.replied': [
    'Ada answered to the trace of package 000XYZ of heart-study; the text stands beside the audit.',
    { export: thePackage, of: 'heart-study', naming: '0a1b2c3d4e5f6071', reply: 'd' },
    by(ada),
  ],
  'release.emptied-again': [
    'Package 000XYZ: Data Factory was asked to delete what lay outside again (run 1a2b3c4d…).',
    { runId: '1a2b3c4d-0000-4000-8000-000000000001', endTime: day },
    about(thePackage),
  ],
  'release.reappeared': [
    'Package 000XYZ: 1 file lay outside again after its release was taken back.',
    { count: 1 },
    about(thePackage),
  ],
  'review.amended': [
    'The people of round 1 of package 000XYZ changed with the definition: Vera came; Ada and Ben left.',
    { round: 1, definition: 'h', came: vera.oid, left: `${ada.oid} ${ben.oid}` },
    about(thePackage),
  ],
  'review.answered': [
    'Vera answered question 2 about package 000XYZ in round 1: It closed in May.',
    { round: 1, question: 2, text: 'It closed in May' },
    by(vera, thePackage),
  ],
  'review.approved': ['Round 1 of package 000XYZ ended with enough approvals.', { round: 1 }, about(thePackage)],
  'review.asked': [
    `Ada asked the researchers of package 000XYZ a question in round 1, about 2 files too. The release waits for it until ${day} at the latest: Why is site 4 missing?`,
    { round: 1, question: 2, text: 'Why is site 4 missing?', remarks: 'd', remarkedFiles: 2, until: day },
    by(ada, thePackage),
  ],
  'review.escalated': [
    'Package 000XYZ: much of the time of its review was over, and more people were told of it: Vera came.',
    { round: 1, came: vera.oid, deadline: day },
    about(thePackage),
  ],
  'review.expired': [
    `Round 1 of package 000XYZ ended at its deadline on ${day}, not decided.`,
    { round: 1, deadline: day },
    about(thePackage),
  ],
  'review.extended': [
    `Otto gave the approvers of package 000XYZ more time, until ${day}: Ada is ill.`,
    { round: 1, deadline: day, reason: 'Ada is ill', revision: 3 },
    by(otto, thePackage),
  ],
  'review.opened': [
    `Package 000XYZ: round 1 of its review began, with a deadline on ${day}. It needs 2 approvals, 1 of them independent, each with a reason, since it exceeds the soft limit week, year. Evidence: none that can be read. Otto and Ada let it go on without evidence: the room is away.`,
    {
      round: 1,
      digest: 'd',
      evidenceMissing: 'unreadable',
      ...{ withoutEvidenceAsked: otto.oid, withoutEvidenceAgreed: ada.oid, withoutEvidenceReason: 'the room is away' },
      definition: 'h',
      quorum: 2,
      independent: 1,
      overLimits: 'week, year',
      deadline: day,
    },
    about(thePackage),
  ],
  'review.overdue': [
    'Package 000XYZ: the deadline of its review passed; decisions still count.',
    { round: 1, deadline: day },
    about(thePackage),
  ],
  'review.rechecked': [
    'Package 000XYZ: the last look before its release found that it must go back: The project ended.',
    { outcome: 'return', why: 'The project ended.' },
    about(thePackage),
  ],
  'review.resent': [
    'Otto had new links to package 000XYZ sent to Ada and Ben: the first were lost.',
    { round: 1, to: `${ada.oid} ${ben.oid}`, reason: 'the first were lost', revision: 2 },
    by(otto, thePackage),
  ],
  'review.superseded': [
    'Package 000XYZ: the rules of its review changed, and its approvers are asked anew.',
    { round: 1 },
    about(thePackage),
  ],
  'review.unreachable': [
    `Round 1 of package 000XYZ cannot get its 2 approvals: too few approvers are there. Its deadline is ${day}.`,
    { round: 1, quorum: 2, independent: 0, deadline: day },
    about(thePackage),
  ],
  'review.unanswered': [
    'Package 000XYZ: a question about it was not answered in its time, and its review went on.',
    { round: 1, question: 2 },
    about(thePackage),
  ],
  'review.withdrawn': [
    'Round 1 of package 000XYZ ended because the package was withdrawn.',
    { round: 1 },
    about(thePackage),
  ],
  'tables.copied': ['All tables were copied to the second account; the line holds their SHA-256.', {}],
  'stores.begun': ['Every table and container was marked, so that one that is lost is missed from now on.', {}],
  'code.begun': [
    'The code with the digest 5f3a began to run in the place of 9c1d.',
    { bundle: '5f3a', before: '9c1d' },
  ],
  'records.verified': [
    'What came since 2030-01-01T10:00:00.000Z, and a share of what is older, was held against each other: 2 things are wrong.',
    { since: '2030-01-01T10:00:00.000Z', wrong: 2 },
  ],
  'rows.sealed': ['12 rows of earlier versions got a seal, and 2 did not.', { sealed: 12, left: 2 }],
  'scan.late-malware': [
    'Dataset 000ABC: malware was found in a file that had been copied: a.csv, Virus:EICAR.',
    { path: 'a.csv', etag: '0x1', found: 'Virus:EICAR', state: 'available' },
    about(dataset),
  ],
  'scan.passed': ['Dataset 000ABC: the malware scanner found every file clean.', { files: 1 }, about(dataset)],
  'scan.retried': [
    'Otto had the scan of dataset 000ABC looked at again: it is on again.',
    { reason: 'it is on again' },
    by(otto, dataset),
  ],
  'scan.unfinished': [
    'Dataset 000ABC: not every file could be scanned; an operator decides: it is too large.',
    { message: 'it is too large', since: day },
    about(dataset),
  ],
  'sweep.asked': ['Otto asked for a sweep.', {}, { ...by(otto), project: systemChain }],
  'transfer.failed': [
    'Dataset 000ABC: the copy into the secure account (attempt 2) failed: the run ended as Failed.',
    { step: 'ingress-copy', attempt: 2, runId: 'r1', message: 'the run ended as Failed' },
    about(dataset),
  ],
  'transfer.files-outside': [
    'Package 000XYZ: 1 file of it lay outside when it stopped while it was releasing.',
    { step: 'export-release', count: 1, bytes: 7, state: 'releasing' },
    about(thePackage),
  ],
  'transfer.given-up': [
    'Package 000XYZ: the release was given up: No run is known.',
    { step: 'export-release', attempt: 1, message: 'No run is known.' },
    about(thePackage),
  ],
  'transfer.held': [
    'Package 000XYZ: a hold stopped the release: A hold came before a run was asked for.',
    { step: 'export-release', attempt: 1, message: 'A hold came before a run was asked for' },
    about(thePackage),
  ],
  'transfer.intended': [
    'Package 000XYZ: Data Factory is to be asked for the frozen copy.',
    { step: 'export-freeze', attempt: 1, operationId: thePackage },
    about(thePackage),
  ],
  'transfer.originals-gone': [
    'Dataset 000ABC: 2 originals of it were gone when it stopped while it was deleting.',
    { step: 'ingress-delete', count: 2, bytes: 7, state: 'deleting' },
    about(dataset),
  ],
  'transfer.stale': [
    'Dataset 000ABC: the copy into the secure account counts as failed: files changed.',
    { step: 'ingress-copy', attempt: 1, message: 'files changed' },
    about(dataset),
  ],
  'transfer.started': [
    'Dataset 000ABC: the deletion of its originals began, as run 1a2b3c4d… of Data Factory.',
    { step: 'ingress-delete', attempt: 1, runId: '1a2b3c4d-0000-4000-8000-000000000001' },
    about(dataset),
  ],
  'transfer.succeeded': [
    'Package 000XYZ: the copy back to its researchers came to its end.',
    { step: 'export-return', attempt: 1, runId: 'r1' },
    about(thePackage),
  ],
  'upload.stray': [
    '"who/a\\u202e.csv" lies at the ingress door and is not touched: no such project.',
    { door: 'ingress', path: 'who/a\u202e.csv', reason: 'no such project' },
    { project: systemChain },
  ],
};

describe('an audit line as a sentence', () => {
  test.each(auditKinds)('tells who did what, and why: %s', (kind) => {
    const [sentence, data, change] = examples[kind];
    expect(tell(kind, data, change)).toBe(sentence);
  });

  test('tells of every move that the tables of both doors allow, also one by hand', () => {
    const moves = [
      ...datasetRows.map((row) => ({ door: 'ingress', id: dataset, ...row })),
      ...exportRows.map((row) => ({ door: 'export', id: thePackage, ...row })),
    ];
    for (const { door, id, from, event, to } of moves) {
      const data = { name: 'cohort', from, event, reason: 'because', message: 'because', row: '{}' };
      for (const actor of [controlPlane, otto.oid]) {
        const text = tell(`${door}.${to}`, data, { actor, operation: id });
        expect(text).toMatch(/(dataset|package) "cohort" \(000(ABC|XYZ)\).*: because\.$/i);
        expect(text).not.toContain('no words for');
        expect(text.startsWith('Otto ')).toBe(actor === otto.oid);
      }
    }
    expect(Object.keys({ ...datasetFacts, ...exportFacts }).length).toBeGreaterThan(20);
  });

  test('says of a move what people did, and what came of it', () => {
    const move = (state: string, data: AuditEvent['data'], change: Partial<AuditEvent> = {}) =>
      tell(`ingress.${state}`, { name: 'cohort', row: '{}', ...data }, { operation: dataset, ...change });
    expect(move('available', { version: 2, files: 1, bytes: 7 })).toBe(
      'Dataset "cohort" (000ABC): it became available to the researchers. It is version 2, with 1 file.',
    );
    expect(move('rejected', { problems: 2, firstProblem: 'No .exe.' })).toBe(
      'Dataset "cohort" (000ABC): it broke the project\'s rules, and nothing of it was moved. The first of 2 problems: No .exe.',
    );
    expect(move('failed', { from: 'copying', event: 'fail', message: 'the copy differs' })).toBe(
      'Dataset "cohort" (000ABC) stopped while it was copying: the copy differs.',
    );
    const stopped = { from: 'copying', event: 'fail', message: 'Stopped by an operator: it is a wrong file' };
    expect(move('failed', stopped, by(otto, dataset))).toBe(
      'Otto stopped dataset "cohort" (000ABC) while it was copying: it is a wrong file.',
    );
    expect(move('copying', { from: 'failed', event: 'retry', reason: 'it is mended' }, by(otto, dataset))).toBe(
      'Otto let dataset "cohort" (000ABC) go on, and it is copying again: it is mended.',
    );
  });

  test('names its kind when this version has no words for it, whatever it is called', () => {
    for (const kind of ['export.sublimated', 'constructor', '__proto__', 'export.constructor', 'mail.lost'])
      expect(tell(kind, {}, by(otto, thePackage))).toBe(
        `Package 000XYZ: a line of the kind '${kind}' by Otto, which this version has no words for.`,
      );
    expect(auditSentence(unreadableLine('heart-study', day), names).text).toMatch(/was edited.*Verify the chain\.$/);
  });

  test('is a whole sentence whatever a line of its kind says, or does not say', () => {
    const value = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'z', '.', ' ', '\n', '\u2028', '-', '1') }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    );
    const line = fc.constantFrom(...auditKinds).chain((kind) => {
      const data = fc.record(Object.fromEntries(Object.keys(examples[kind][1]).map((name) => [name, value])));
      return fc.record({ kind: fc.constant(kind), data, operation: fc.constantFrom(null, dataset, thePackage) });
    });
    fc.assert(
      fc.property(line, ({ kind, data, operation }) => {
        expect(tell(kind, data, { operation })).toMatch(/^\S[^\n\u2028]*[.!?…]$/u);
        expect(tell(kind, {}, { operation })).not.toMatch(/undefined|NaN/);
      }),
    );
  });

  test('holds what somebody typed on one line, at its end, and no name that turns the reading direction', () => {
    expect(tell('hold.set', { reason: 'one\n two\t ' }, by(otto))).toBe('Otto put heart-study on hold: one two.');
    expect(tell('ingress.discarded', { name: 'a"\u202eb' }, about(dataset))).toContain('"a\\"\\u202eb" (000ABC)');
  });

  test('has the name that the line itself holds when nobody else knows who it was, and says who it was', () => {
    const event = {
      id: 'x',
      at: day,
      project: 'heart-study',
      operation: null,
      actor: '1a2b3c4d-0000-4000-8000-00000000000a',
    };
    const set = { ...event, kind: 'hold.set', data: { name: 'Nora', reason: 'a leak' } };
    expect(auditSentence(set, names)).toEqual({ who: 'Nora', text: 'Nora put heart-study on hold: a leak.' });
    const lifted = { ...event, kind: 'hold.lifted', data: { reason: 'it was none' } };
    const text = 'Somebody (1a2b3c4d…) lifted the hold of heart-study: it was none.';
    expect(auditSentence(lifted, names)).toEqual({ who: 'somebody (1a2b3c4d…)', text });
  });

  test('names the people whose object ids stand in what changed', () => {
    const changes = `No longer approver: ${ada.oid}`;
    expect(tell('project.changed', { definition: 'h', against: 'g', reason: '', changes }, by(otto))).toBe(
      'Otto changed the definition of heart-study (No longer approver: Ada).',
    );
  });

  test('stands for each line that a simulated deployment writes, and no line itself names a person', async () => {
    const kinds = new Set<string>();
    const everybody = [
      cast.owner,
      cast.researcher,
      ...cast.approvers,
      cast.spare,
      ...cast.operators,
      cast.chief,
    ].flatMap(({ name, email }) => [name, email]);
    for (const seed of [5, 13, 34]) {
      const { god } = (await simulate(seed)).world;
      for await (const chain of god.audit.chains()) {
        for await (const line of god.audit.lines(chain)) {
          const { event } = parseChainLine(line);
          const { text } = auditSentence(event, names);
          expect(text).not.toMatch(/no words for|undefined|NaN|object Object| {2}|\.\./);
          kinds.add(event.kind);
          expect(everybody.filter((word) => line.includes(word))).toEqual([]);
        }
      }
    }
    expect(kinds.size).toBeGreaterThan(30);
  });
});
