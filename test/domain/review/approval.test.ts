import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyNotRunning, whysNotRunning } from '../../../src/domain/project/project-time.ts';
import {
  considerDecision,
  decisionIn,
  newRound,
  quorumProblem,
  recheckRelease,
} from '../../../src/domain/review/approval.ts';
import type { Decision } from '../../../src/domain/review/decision.ts';
import type { Invited } from '../../../src/domain/review/invited.ts';
import { judgeRound, type Round } from '../../../src/domain/review/round.ts';
import { person, sampleProject, suspension, usualDisclosure } from '../sample.ts';

const opened = new Date('2026-03-01T10:00:00.000Z');
const now = new Date('2026-03-02T10:00:00.000Z');
const project = sampleProject();
const [ada, ben, cem, rita] = [person('Ada', 11), person('Ben', 12), person('Cem', 13), person('Rita', 2)];

const parts = {
  exportId: 'exp_1',
  definition: 'h1',
  researchers: [],
  filesSince: opened.toISOString(),
  number: 1,
  digest: 'd1',
};
const since = opened.toISOString();

function round(changes: Partial<Round> = {}): Round {
  return { ...newRound({ ...parts, project, now: opened }), ...changes };
}

function decision(who: { oid: string; name: string }, changes: Partial<Decision> = {}): Decision {
  return {
    exportId: 'exp_1',
    project: project.id,
    round: 1,
    approver: who.oid,
    askedSince: since,
    name: who.name,
    choice: 'approve',
    reason: '',
    lookedAt: true,
    deidentified: true,
    digest: 'd1',
    at: '2026-03-01T12:00:00.000Z',
    ...changes,
  };
}
const withApprovers = (change: (one: (typeof project.people.approvers)[number]) => typeof one | undefined) =>
  sampleProject({
    people: { ...project.people, approvers: project.people.approvers.flatMap((one) => change(one) ?? []) },
  });
const deny = (who: { oid: string; name: string }) => decision(who, { choice: 'deny', reason: 'a name is in it' });
const wantChanges = (who: { oid: string; name: string }) => decision(who, { choice: 'changes', reason: 'round it' });

describe('newRound', () => {
  it('holds the rules and people of the project, and its deadline', () => {
    expect(round()).toMatchObject({
      rules: { quorum: 2, independent: 1, onDeadline: 'return', blind: true },
      deadline: '2026-03-16T17:00:00.000Z',
      status: 'open',
    });
    expect(round().researchers).toEqual(project.people.researchers.map(({ oid, email }) => ({ oid, email })));
    expect(round().approvers.map((asked) => asked.since)).toEqual([since, since, since]);
  });

  it('has no field for evidence or an authentication context where there is none', () => {
    expect(round()).not.toHaveProperty('evidence');
    expect(round().rules).not.toHaveProperty('authContext');
  });

  it('asks nobody who is suspended, whose time has ended, or who was a researcher', () => {
    const names = (changed: typeof project, researchers = [] as (typeof ada)[]) =>
      newRound({ ...parts, project: changed, researchers, now: opened }).approvers.map(({ name }) => name);
    expect(names(sampleProject({ suspended: [suspension(ada)] }))).toEqual(['Ben', 'Cem']);
    expect(names(withApprovers((one) => (one.name === 'Cem' ? { ...one, eligibleUntil: '2026-02-28' } : one)))).toEqual(
      ['Ada', 'Ben'],
    );
    expect(names(project, [{ ...person('Benedict', 77), email: 'BEN@example.org' }])).toEqual(['Ada', 'Cem']);
  });
});

describe('decisionIn', () => {
  const later = '2026-03-01T18:00:00.000Z';
  const asked = round({
    approvers: round().approvers.map((one) => (one.oid === ben.oid ? { ...one, since: later } : one)),
  });
  const said = {
    approver: ben.oid,
    choice: 'deny' as const,
    reason: 'a name is in it',
    lookedAt: true,
    deidentified: false,
    digest: 'd1',
  };
  const about = { exportId: 'exp_1', project: project.id, round: 1, askedSince: later, at: now.toISOString() };

  it('keeps what was said, and since when its approver is asked', () => {
    expect(decisionIn(asked, said, now)).toStrictEqual({ ...said, ...about });
  });

  it('names the remarks and the evidence where there are some', () => {
    const remarks = { digest: 'r1', files: 2 };
    const verdicts = { lookedAt: 1, note: 0, notChecked: 0, review: 0, block: 0 };
    const evidence = { hash: 'e1', verdicts, unchecked: 0, types: [] };
    const decision = decisionIn({ ...asked, evidence }, { ...said, remarks }, now);
    expect(decision).toStrictEqual({ ...said, ...about, remarks, evidence: 'e1' });
  });
});

describe('judgeRound', () => {
  it.each<[string, Decision[], Round['status']]>([
    ['is open without decisions', [], 'open'],
    ['is open below the quorum', [decision(ada)], 'open'],
    ['is approved by enough people with an independent one', [decision(ada), decision(ben)], 'approved'],
    ['is open while nobody independent has approved', [decision(ben), decision(cem)], 'open'],
    ['counts one person once', [decision(ada), decision(ada)], 'open'],
    ['is denied by one deny, whatever else was said', [decision(ada), decision(ben), deny(cem)], 'denied'],
    ['ends by one wish for changes, whatever else was said', [decision(ada), wantChanges(cem)], 'changes-wanted'],
    ['is denied when one denied and another wants changes', [wantChanges(ada), deny(cem)], 'denied'],
    ['needs no ticks of whoever wants changes', [{ ...wantChanges(cem), lookedAt: false }], 'changes-wanted'],
    ['does not count people outside the round', [decision(ada), decision(person('Eve', 99))], 'open'],
    ['does not count approvals without the ticks', [decision(ada), decision(ben, { lookedAt: false })], 'open'],
    ['does not count decisions about other files', [decision(ada), decision(ben, { digest: 'd2' })], 'open'],
    ['does not count decisions of another round', [decision(ada), decision(ben, { round: 2 })], 'open'],
    ['does not count decisions of another export', [decision(ada), decision(ben, { exportId: 'exp_2' })], 'open'],
    [
      'does not count decisions after the deadline',
      [decision(ada), decision(ben, { at: '2026-03-16T17:00:00.000Z' })],
      'open',
    ],
  ])('%s', (_, decisions, status) => {
    expect(judgeRound(round(), decisions, now)).toBe(status);
  });

  it('never counts a researcher, not even one who stands among the approvers', () => {
    const mixed = round({ researchers: [rita, ben] });
    expect(judgeRound(mixed, [decision(ada), decision(ben)], now)).toBe('open');
    expect(judgeRound(mixed, [deny(ben)], now)).toBe('open');
    const byEmail = round({ researchers: [{ oid: rita.oid, email: 'Ben@Example.org' }] });
    expect(judgeRound(byEmail, [decision(ada), decision(ben)], now)).toBe('open');
  });

  it('counts nothing that somebody said before the time since which they are asked', () => {
    const back = round();
    const approvers = back.approvers.map((one) => (one.oid === ben.oid ? { ...one, since: now.toISOString() } : one));
    const asked = { ...back, approvers };
    expect(judgeRound(asked, [decision(ada), decision(ben)], now)).toBe('open');
    expect(judgeRound(asked, [deny(ben)], now)).toBe('open');
    expect(judgeRound(asked, [decision(ada), decision(ben, { askedSince: now.toISOString() })], now)).toBe('approved');
  });

  it('does not count an approval of somebody whose time has ended, but keeps a deny from before', () => {
    const until: Invited = { ...ada, independent: true, eligibleUntil: '2026-03-01', since };
    const short = round({ approvers: [until, ...round().approvers.slice(1)] });
    expect(judgeRound(short, [decision(ada), decision(ben)], new Date('2026-03-01T23:00:00Z'))).toBe('approved');
    expect(judgeRound(short, [decision(ada), decision(ben)], now)).toBe('open');
    expect(judgeRound(short, [deny(ada)], now)).toBe('denied');
  });

  it('expires at the deadline when nothing was decided before', () => {
    const late = new Date('2026-03-16T17:00:00.000Z');
    expect(judgeRound(round(), [decision(ada)], late)).toBe('expired');
    expect(judgeRound(round(), [decision(ada), decision(ben)], late)).toBe('approved');
  });

  it('keeps what a closed round is', () => {
    expect(judgeRound(round({ status: 'withdrawn' }), [decision(ada), decision(ben)], now)).toBe('withdrawn');
  });

  it('agrees with a count of all subsets of approvals, in whatever order they came', () => {
    fc.assert(
      fc.property(anyCase, ({ approvers, researchers, rules, said }) => {
        const asked = round({ approvers, researchers, rules });
        const decisions = said.map(({ who, choice }) => decision(who, { choice, reason: 'x' }));
        const expected = oracle(asked, decisions);
        expect(judgeRound(asked, decisions, now)).toBe(expected);
        expect(judgeRound(asked, [...decisions].reverse(), now)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same for every permutation of the same decisions', () => {
    fc.assert(
      fc.property(
        anyCase.chain((one) =>
          fc.tuple(fc.constant(one), fc.shuffledSubarray(one.said, { minLength: one.said.length })),
        ),
        ([{ approvers, researchers, rules, said }, shuffled]) => {
          const asked = round({ approvers, researchers, rules });
          const judge = (list: typeof said) =>
            judgeRound(
              asked,
              list.map(({ who, choice }) => decision(who, { choice })),
              now,
            );
          expect(judge(shuffled)).toBe(judge(said));
        },
      ),
    );
  });
});

const people = Array.from({ length: 6 }, (_, index) => person(`P${index}`, 100 + index));
const anyCase = fc.record({
  approvers: fc
    .subarray(people)
    .chain((chosen) =>
      fc
        .array(fc.boolean(), { minLength: chosen.length, maxLength: chosen.length })
        .map((flags) => chosen.map((who, index): Invited => ({ ...who, independent: flags[index] ?? false, since }))),
    ),
  researchers: fc.subarray(people),
  rules: fc.record({
    quorum: fc.integer({ min: 1, max: 4 }),
    independent: fc.integer({ min: 0, max: 3 }),
    onDeadline: fc.constantFrom('return' as const, 'keep' as const),
    blind: fc.boolean(),
    disclosure: fc.constant(usualDisclosure),
  }),
  said: fc.array(
    fc.record({
      who: fc.constantFrom(...people),
      choice: fc.constantFrom('approve' as const, 'approve' as const, 'changes' as const, 'deny' as const),
    }),
    { maxLength: 8 },
  ),
});

/** Tries every set of approvers: approved when one of exactly `quorum` or more members is complete and independent enough. */
function oracle(asked: Round, decisions: readonly Decision[]): Round['status'] {
  const counting = asked.approvers.filter(({ oid }) => !asked.researchers.some((one) => one.oid === oid));
  const spoke = (choice: string) =>
    counting.filter(({ oid }) => decisions.some((d) => d.approver === oid && d.choice === choice));
  if (spoke('deny').length > 0) return 'denied';
  if (spoke('changes').length > 0) return 'changes-wanted';
  const yes = spoke('approve');
  for (let set = 0; set < 2 ** yes.length; set += 1) {
    const members = yes.filter((_, index) => (set >> index) & 1);
    const enough = members.length >= asked.rules.quorum;
    if (enough && members.filter(({ independent }) => independent).length >= asked.rules.independent) return 'approved';
  }
  return 'open';
}

describe('considerDecision', () => {
  const consider = (one: Decision, earlier: Decision[] = [], asked = round(), time = now) =>
    considerDecision({ round: asked, decisions: earlier, decision: one, now: time });

  it('accepts the first approval and leaves the round open', () => {
    expect(consider(decision(ada))).toEqual({ kind: 'accept', round: { ...round(), revision: 2 } });
  });

  it('closes the round with the approval that makes the quorum', () => {
    expect(consider(decision(ben), [decision(ada)])).toMatchObject({
      kind: 'accept',
      round: { status: 'approved', closedAt: now.toISOString(), revision: 2 },
    });
  });

  it('closes the round with the first deny', () => {
    expect(consider(deny(ben), [decision(ada)])).toMatchObject({ kind: 'accept', round: { status: 'denied' } });
  });

  it('closes the round with the first wish for changes', () => {
    expect(consider(wantChanges(ben), [decision(ada)])).toMatchObject({
      kind: 'accept',
      round: { status: 'changes-wanted', closedAt: now.toISOString() },
    });
  });

  it.each(['deny', 'changes'] as const)('asks for no ticks from whoever answers %s', (choice) => {
    const answer = { choice, reason: 'a name is in it', lookedAt: false, deidentified: false };
    expect(consider(decision(ben, answer))).toMatchObject({ kind: 'accept' });
  });

  it('does nothing on a second click, also after the round has closed', () => {
    const closed = round({ status: 'approved', closedAt: now.toISOString() });
    expect(consider(decision(ada), [decision(ada)])).toEqual({ kind: 'repeat' });
    expect(consider(decision(ada), [decision(ada), decision(ben)], closed)).toEqual({ kind: 'repeat' });
  });

  it.each<[string, string, Decision, Decision[], Partial<Round>, Date]>([
    ['a change of mind', 'already-decided', deny(ada), [decision(ada)], {}, now],
    ['somebody who was not asked', 'not-approver', decision(person('Eve', 99)), [], {}, now],
    ['a researcher', 'not-eligible', decision(ben), [], { researchers: [ben] }, now],
    ['somebody who was a researcher and stands nowhere', 'not-eligible', decision(rita), [], {}, now],
    [
      'an approver whose time has ended',
      'not-eligible',
      decision(ben),
      [],
      { approvers: [{ ...ben, independent: false, eligibleUntil: '2026-03-01', since }] },
      now,
    ],
    ['a decision about other files', 'wrong-digest', decision(ben, { digest: 'd2' }), [], {}, now],
    ['a decision of another round', 'wrong-digest', decision(ben, { round: 2 }), [], {}, now],
    ['a decision about another export', 'wrong-digest', decision(ben, { exportId: 'exp_2' }), [], {}, now],
    [
      'a decision by a page that does not show what was typed since',
      'said-anew',
      decision(ben),
      [],
      { saidAt: now.toISOString() },
      now,
    ],
    ['an approval without the first tick', 'ticks-missing', decision(ben, { lookedAt: false }), [], {}, now],
    ['an approval without the second tick', 'ticks-missing', decision(ben, { deidentified: false }), [], {}, now],
    ['a deny without a reason', 'reason-missing', decision(ben, { choice: 'deny', reason: '  ' }), [], {}, now],
    ['a wish for changes that says nothing', 'reason-missing', decision(ben, { choice: 'changes' }), [], {}, now],
    ['a decision at the deadline', 'closed', decision(ben), [], {}, new Date('2026-03-16T17:00:00.000Z')],
  ])('refuses %s', (_, code, one, earlier, changes, time) => {
    expect(consider(one, earlier, round(changes), time)).toMatchObject({ kind: 'refuse', code });
  });

  it.each([
    ['approved', 'approved by the others'],
    ['denied', 'denied'],
    ['changes-wanted', 'changes are wanted'],
    ['expired', 'not decided in time'],
    ['withdrawn', 'withdrawn'],
    ['superseded', 'under other rules'],
  ] as const)('tells the outcome of a round that is %s', (status, words) => {
    expect(consider(deny(cem), [], round({ status }))).toMatchObject({
      kind: 'refuse',
      code: 'closed',
      message: expect.stringContaining(words),
    });
  });

  it('never reopens a closed round, and never accepts two decisions of one person, however they come', () => {
    fc.assert(
      fc.property(anyCase, ({ approvers, researchers, rules, said }) => {
        let asked = round({ approvers, researchers, rules });
        const kept: Decision[] = [];
        for (const { who, choice } of said) {
          const one = decision(who, { choice, reason: 'x' });
          const result = consider(one, kept, asked);
          if (result.kind !== 'accept') continue;
          expect(asked.status).toBe('open');
          kept.push(one);
          asked = result.round;
        }
        expect(new Set(kept.map(({ approver }) => approver)).size).toBe(kept.length);
        expect(asked.status).toBe(oracle({ ...asked, status: 'open' }, kept));
      }),
    );
  });
});

describe('recheckRelease', () => {
  const ask = (changed: typeof project, asked?: Round, time = now) =>
    recheckRelease({ project: changed, round: asked, now: time });

  it.each([
    ['approved', 'release'],
    ['open', 'reopen'],
    ['denied', 'reopen'],
    ['changes-wanted', 'reopen'],
    ['superseded', 'reopen'],
  ] as const)('of a round that is %s with the people of now, the package is to %s', (status, kind) => {
    expect(ask(project, round({ status }))).toEqual({ kind });
  });

  it.each(whysNotRunning)('releases nothing of a project that is %s', (why) => {
    const changes = {
      'not-begun': { starts: '2026-03-03' },
      ended: { ends: '2026-03-01' },
      lapsed: { governance: [{ kind: 'DPIA', reference: 'D-1', until: '2026-03-01' }] },
      closed: { closed: { releases: 'keep' as const } },
    }[why];
    const stopped = { ...project, ...changes };
    expect(whyNotRunning(stopped, now)).toBe(why);
    expect(ask(stopped, round({ status: 'approved' }))).toMatchObject({ kind: 'return', why: expect.any(String) });
  });

  it('returns the package when the project is closed', () => {
    const closed = { ...project, closed: { releases: 'keep' as const } };
    expect(ask(closed, round({ status: 'approved' }))).toEqual({ kind: 'return', why: 'The project is closed.' });
  });

  it('returns the package when the project has ended', () => {
    const time = new Date('2028-01-01T00:00:00Z');
    expect(ask(project, round({ status: 'approved' }), time)).toMatchObject({ kind: 'return' });
  });

  it('releases a package that never needed approval, unless the project asks for one now', () => {
    const free = sampleProject({
      egress: { ...project.egress, approval: { ...project.egress.approval, required: false } },
    });
    expect(ask(free)).toEqual({ kind: 'release' });
    expect(ask(project)).toMatchObject({ kind: 'return' });
  });
});

describe('quorumProblem', () => {
  it('finds a project in which too few may decide, suspended people left out', () => {
    expect(quorumProblem(project, now)).toBeUndefined();
    const changed = sampleProject({ suspended: [suspension(ada)] });
    expect(quorumProblem(changed, now)).toMatchObject({ rule: 'approvers', value: '2' });
  });

  it('says how many of those who may decide are independent', () => {
    const ended = withApprovers((one) => (one.name === 'Ada' ? one : { ...one, eligibleUntil: '2026-03-01' }));
    expect(quorumProblem(ended, now)?.message).toContain(
      '1 may decide now, 1 of them independent; 2 must approve, 1 of them independent.',
    );
    const suspended = sampleProject({ suspended: [suspension(ada)] });
    expect(quorumProblem(suspended, now)?.message).toContain('2 may decide now, 0 of them independent');
  });

  it('finds none where nobody has to approve', () => {
    const approval = { ...project.egress.approval, required: false };
    const free = sampleProject({ egress: { ...project.egress, approval }, suspended: [suspension(ada)] });
    expect(quorumProblem(free, now)).toBeUndefined();
  });
});
