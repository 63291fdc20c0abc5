import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listed } from '../../../src/domain/people/people.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import type { ProjectDisclosure } from '../../../src/domain/project/project-disclosure.ts';
import { everybodyThere } from '../../../src/domain/review/absence.ts';
import { type Amendment, amendRound } from '../../../src/domain/review/amend-round.ts';
import { considerDecision, newRound } from '../../../src/domain/review/approval.ts';
import type { Decision } from '../../../src/domain/review/decision.ts';
import { askedStamp, unreachable } from '../../../src/domain/review/review-times.ts';
import { countedDecisions, eligible, judgeRound, type Round } from '../../../src/domain/review/round.ts';
import { roundSchema } from '../../../src/domain/review/round-schema.ts';
import { firstRound, person, sampleProject, suspension, usualDisclosure } from '../sample.ts';

const opened = new Date('2026-03-01T10:00:00.000Z');
const now = new Date('2026-03-02T10:00:00.000Z');
const later = new Date('2026-03-03T10:00:00.000Z');
const project = sampleProject();
const [ada, ben, cem, dan, rita] = [
  { ...person('Ada', 11), independent: true },
  { ...person('Ben', 12), independent: false },
  { ...person('Cem', 13), independent: false },
  { ...person('Dan', 14), independent: false },
  person('Rita', 2),
];

const first = firstRound(project, opened);

function withPeople(people: Partial<Project['people']>, changes: Partial<Project> = {}): Project {
  return sampleProject({ people: { ...project.people, ...people }, ...changes });
}

function withRules(rules: Partial<Project['egress']['approval']>): Project {
  return sampleProject({ egress: { ...project.egress, approval: { ...project.egress.approval, ...rules } } });
}

function withDisclosure(change: Partial<ProjectDisclosure>): Project {
  return sampleProject({ egress: { ...project.egress, disclosure: { ...usualDisclosure, ...change } } });
}

function says(round: Round, who: { oid: string; name: string }, choice: Decision['choice'] = 'approve', at = now) {
  const askedSince = round.approvers.find(({ oid }) => oid === who.oid)?.since ?? 'never';
  const ticks = { lookedAt: true, deidentified: true };
  const of = { exportId: round.exportId, project: round.project, round: round.number, digest: round.digest };
  const reason = choice === 'deny' ? 'a name is in it' : '';
  return { ...of, ...ticks, approver: who.oid, name: who.name, askedSince, choice, reason, at: at.toISOString() };
}

function amend(
  round: Round,
  decisions: Decision[],
  value: Project,
  at = now,
  ever: readonly Listed[] = value.people.researchers,
) {
  return amendRound(round, decisions, { value, hash: 'h2' }, ever, at);
}

/** The round with what was said in it written down, as `decide` does it. */
function having(round: Round, ...decisions: Decision[]): Round {
  return decisions.reduce((standing, decision, index) => {
    const earlier = decisions.slice(0, index);
    const verdict = considerDecision({ round: standing, decisions: earlier, decision, now });
    if (verdict.kind !== 'accept') throw new Error(JSON.stringify(verdict));
    return verdict.round;
  }, round);
}

function amended(result: Amendment): Round {
  expect(result.kind).toBe('amended');
  return result.round;
}

describe('a round that two operators let go on without evidence', () => {
  const withoutEvidence = { askedBy: 'otto', askedAt: '', agreedBy: 'orla', at: '', reason: 'x', digest: 'd1' };
  const agreed = newRound({
    ...first,
    project: withRules({ quorum: 1, independent: 0 }),
    withoutEvidence,
    now: opened,
  });
  const fewer = withPeople({ approvers: [ada, ben] }, { egress: withRules({ quorum: 1, independent: 0 }).egress });

  it('has to be let again once its people change, and stays as it is once it is approved', () => {
    expect(agreed).toMatchObject({ withoutEvidence });
    expect(amended(amend(agreed, [], fewer))).not.toHaveProperty('withoutEvidence');
    const approval = { ...says(agreed, ben), reason: 'It is small.' };
    const approved = { ...having(agreed, approval), status: 'approved' as const, closedAt: now.toISOString() };
    expect(amended(amend(approved, [approval], fewer))).toMatchObject({ status: 'approved', withoutEvidence });
  });

  it('is none where there is evidence, or where nobody let it', () => {
    const evidence = {
      hash: 'e',
      verdicts: { lookedAt: 1, note: 0, notChecked: 0, review: 0, block: 0 },
      unchecked: 0,
      types: [],
    };
    expect(newRound({ ...first, project, evidence, withoutEvidence, now: opened })).not.toHaveProperty(
      'withoutEvidence',
    );
    expect(newRound({ ...first, project, now: opened })).not.toHaveProperty('withoutEvidence');
    const late = { missing: 'late' } as const;
    expect(newRound({ ...first, project, evidence: late, withoutEvidence, now: opened })).toMatchObject({
      withoutEvidence,
    });
  });
});

describe('rules that change during a round', () => {
  it.each([
    [undefined, 'c1'],
    ['c1', 'c2'],
    ['c1', undefined],
  ])(
    'another authentication context (%s, then %s) closes the round as superseded; the same one does not',
    (before, after) => {
      const rules = (authContext: string | undefined) => (authContext === undefined ? {} : { authContext });
      const round = newRound({ ...first, project: withRules(rules(before)), now: opened });
      const rest = { quorum: 2, independent: 1, onDeadline: 'return', blind: true, disclosure: usualDisclosure };
      expect(round.rules).toEqual({ ...rest, ...rules(before) });
      expect(amend(round, [], withRules(rules(before))).kind).toBe('unchanged');
      const result = amend(round, [], withRules(rules(after)));
      if (result.kind !== 'superseded') throw new Error(`it is ${result.kind}`);
      expect(result.next.rules).toEqual({ ...rest, ...rules(after) });
    },
  );

  it('a quorum raised from one to three closes the round as superseded, and the one approval counts no more', () => {
    const one = newRound({ ...first, project: withRules({ quorum: 1, independent: 0 }), now: opened });
    const approval = says(one, ben);
    for (const round of [one, having(one, approval)]) {
      const result = amend(round, [approval], withRules({ quorum: 3 }));
      if (result.kind !== 'superseded') throw new Error(`it is ${result.kind}`);
      expect(result.round).toMatchObject({ status: 'superseded', closedAt: now.toISOString() });
      expect(result.round.revision).toBe(round.revision + 1);
      expect(result.next).toMatchObject({ number: 2, status: 'open', rules: { quorum: 3 }, definition: 'h2' });
      expect(result.next.deadline).toBe('2026-03-16T10:00:00.000Z');
      expect(countedDecisions(result.next, [approval])).toEqual([]);
      const decision = says(result.round, cem);
      expect(considerDecision({ round: result.round, decisions: [approval], decision, now })).toMatchObject({
        kind: 'refuse',
        code: 'closed',
      });
    }
  });

  it.each([
    ['a lower quorum', { quorum: 1, independent: 1 }],
    ['more independent approvers', { independent: 2 }],
    ['fewer independent approvers', { independent: 0 }],
    ['decisions that others may see', { blind: false }],
  ])('%s supersedes as well', (_, rules) => {
    expect(amend(first, [], withRules(rules)).kind).toBe('superseded');
  });

  it.each<[string, Partial<ProjectDisclosure>]>([
    ['another threshold', { thresholds: { ...usualDisclosure.thresholds, minCount: 5 } }],
    ['one allowed type less', { allowedTypes: usualDisclosure.allowedTypes.slice(1) }],
    ['one allowed type more', { allowedTypes: [...usualDisclosure.allowedTypes, 'parquet'] }],
    ['files that must be opened', { viewing: 'required' }],
  ])('%s supersedes as well, and the next round has it', (_, change) => {
    const result = amend(first, [], withDisclosure(change));
    if (result.kind !== 'superseded') throw new Error(`it is ${result.kind}`);
    expect(result.next.rules.disclosure).toEqual({ ...usualDisclosure, ...change });
  });

  it('the next round knows when somebody last typed about the package, where anybody did', () => {
    const saidAt = now.toISOString();
    for (const [round, wanted] of [
      [{ ...first, saidAt }, saidAt],
      [first, undefined],
    ] as const) {
      const result = amend(round, [], withRules({ blind: false }));
      if (result.kind !== 'superseded') throw new Error(`it is ${result.kind}`);
      expect(result.next.saidAt).toBe(wanted);
      expect('saidAt' in result.next).toBe(wanted !== undefined);
    }
  });

  it('the same allowed types in another order, or named twice, leave the round as it is', () => {
    const { allowedTypes } = usualDisclosure;
    for (const same of [allowedTypes.toReversed(), [...allowedTypes, ...allowedTypes.slice(0, 2)]])
      expect(amend(first, [], withDisclosure({ allowedTypes: same })).kind).toBe('unchanged');
  });

  it('a round from before there were such rules has those of a project that says nothing', () => {
    const { disclosure: _, ...rules } = first.rules;
    const old = roundSchema.parse({ ...first, rules });
    expect(amend(old, [], project).kind).toBe('unchanged');
    expect(amend(old, [], withDisclosure({ viewing: 'required' })).kind).toBe('superseded');
  });

  it('rules of the same value, and rules for packages dropped later, leave the round as it is', () => {
    expect(amend(first, [], sampleProject())).toEqual({ kind: 'unchanged', round: first });
    expect(amend(first, [], withRules({ deadlineDays: 1 }))).toEqual({ kind: 'unchanged', round: first });
    expect(amend(first, [], withRules({ required: false }))).toEqual({ kind: 'unchanged', round: first });
    expect(amend(first, [], { ...project, title: 'Another' })).toEqual({ kind: 'unchanged', round: first });
  });

  it('keeps who was a researcher in the next round', () => {
    const result = amend(first, [], withPeople({ researchers: [] }, { egress: withRules({ quorum: 3 }).egress }));
    if (result.kind !== 'superseded') throw new Error(`it is ${result.kind}`);
    expect(result.next.researchers).toEqual(first.researchers);
  });

  it('a denial is superseded before the package goes back', () => {
    const denial = says(first, ben, 'deny');
    expect(amend(having(first, denial), [denial], withRules({ quorum: 3 }))).toMatchObject({
      kind: 'superseded',
      next: { number: 2, status: 'open' },
    });
  });

  it.each(['expired', 'withdrawn', 'superseded'] as const)('a round that is %s stays so', (status) => {
    const round = { ...first, status };
    expect(amend(round, [], withRules({ quorum: 3 }))).toEqual({ kind: 'unchanged', round });
  });
});

describe('people who change during a round', () => {
  const withoutBen = withPeople({ approvers: [ada, cem] });

  it('who left is asked no more, and what they said does not count', () => {
    const approval = says(first, ben);
    const round = amended(amend(having(first, approval), [approval], withoutBen));
    expect(round.approvers.map(({ name }) => name)).toEqual(['Ada', 'Cem']);
    expect(eligible(round, ben.oid, now)).toBeUndefined();
    expect(countedDecisions(round, [approval])).toEqual([]);
    expect(judgeRound(round, [approval, says(round, ada)], now)).toBe('open');
    expect(round).toMatchObject({ definition: 'h1', deadline: first.deadline, revision: 3 });
    expect(round.amended).toEqual({ at: now.toISOString(), definition: 'h2', came: [], left: [ben.oid], revision: 3 });
    const decision = says(first, ben, 'deny');
    expect(considerDecision({ round, decisions: [], decision, now })).toMatchObject({ code: 'not-approver' });
  });

  it('who came is asked and counts', () => {
    const round = amended(amend(first, [], withPeople({ approvers: [ada, ben, cem, dan] })));
    expect(round.approvers.at(-1)).toEqual({ ...dan, since: now.toISOString() });
    expect(round.approvers.slice(0, 3)).toEqual(first.approvers);
    expect(round.amended).toMatchObject({ came: [dan.oid], left: [] });
    expect(askedStamp(round, project, everybodyThere, now)).not.toBe(askedStamp(first, project, everybodyThere, now));
    expect(judgeRound(round, [says(round, ada), says(round, dan)], now)).toBe('approved');
  });

  it.each(['approve', 'deny'] as const)(
    'who comes back starts afresh: what they said (%s) counts and blocks no more',
    (choice) => {
      const old = says(first, ben, choice, opened);
      const gone = amended(amend(having(first, old), [old], withoutBen, now));
      const back = amended(amend(gone, [old], project, later));
      const entry = back.approvers.find(({ oid }) => oid === ben.oid);
      expect(entry?.since).toBe(later.toISOString());
      expect(judgeRound({ ...back, status: 'open' }, [old], later)).toBe('open');
      const decision = says(back, ben, 'deny', later);
      const verdict = considerDecision({ round: back, decisions: [old], decision, now: later });
      expect(verdict).toMatchObject({ kind: 'accept', round: { status: 'denied' } });
    },
  );

  it.each([
    ['stand still', opened],
    ['run behind', new Date(opened.getTime() - 5000)],
  ])('who comes back has an entry of its own also where clocks %s', (_, at) => {
    const old = says(first, ben);
    const gone = amended(amend(first, [old], withoutBen, opened));
    const back = amended(amend(gone, [old], project, at));
    expect(countedDecisions(back, [old])).toEqual([]);
  });

  it('what others said, or somebody in another round, does not move the time from which they are asked', () => {
    const behind = new Date(opened.getTime() - 5000);
    const before = { ...says(first, ben), round: 2 };
    const gone = amended(amend(first, [], withoutBen, opened));
    const back = amended(amend(gone, [says(first, ada), before], project, behind));
    const since = Object.fromEntries(back.approvers.map(({ name, since }) => [name, since]));
    expect(since).toEqual({ Ada: opened.toISOString(), Ben: behind.toISOString(), Cem: opened.toISOString() });
  });

  it('whoever stays has the entry of before, without links where none were sent anew', () => {
    const [entry] = amended(amend(first, [], withoutBen)).approvers;
    expect(entry).toStrictEqual({ ...ada, since: opened.toISOString() });
  });

  it('an approved round without the approvals for it is open again, though its people are the same', () => {
    const round = amended(amend({ ...first, status: 'approved' }, [says(first, ada)], project));
    expect(round).toMatchObject({ status: 'open', amended: { came: [], left: [] } });
  });

  it('the denial of somebody who left opens the round again, with the approvals of the others', () => {
    const said = [says(first, cem), says(first, ben, 'deny')];
    const denied = having(first, ...said);
    expect(denied.status).toBe('denied');
    const round = amended(amend(denied, said, withoutBen));
    expect(round).toMatchObject({ status: 'open', deadline: '2026-03-16T10:00:00.000Z' });
    expect(round).not.toHaveProperty('closedAt');
    expect(judgeRound(round, [...said, says(round, ada)], now)).toBe('approved');
  });

  it('a denial stands when others leave', () => {
    const said = [says(first, ben, 'deny')];
    const round = amended(amend(having(first, ...said), said, withPeople({ approvers: [ada, ben] })));
    expect(round).toMatchObject({ status: 'denied', closedAt: now.toISOString() });
  });

  it('an approved round without one of its approvals is open again, and those who came may make up for it', () => {
    const said = [says(first, ada), says(first, ben)];
    const round = amended(amend(having(first, ...said), said, withPeople({ approvers: [ada, cem, dan] })));
    expect(round).toMatchObject({ status: 'open', deadline: '2026-03-16T10:00:00.000Z' });
    expect(judgeRound(round, [...said, says(round, dan)], now)).toBe('approved');
  });

  it('an approved round stays approved when enough others approved; the one who left is not among those who counted', () => {
    const three = having(first, says(first, ben), says(first, cem), says(first, ada));
    const said = [says(first, ben), says(first, cem), says(first, ada)];
    const round = amended(amend(three, said, withoutBen));
    expect(round.status).toBe('approved');
    expect(round.closedAt).toBe(now.toISOString());
    expect(countedDecisions(round, said).map(({ name }) => name)).toEqual(['Cem', 'Ada']);
  });

  it('an approval stops to count when the time of its approver has ended', () => {
    const said = [says(first, ada), says(first, ben)];
    const approvers = [ada, { ...ben, eligibleUntil: '2026-03-02' }, cem];
    const inTime = amended(amend(having(first, ...said), said, withPeople({ approvers })));
    expect(inTime.status).toBe('approved');
    expect(amended(amend(inTime, said, withPeople({ approvers }), later)).status).toBe('open');
  });

  it('who becomes independent makes a quorum of what was said already', () => {
    const said = [says(first, ben), says(first, cem)];
    const approvers = [ada, { ...ben, independent: true }, cem];
    const round = amended(amend(having(first, ...said), said, withPeople({ approvers })));
    expect(round).toMatchObject({ status: 'approved', closedAt: now.toISOString() });
  });

  it('a suspended approver is asked no more', () => {
    const suspended = [suspension(ben)];
    const round = amended(amend(first, [], { ...project, suspended }));
    expect(round.approvers.map(({ name }) => name)).toEqual(['Ada', 'Cem']);
  });

  it('a round that too few are left for stays open until its deadline, and says so', () => {
    const round = amended(amend(first, [], withPeople({ approvers: [ben, cem] })));
    expect(round).toMatchObject({ status: 'open', deadline: first.deadline });
    expect([first, round].map((one) => unreachable(one, everybodyThere, now)?.key)).toEqual([undefined, '2']);
  });

  it('an open round past its deadline does not close by a change of people', () => {
    const past = new Date('2026-04-01T00:00:00.000Z');
    expect(amended(amend(first, [], withoutBen, past)).status).toBe('open');
  });
});

describe('who never counts', () => {
  const asApprover = { ...rita, independent: false };

  it('a researcher who is moved among the approvers in mid-round is not asked and cannot decide', () => {
    const moved = withPeople({ researchers: [person('Ron', 3)], approvers: [...project.people.approvers, asApprover] });
    expect(amend(first, [], moved)).toEqual({ kind: 'unchanged', round: first });
    const decision = says(first, rita);
    expect(considerDecision({ round: first, decisions: [], decision, now })).toMatchObject({
      kind: 'refuse',
      code: 'not-eligible',
    });
  });

  it('neither does one who was a researcher only between two looks, nor one under another object id', () => {
    for (const oid of [dan.oid, person('Other', 90).oid]) {
      const between = [{ oid, email: 'DAN@example.org' }];
      const value = withPeople({ approvers: [ada, ben, cem, dan] });
      const { round } = amend(first, [], value, now, between);
      expect(round.approvers.map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Cem']);
      expect(amend(round, [], value, later, []).round.approvers).toEqual(round.approvers);
    }
  });

  it('an approver who becomes a researcher loses the approval, and does not get it back by ceasing to be one', () => {
    const said = [says(first, ada), says(first, ben)];
    const value = withPeople({ researchers: [ben], approvers: [ada, cem] });
    const round = amended(amend(having(first, ...said), said, value));
    expect(round.status).toBe('open');
    expect(amend(round, said, project, later).round.approvers.map(({ name }) => name)).toEqual(['Ada', 'Cem']);
  });
});

describe('any order of changes', () => {
  const pool = [ada, ben, cem, dan, { ...person('Eve', 15), independent: true }];
  const anyStep = fc.oneof(
    fc.record({ approvers: fc.subarray(pool), researchers: fc.subarray(pool.slice(3)) }),
    fc.record({ who: fc.constantFrom(...pool), choice: fc.constantFrom('approve' as const, 'deny' as const) }),
  );

  it('approves and denies only by what people said who are asked without a break, and by no researcher', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
        let round: Round = first;
        let value = project;
        const said: Decision[] = [];
        const ever = new Set<string>();
        for (const step of steps) {
          if ('who' in step) {
            const decision = says(round, step.who, step.choice);
            const verdict = considerDecision({ round, decisions: said, decision, now });
            if (verdict.kind !== 'accept') continue;
            expect(ever.has(step.who.oid)).toBe(false);
            said.push(decision);
            round = verdict.round;
          } else {
            const researchers = step.researchers.map(({ name, email, oid }) => ({ name, email, oid }));
            for (const { oid } of researchers) ever.add(oid);
            value = withPeople({ approvers: step.approvers, researchers });
            round = amend(round, said, value).round;
            expect(amend(round, said, value, now)).toEqual({ kind: 'unchanged', round });
          }
          const counted = countedDecisions(round, said);
          expect(counted.every(({ approver }) => !ever.has(approver))).toBe(true);
          expect(round.status).toBe(judgeRound({ ...round, status: 'open' }, said, now));
          expect(new Set(counted.map(({ approver }) => approver)).size).toBe(counted.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
