import { describe, expect, test } from 'vitest';
import { decisionIn } from '../../../src/domain/review/approval.ts';
import { type Choice, choices } from '../../../src/domain/review/decision.ts';
import {
  ableApprovers,
  countedApprovals,
  countedDecisions,
  eligible,
  isOverdue,
  lacksDecisions,
  type Round,
  reasonsAgainst,
} from '../../../src/domain/review/round.ts';
import { roundSchema } from '../../../src/domain/review/round-schema.ts';
import { firstRound, person, sampleProject } from '../sample.ts';

const opened = new Date('2026-03-01T10:00:00.000Z');
const now = new Date('2026-03-02T10:00:00.000Z');
const project = sampleProject();
const [ada, ben, cem, dan] = [person('Ada', 11), person('Ben', 12), person('Cem', 13), person('Dan', 14)];

const round = firstRound(project, opened);

function says({ oid }: { readonly oid: string }, choice: Choice, reason = '') {
  return decisionIn(round, { approver: oid, choice, reason, lookedAt: true, deidentified: true, digest: 'd1' }, now);
}

const said = [
  says(ada, 'approve', 'It is small'),
  says(ben, 'deny', 'Row 3 shows one person'),
  says(cem, 'changes', 'Round it'),
];

test('those who support a package are those who approved it', () => {
  expect(countedApprovals(round, said, now).map(({ name }) => name)).toEqual(['Ada']);
});

test('somebody whom the round does not name is no approver of it', () => {
  expect(eligible(round, dan.oid, now)).toBeUndefined();
  expect(eligible(round, ada.oid, now)?.name).toBe('Ada');
});

test('reasons against a package are those of denials and wishes for changes that count', () => {
  expect(reasonsAgainst(round, said)).toEqual(['Row 3 shows one person', 'Round it']);
  expect(reasonsAgainst(round, [...said, says(dan, 'deny', 'I am not asked')])).toHaveLength(2);
});

test.each(['lookedAt', 'deidentified'] as const)('an approval without the tick %s counts for nothing', (tick) => {
  const approval = says(ada, 'approve');
  expect(countedDecisions(round, [approval])).toEqual([approval]);
  expect(countedDecisions(round, [{ ...approval, [tick]: false }])).toEqual([]);
});

test('those who may decide are asked, still in their time, and no researchers', () => {
  const [one, other, third] = round.approvers;
  if (!(one && other && third)) throw new Error('three are asked');
  const approvers = [one, { ...other, eligibleUntil: '2026-03-01' }, third];
  const names = (changes: Partial<Round>, at = now) =>
    ableApprovers({ ...round, ...changes }, at).map(({ name }) => name);
  expect(names({ approvers }, opened)).toEqual(['Ada', 'Ben', 'Cem']);
  expect(names({ approvers })).toEqual(['Ada', 'Cem']);
  expect(names({ approvers, researchers: [ada] })).toEqual(['Cem']);
});

describe('a round is overdue', () => {
  const kept = { ...round, rules: { ...round.rules, onDeadline: 'keep' as const } };
  const deadline = new Date(round.deadline);

  test.each<[string, Round, Date, boolean]>([
    ['from its deadline on where it is kept open', kept, deadline, true],
    ['not a moment before', kept, new Date(deadline.getTime() - 1), false],
    ['not where it ends at its deadline', round, deadline, false],
    ['no more once it was decided', { ...kept, status: 'approved' }, deadline, false],
  ])('%s', (_, one, at, expected) => {
    expect(isOverdue(one, at)).toBe(expected);
  });
});

describe('decisions that ended a round are lost', () => {
  const approved: Round = { ...round, status: 'approved', rules: { ...round.rules, quorum: 2 } };
  const [one, other] = [says(ada, 'approve'), says(ben, 'approve')];

  test.each<[string, Round, Parameters<typeof lacksDecisions>[1], boolean]>([
    ['where none stands', approved, [], true],
    ['where too few people approved', approved, [one, one], true],
    ['where somebody said something else', approved, [one, says(cem, 'deny', 'Row 3')], true],
    ['where one is about another round', approved, [one, { ...other, round: 2 }], true],
    ['not where enough stand', approved, [one, other], false],
    ['not where more stand', approved, [one, other, says(cem, 'approve')], false],
  ])('%s', (_, of, standing, expected) => {
    expect(lacksDecisions(of, standing)).toBe(expected);
  });

  const endedBy: Readonly<Record<Choice, Round['status']>> = {
    approve: 'approved',
    changes: 'changes-wanted',
    deny: 'denied',
  };
  const statuses = roundSchema.shape.status.options;
  const single = { ...round, rules: { ...round.rules, quorum: 1 } };

  test.each(statuses.flatMap((status) => choices.map((choice) => [status, choice] as const)))(
    'of a round that is %s, unless an answer stands that makes it so: %s',
    (status, choice) => {
      const isByPeople = Object.values(endedBy).includes(status);
      const ended = { ...single, status };
      expect(lacksDecisions(ended, [])).toBe(isByPeople);
      expect(lacksDecisions(ended, [says(ada, choice, 'Row 3')])).toBe(isByPeople && endedBy[choice] !== status);
    },
  );
});
