import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDefinitions } from '../../../src/domain/definition/definition-change.ts';
import { newPendingChange } from '../../../src/domain/definition/pending-change.ts';
import { outsideRound, outsideView, released, revealedOf } from '../../../src/domain/notification/outside-view.ts';
import { reasonsSaid } from '../../../src/domain/notification/said-outside.ts';
import { failureIn } from '../../../src/domain/operation/operation.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import { everybodyThere } from '../../../src/domain/review/absence.ts';
import { newRound } from '../../../src/domain/review/approval.ts';
import { choiceWords } from '../../../src/domain/review/decision.ts';
import type { Invited } from '../../../src/domain/review/invited.ts';
import type { Round } from '../../../src/domain/review/round.ts';
import { checkRules } from '../../../src/domain/transfer/rules.ts';
import { myPackage } from '../../../src/features/mine/my-operations.ts';
import { mailBody } from '../../../src/pages/notification/mail-body.ts';
import { thingOf } from '../../../src/pages/notification/naming.ts';
import { collectedMails } from '../../../src/pages/notification/operation/collected-mails.ts';
import { copyToClose } from '../../../src/pages/notification/operation/copy-to-close.ts';
import { datasetAvailable } from '../../../src/pages/notification/operation/dataset-available.ts';
import { operationFailed } from '../../../src/pages/notification/operation/operation-failed.ts';
import { operationRests } from '../../../src/pages/notification/operation/operation-rests.ts';
import { uploadReceived } from '../../../src/pages/notification/operation/upload-received.ts';
import { ruleSentences, uploadRejected } from '../../../src/pages/notification/operation/upload-rejected.ts';
import { uploadUnscanned } from '../../../src/pages/notification/operation/upload-unscanned.ts';
import { changeWaits } from '../../../src/pages/notification/project/change-waits.ts';
import { decisionWanted, type Urgency } from '../../../src/pages/notification/review/decision-wanted.ts';
import { packageInReview } from '../../../src/pages/notification/review/package-in-review.ts';
import { packageReleased } from '../../../src/pages/notification/review/package-released.ts';
import { packageReturned } from '../../../src/pages/notification/review/package-returned.ts';
import { packageRevoked } from '../../../src/pages/notification/review/package-revoked.ts';
import { packageUninspected } from '../../../src/pages/notification/review/package-uninspected.ts';
import { reviewEnded } from '../../../src/pages/notification/review/review-ended.ts';
import { reviewEscalated } from '../../../src/pages/notification/review/review-escalated.ts';
import { reviewExpired } from '../../../src/pages/notification/review/review-expired.ts';
import { reviewOverdue } from '../../../src/pages/notification/review/review-overdue.ts';
import { reviewUnreachable } from '../../../src/pages/notification/review/review-unreachable.ts';
import { entry, sampleOperation, sampleProject, stream } from '../../domain/sample.ts';
import { everyMail, mailsWith } from './every-mail.ts';

const evil = '<img src=x onerror=alert(1)>&"';
const summary = { digest: 'd'.repeat(64), count: 3, bytes: 1_500_000 };
const problem = { rule: 'extension', path: 'a.exe', value: '.exe', message: 'Only .csv.', publicMessage: 'Only .csv.' };
const at = '2026-03-01T10:00:00.000Z';
const mineUrl = 'https://gate.example.org/api/mine';
const notice = 'heart-study/exp_1.txt';

describe('every mail', () => {
  const operation = {
    ...sampleOperation({
      name: evil,
      version: 2,
      source: { ...summary, listedAt: at },
      package: summary,
      problems: [{ ...problem, path: `${evil}.exe` }],
      failure: failureIn('copying', evil, at),
    }),
    door: 'ingress' as const,
  };
  const inReview = { door: 'export' as const, state: 'in-review', toldSince: at };
  const parcel = { ...operation, ...inReview, id: 'exp_01K00000000000000000ABCDEF', purpose: evil };
  const view = outsideView(parcel);
  const failed = outsideView({ ...parcel, state: 'failed' });
  const unscanned = {
    ...parcel,
    state: 'scanning',
    scan: { since: at, lookedAt: at, unscanned: `Nobody scanned ${evil}` },
  };
  test.each([
    ['datasetAvailable', () => datasetAvailable(operation)],
    ['uploadReceived', () => uploadReceived(operation)],
    ['uploadRejected', () => uploadRejected(operation)],
    [
      'toldTogether',
      () =>
        collectedMails(
          [
            {
              ...{ project: operation.project, to: 'oid', about: 'rejected', operation: operation.id, since: at },
              ...{ thing: thingOf(operation), step: 'rejected-2' },
            },
          ],
          { isOperator: false, publicBaseUrl: 'https://gate.example.org' },
        ),
    ],
    ['copyToClose', () => copyToClose({ ...operation, state: 'withdrawing' })],
    [
      'operationFailed',
      () => operationFailed(operation, { opsUrl: 'https://gate.example.org/api/ops', timeZone: 'UTC' }),
    ],
    [
      'operationRests',
      () => operationRests({ ...operation, state: 'rejected' }, 'https://gate.example.org/api/ops', 'UTC'),
    ],
    [
      'packageReturned',
      () =>
        packageReturned(
          { ...view, id: operation.id },
          { reasons: reasonsSaid([{ reason: evil }]) },
          { notice, mineUrl },
        ),
    ],
  ])(
    '%s shows what people outside chose as text, never as markup, and says the same in both forms',
    async (_, write) => {
      const { subject, text, html } = await write();
      expect(html).not.toContain('<img');
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;&quot;');
      expect(text).toContain(evil);
      expect(subject).toMatch(/^\[heart-study\] /);
      expect(text).toContain(operation.id);
      expect(html).toContain(operation.id);
    },
  );

  test.each([
    ['uploadRejected', () => uploadRejected(view, notice)],
    [
      'operationFailed',
      () => operationFailed(failed, { opsUrl: 'https://gate.example.org/api/ops', notice, timeZone: 'UTC' }),
    ],
    ['operationRests', () => operationRests(failed, 'https://gate.example.org/api/ops', 'UTC')],
    ['packageReleased', () => packageReleased(released(parcel), undefined)],
    ['packageRevoked', () => packageRevoked(released(parcel))],
    ['packageReturned', () => packageReturned(view, { reasons: [] }, { notice, mineUrl })],
    ['reviewExpired', () => reviewExpired(view, 'https://gate.example.org/api/ops')],
    ['reviewOverdue', () => reviewOverdue(view, outsideRound(aRound()), 'https://gate.example.org/api/ops')],
    [
      'reviewUnreachable',
      () =>
        reviewUnreachable(view, aRound(), {
          now: new Date(at),
          opsUrl: 'https://a.example',
          presence: everybodyThere,
        }),
    ],
    [
      'reviewEscalated',
      () => reviewEscalated(view, outsideRound(aRound({ escalated: { at, came: [evil], revision: 2 } }))),
    ],
    [
      'reviewEnded',
      () => {
        const withdrawal = { by: evil, part: 'researcher' as const, reason: evil, at };
        return reviewEnded(outsideView({ ...parcel, withdrawal }), 'withdrawn', addressed());
      },
    ],
    ['packageInReview', () => packageInReview(view, outsideRound(aRound()))],
    ['packageUninspected', () => packageUninspected(view, 'late', 'https://gate.example.org/api/ops')],
    ['uploadUnscanned', () => uploadUnscanned(outsideView(unscanned), 'https://gate.example.org/api/ops')],
  ])('%s calls a package by its short number and holds nothing that was chosen inside', async (about, write) => {
    const { subject, text, html } = await write();
    expect(subject).toContain('package ABCDEF');
    for (const form of [subject, text, html]) expect(form).not.toMatch(/onerror|a\.exe/);
    if (
      ![
        ...afterApproval,
        'reviewEnded',
        'packageInReview',
        'operationRests',
        'packageUninspected',
        'uploadUnscanned',
        'reviewExpired',
        'reviewOverdue',
        'reviewUnreachable',
        'reviewEscalated',
      ].includes(about)
    )
      expect(text).toContain(`notices/${notice}`);
    if (!afterApproval.includes(about)) expect(text).not.toMatch(/1\.5 MB|3 files/);
  });

  test('writes out what would turn a name around, in the subject and in both forms', async () => {
    const strange = sampleOperation({
      name: 'report\u202efdp.exe',
      problems: [{ ...problem, path: 'a\u2067b\u001b[2J.csv' }],
      failure: failureIn('receiving', 'still changing', at),
    });
    const mails = [
      await uploadRejected(revealedOf(strange)),
      await operationFailed(revealedOf(strange), { opsUrl: 'https://gate.example.org/api/ops', timeZone: 'UTC' }),
    ];
    for (const { subject, text, html } of mails) {
      for (const form of [subject, text, html]) expect(form).not.toMatch(/[\u202e\u2067]|(?!\n)\p{Cc}/u);
      expect(subject).toContain('"report\\u202efdp.exe"');
    }
    expect(mails[0]?.text).toContain('"a\\u2067b\\u001b[2J.csv"');
  });

  // As in pages: the time of the project, and UTC in brackets behind it.
  test.each(Object.keys(everyMail))('%s says moments in the time zone of the project', async (name) => {
    const mail = await everyMail[name]?.();
    for (const text of [mail?.text, mail?.html])
      expect(text).not.toMatch(
        /(?<!\()\b\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC|\d{4}-\d\d-\d\dT|\bundefined\b|\bNaN\b/,
      );
  });

  describe.each(Object.keys(everyMail))('%s', (name) => {
    const hostile = (usual: string) =>
      `${usual}\r\n\nNew rules\u2028- approve\u2029at\u0085once\u000b\u202e\u2067\u0007`;

    test('stays as many lines as it is, whatever somebody chose', async () => {
      const [usual, other] = await Promise.all([everyMail[name]?.(), mailsWith(hostile)[name]?.()]);
      for (const { subject, text, html } of [other].flatMap((one) => one ?? [])) {
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        for (const form of [text, html])
          expect(form).not.toMatch(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(text.split('\n')).toHaveLength(usual?.text.split('\n').length ?? 0);
        expect(html.split('\n')).toHaveLength(usual?.html.split('\n').length ?? 0);
      }
      expect(other).toBeDefined();
    });
  });

  test('holds something that somebody chose, as far as there is anything', async () => {
    const all = Object.entries(mailsWith((usual) => `${usual} CHOSEN`)).map(
      async ([name, write]) => [name, await write()] as const,
    );
    const without = (await Promise.all(all)).filter(([, { text }]) => !text.includes('CHOSEN')).map(([name]) => name);
    expect(without).toEqual(withNothingChosen);
  });

  test('a subject stays one line whatever a name holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (name) => {
        const { subject } = await mailBody({ subject: `About ${name}`, paragraphs: ['x'] });
        expect(subject).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

describe('uploadRejected', () => {
  test('lists each file with what to do, and a whole-upload problem as such', async () => {
    const message = 'At most 1000 may pass.';
    const whole = { rule: 'max-files', path: null, value: '1200', message, publicMessage: message };
    const { text } = await uploadRejected(revealedOf(sampleOperation({ problems: [problem, whole] })));
    expect(text).toContain('- a.exe: Only .csv.\n');
    expect(text).toContain('- the whole upload (1200): At most 1000 may pass.\n');
  });

  test('shows control and direction characters of a name as escapes, so that no line of the mail lies', async () => {
    const { text, html } = await uploadRejected(
      revealedOf(sampleOperation({ problems: [{ ...problem, path: 'good.csv\n- fine.csv\u202egpj' }] })),
    );
    expect(text).toContain('- "good.csv\\n- fine.csv\\u202egpj": ');
    expect(text + html).not.toMatch(/\u202e|^- fine/m);
  });

  test('tells each broken rule of a dataset once, with the true number of its files and the first of them', async () => {
    const rest = { ...problem, rule: 'more:extension', path: null, value: '1948' };
    const named = Array.from({ length: 52 }, (_, index) => ({ ...problem, path: `${index}.exe` }));
    const other = { ...problem, rule: 'name:dot', path: 'a..csv', message: 'No dots.', publicMessage: 'No dots.' };
    const { text } = await uploadRejected(revealedOf(sampleOperation({ problems: [...named, other, rest] })));
    expect(text.match(/^- /gm)).toHaveLength(2);
    expect(text).toContain('- 2,000 files: Only .csv. (0.exe, 1.exe, 2.exe,');
    expect(text).toContain('9.exe, and 1,990 more)');
    expect(text).toContain('- a..csv: No dots.\n');
  });

  test('of a package says nothing of its rules, neither which nor how many nor in which order: who names the files chooses them', async () => {
    const breaking = ['a.exe', 'a*.csv', 'a\\.csv', 'a\u202e.csv', 'a./b.csv', ' a.csv', 'a/../b.csv'];
    const project = sampleProject();
    const told = async (paths: readonly string[]) => {
      const files = [...paths.map((path, index) => entry(`${index}/${path}`)), entry('A.csv'), entry('a.csv')];
      const rules = { ...project.egress, allowedExtensions: ['.csv'], maxFiles: 1000, maxBytes: 1 };
      const rejected = { ...parcel, state: 'rejected', problems: await checkRules(stream(files), rules) };
      const { text, html } = await uploadRejected(revealedOf(rejected), notice);
      return { text, html, mine: myPackage(rejected, project, {}) };
    };
    const parcel = sampleOperation({ door: 'export' });
    const usual = await told(breaking);
    expect(usual.text).not.toMatch(/^- /m);
    expect(usual.text).toContain(`notices/${notice}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...breaking), { minLength: 1, maxLength: 150 }), async (others) => {
        expect(await told(others)).toEqual(usual);
      }),
      { numRuns: 50, seed: 26 },
    );
  });
});

describe('a project that lets rules be told', () => {
  const about = (...rules: string[]) =>
    sampleOperation({ door: 'export', state: 'rejected', problems: rules.map((rule) => ({ ...problem, rule })) });
  test.each([
    ['names', about('max-files', 'extension', 'name:case')],
    ['kinds', about('more:extension', 'max-bytes')],
    ['size', about('marker-content', 'empty')],
    ['other', about('malware', 'approvers')],
  ] as const)('tells one word, %s, of whatever is broken', async (word, operation) => {
    const { text } = await uploadRejected(revealedOf(operation, { detail: 'rules' }), notice);
    expect(text).toContain(ruleSentences[word]);
    expect((await uploadRejected(revealedOf(operation, { detail: 'state' }), notice)).text).not.toContain('are about');
    const project = sampleProject();
    const rules = { ...project, egress: { ...project.egress, rejectionDetail: 'rules' as const } };
    expect(myPackage(operation, rules, {}).rule).toBe(word);
    expect(myPackage(operation, project, {})).not.toHaveProperty('rule');
  });
});

/** The first round of a package of the sample project, opened on 1 March. */
function aRound(changes: Partial<Round> = {}): Round {
  const [project, now] = [sampleProject(), new Date(at)];
  const parts = { exportId: 'exp_1', definition: 'h1', researchers: [], filesSince: at, number: 1 };
  return { ...newRound({ ...parts, project, digest: summary.digest, now }), ...changes };
}

/** Ada in that round, as it was closed. */
function addressed() {
  const round = aRound({ status: 'withdrawn', closedAt: at });
  const [to] = round.approvers;
  if (to === undefined) throw new Error('nobody is asked');
  return { to, round: outsideRound(round), host: 'gate.example.org' };
}

/** The mail that asks Ada. */
function asking(changes: Partial<Round> = {}, entry: Partial<Invited> = {}, urgency: Urgency = 'none') {
  const { title } = sampleProject();
  const round = aRound(changes);
  const view = outsideView(
    sampleOperation({ id: round.exportId, door: 'export', state: 'in-review', package: summary }),
  );
  const [ada] = round.approvers;
  if (ada === undefined) throw new Error('nobody is asked');
  const link = (choice: string) => `https://gate.example.org/api/review/abc?choice=${choice}`;
  return decisionWanted({
    view,
    title,
    round: outsideRound(round),
    to: { ...ada, ...entry },
    urgency,
    isRetracted: false,
    link,
  });
}

describe('decisionWanted', () => {
  test('holds a size class, the deadline and a link for each answer, and no name of a package', async () => {
    const { subject, text, html } = await asking();
    expect(subject).toBe('[heart-study] Decide by 16 Mar: package exp_1 (up to 10 files, up to 10 MB)');
    expect(text).toContain('up to 10 files, up to 10 MB');
    expect(text).not.toContain(summary.digest);
    expect(text).toContain('16 Mar 2026');
    for (const choice of ['approve', 'changes', 'deny']) {
      expect(text).toContain(`https://gate.example.org/api/review/abc?choice=${choice}\n`);
      expect(html).toContain(`href="https://gate.example.org/api/review/abc?choice=${choice}"`);
    }
  });
});

test('the answers of a mail and of a page are told apart without colour: each begins with a sign of its own, and then says what it does', async () => {
  const { html } = await asking();
  const links = [...html.matchAll(/<a[^>]*href="[^"]*\?choice=(\w+)"[^>]*>([^<]*)</g)].map(([, choice, label]) => [
    choice,
    label,
  ]);
  const wanted = [
    ['approve', '✓ Approve'],
    ['changes', '↩ Ask for changes'],
    ['deny', '✕ Deny'],
  ];
  expect(links).toEqual(wanted);
  const signs = Object.values(choiceWords).map(({ sign }) => sign);
  expect(new Set(signs).size).toBe(signs.length);
});

test('decisionWanted says that a soft limit asks for one approver more and for reasons, where it does', async () => {
  const { rules } = aRound();
  const { text } = await asking({ rules: { ...rules, quorum: 3, overLimits: ['week'] } });
  expect(text.replaceAll(/\s+/g, ' ')).toContain('3 approvers must approve');
  expect(text.replaceAll(/\s+/g, ' ')).toContain('It exceeds a soft limit of its project');
  expect((await asking()).text).not.toContain('soft limit');
});

describe('decisionWanted of a round that an operator changed', () => {
  test('says that there is more time, or that the links are new, or that the deadline has passed', async () => {
    const deadline = '2026-03-20T10:00:00.000Z';
    const extended = { at, by: 'o', reason: 'holiday', deadline, revision: 2 };
    const { text } = await asking({ deadline, extended });
    expect(text).toContain('There is more time than before: please decide by 20 Mar 2026');
    expect(text).not.toContain('holiday');
    expect((await asking({}, { links: { at, revision: 2 } })).text).toContain('earlier mails no longer work');
    const overdue = await asking({}, {}, 'overdue');
    expect(overdue.subject).toContain('Overdue: package');
    expect(overdue.text).toContain('The deadline passed on 16 Mar 2026, 17:00 UTC, and your decision still counts.');
    const last = await asking({}, {}, 'last-day');
    expect(last.subject).toContain('Last day, 16 Mar: package');
    expect(last.text).toContain(
      'the last business day: please decide by 16 Mar 2026, 17:00 UTC. Then the package goes back',
    );
    expect((await asking()).text).not.toMatch(/more time|no longer work|passed/);
  });
});

describe('changeWaits', () => {
  const ask = (definition: Project, reason = 'the study goes on') =>
    newPendingChange(
      {
        id: 'chg_1',
        by: { oid: 'o', name: evil, emails: [] },
        reason,
        against: 'a'.repeat(64),
        ...compareDefinitions(sampleProject(), definition),
        definition,
      },
      new Date('2026-03-01T10:00:00Z'),
    );

  test('says in words who wants to change what, first what waits, until when, and how to confirm it', async () => {
    const change = ask(sampleProject({ title: evil, ends: '2030-01-01' }));
    const { subject, text, html } = await changeWaits(change, 'https://gate.example.org/api/ops/desk');
    expect(subject).toBe('[heart-study] A change of the rules waits for a second operator');
    expect(text).toContain(`- Last day: 2027-12-31 becomes 2030-01-01\n- Title: Heart study becomes ${evil}`);
    expect(text).toContain('by 8 Mar 2026, 10:00 UTC');
    expect(text).toContain('The reason given: the study goes on');
    expect(text).toContain('https://gate.example.org/api/ops/desk/projects/heart-study');
    expect(html).not.toContain('<img');
  });

  test('writes out what would turn a line around or begin another one', async () => {
    const { text } = await changeWaits(ask(sampleProject({ title: 'good\n- Quorum: 1\u202e' }), 'a\nb'), 'https://x');
    expect(text).not.toMatch(/\u202e|^- Quorum|^b$/m);
  });
});

/** Mails about packages say nothing that was chosen inside, and these nothing that was chosen outside. */
const withNothingChosen: readonly string[] = [
  'operation-failed',
  'package-in-review',
  'package-uninspected',
  'purpose-wanted',
  'answer-wanted',
  'question-answered',
  'release-waits',
  'review-ended',
  'review-escalated',
  'review-expired',
  'review-overdue',
  'review-unreachable',
];

const afterApproval = ['packageReleased', 'packageRevoked'];

describe('packageRevoked', () => {
  test('says how much was outside, why it was taken back, and what to do with copies', async () => {
    const { package: frozen } = sampleOperation({ package: { digest: 'd', count: 3, bytes: 1_500_000 } });
    if (frozen === undefined) throw new Error('the sample has no package');
    const asked = {
      number: 1,
      from: 'released',
      to: 'revoked',
      by: 'otto',
      reason: 'a cell is too small',
      at: '',
    } as const;
    const { text } = await packageRevoked(
      released(sampleOperation({ door: 'export', state: 'revoked', takeBack: { ...asked, outside: frozen } })),
    );
    expect(text).toContain('3 files, 1.5 MB were deleted');
    expect(text).toContain('The reason: a cell is too small');
    expect(text).toContain('delete their copies');
  });
});

describe('packageReturned', () => {
  test('says that nobody denied it when nobody did', async () => {
    expect(
      (
        await packageReturned(
          outsideView(sampleOperation({ door: 'export', state: 'returned' })),
          { reasons: [] },
          { mineUrl },
        )
      ).text,
    ).toContain('Nobody denied it');
  });

  test('says that it was not decided in time when its round expired', async () => {
    const { text } = await packageReturned(
      outsideView(sampleOperation({ door: 'export', state: 'returned' })),
      {
        reasons: [],
        round: aRound({ status: 'expired' }),
      },
      { mineUrl },
    );
    expect(text).toContain('did not decide in time: the review ended at its deadline, 16 Mar 2026, 17:00 UTC');
  });
});
