import { describe, expect, it, test } from 'vitest';
import { type Project, projectSchema } from '../../../../src/domain/project/project.ts';
import {
  channelSecrets,
  judgeChannels,
  judgeContexts,
  judgeDefinitions,
  judgeImages,
  judgeScans,
  judgeViewing,
  unfinished,
} from '../../../../src/features/doctor/domain/definition-checks.ts';
import {
  judgeAccess,
  judgeAvailability,
  judgeEligibility,
  judgeGroupsAgree,
  judgeGroupsDiffer,
  judgeOperators,
  judgeQuorum,
  judgeTwo,
} from '../../../../src/features/doctor/domain/people-checks.ts';
import { definition, person, sampleProject, suspension } from '../../../domain/sample.ts';
import { aDeployment } from './deployment.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const { groupsClaim } = aDeployment();
const project = (change: object = {}): Project => projectSchema.parse({ ...definition(), ...change });
const ok = { result: 'ok' };
const problem = (found: RegExp | string) => ({
  result: 'problem',
  found: typeof found === 'string' ? found : expect.stringMatching(found),
});

describe('definitions', () => {
  test('those of projects that are over ask for nothing', () => {
    const over = [sampleProject({ ends: '2026-02-28' }), sampleProject({ closed: { releases: 'keep' } })];
    expect(unfinished([sampleProject(), ...over], now)).toEqual([sampleProject()]);
  });

  test('one that the rules refuse is named with its first problem', () => {
    expect(judgeDefinitions(1, [])).toMatchObject(ok);
    const refused = { id: 'old-study', problems: [{ path: 'ends', message: 'must be after starts' }] };
    expect(judgeDefinitions(1, [refused])).toEqual(problem('old-study: ends must be after starts'));
  });

  test('a scan that nobody makes, and an image that nobody built', () => {
    const scanned = project({ egress: { malwareScan: 'required', approval: { quorum: 1 } } });
    expect(judgeScans([scanned], { scannedDoors: ['export'] })).toMatchObject(ok);
    expect(judgeScans([scanned], { scannedDoors: ['ingress'] })).toEqual(
      problem(/heart-study requires .* door export/),
    );
    const machine = { name: 'dsvm-rui', size: 'Standard_D4s_v5', image: 'windows', power: { mode: 'off' } };
    const compute = { timeZone: 'Europe/Berlin', virtualMachines: [machine] };
    expect(judgeImages([project()], { images: [] })).toMatchObject(ok);
    expect(judgeImages([project({ compute })], { images: ['ubuntu'] })).toEqual(
      problem(/'windows' and must be an image/),
    );
  });

  test('files to be opened where there is no room to open them in', () => {
    const asking = project({ egress: { approval: { quorum: 1 }, disclosure: { viewing: 'required' } } });
    expect(judgeViewing([project()], {})).toMatchObject(ok);
    expect(judgeViewing([asking], { readingRoomUrl: 'https://read.example.org' })).toMatchObject(ok);
    expect(judgeViewing([asking], {})).toEqual(problem('asked for by heart-study, and there is no reading room'));
  });

  test('an authentication context is for an administrator to look at', () => {
    const asking = project({ egress: { approval: { quorum: 1, authContext: 'c1' } } });
    expect(judgeContexts([project()])).toMatchObject(ok);
    expect(judgeContexts([asking])).toMatchObject({
      result: 'cannot-tell',
      found: expect.stringContaining('c1 (heart-study)'),
    });
  });

  test('a channel needs its address, and a webhook its key as well', () => {
    const channels = [
      { name: 'team', kind: 'teams', urlSecret: 'channel-team' },
      { name: 'hook', kind: 'webhook', urlSecret: 'channel-hook' },
    ];
    const withChannels = project({ channels });
    expect(channelSecrets(withChannels)).toEqual(['channel-team', 'channel-hook', 'channel-hook-key']);
    expect(judgeChannels([withChannels], new Map([['channel-team', undefined]]))).toMatchObject(ok);
    expect(judgeChannels([withChannels], new Map([['channel-hook-key', 'gone']]))).toEqual(
      problem('heart-study: gone'),
    );
  });
});

describe('people', () => {
  test('a project without the groups of its people has no access', () => {
    expect(judgeAccess([project()], groupsClaim)).toMatchObject(ok);
    expect(judgeAccess([project({ id: 'lung-study' })], groupsClaim)).toEqual(
      problem('lung-study: access not deployed, it lacks the group of its owners, researchers, approvers'),
    );
    expect(judgeAccess([], groupsClaim).found).toContain('groups without a definition in force: heart-study');
  });

  test('a group that is both decides nothing', () => {
    expect(judgeGroupsDiffer(groupsClaim)).toMatchObject(ok);
    const both = { on: true, projects: { 'heart-study': { researchers: 'g1', approvers: 'g1' } } };
    expect(judgeGroupsDiffer(both)).toEqual(problem('heart-study: g1 is the group of both'));
  });

  const event = (kind: string, actor: string, at = '2026-02-20T10:00:00.000Z') => ({
    id: `${kind}${actor}`,
    ...{ at, kind, actor, project: 'heart-study', operation: null },
    data: { rule: 'no-approver', why: 'Put the person into the group' },
  });

  test('a decision that groups forbade lately shows that they differ from the definition', () => {
    const refused = event('decision.refused', 'ada');
    expect(judgeGroupsAgree([refused], now)).toEqual(problem(/heart-study: Put the person into the group/));
    expect(judgeGroupsAgree([{ ...refused, at: '2026-01-01T10:00:00.000Z' }], now).result).toBe('cannot-tell');
  });

  test('two people at work show that there is a second operator', () => {
    const [one, other] = [event('project.change-asked', 'otto'), event('project.change-confirmed', 'olivia')];
    expect(judgeOperators([one, other])).toMatchObject(ok);
    const alone = [one, event('decision.recorded', 'ada'), event('hold.set', 'control-plane')];
    expect(judgeOperators(alone)).toMatchObject({
      result: 'cannot-tell',
      found: expect.stringContaining('1 operator at work'),
    });
  });

  test('who the two operators of each project could be is counted, and where there are not two it is a problem', () => {
    const { people } = definition();
    const led = (operators: object[], change: object = {}) => project({ people: { ...people, operators }, ...change });
    const [otto, orla] = [person('Otto', 90), person('Orla', 91)];
    const on = { secondOperator: true };
    expect(judgeTwo([led([otto, orla])], [], on)).toEqual({ result: 'ok', found: 'heart-study: 2 (Otto; Orla)' });
    const unknown = {
      result: 'cannot-tell',
      found: expect.stringMatching(/^heart-study: (nobody|1 \(Otto\)); the app cannot ask who else/),
    };
    for (const operators of [[], [otto]]) expect(judgeTwo([led(operators)], [], on)).toEqual(unknown);
    expect(judgeTwo([led([otto])], [event('hold.set', orla.oid)], on)).toMatchObject(ok);
    expect(judgeTwo([led([otto])], [event('hold.set', otto.oid)], on)).toEqual(unknown);
    const taking = led([otto, orla], { people: { ...people, operators: [otto, orla], researchers: [otto, orla] } });
    expect(judgeTwo([taking], [], on)).toEqual(problem('heart-study: nobody'));
    const suspended = led([otto, orla], { suspended: [suspension(orla)] });
    expect(judgeTwo([suspended], [], on)).toEqual(problem('heart-study: 1 (Otto)'));
    expect(judgeTwo([led([otto])], [], { secondOperator: false })).toMatchObject(ok);
    expect(judgeTwo([taking], [], { secondOperator: false })).toEqual(problem('heart-study: nobody'));
  });

  it.each([
    ['is suspended', { suspended: [suspension(person('Ada', 11))] }],
    ['came to the end of their time', { approver: { eligibleUntil: '2026-02-28' } }],
  ])(
    'the quorum is out of reach when the only independent approver %s',
    (_why, { approver = {}, ...change }: object & { approver?: object }) => {
      const [ada, ...others] = definition().people.approvers;
      const people = { ...definition().people, approvers: [{ ...ada, ...approver }, ...others] };
      expect(judgeQuorum([project()], now)).toMatchObject(ok);
      expect(judgeQuorum([project({ ...change, people })], now)).toEqual(
        problem('heart-study: 2 approvers, 0 of them independent, where 2 and 1 are needed'),
      );
    },
  );

  const limits = [{ name: 'week', of: 'project', days: 7, soft: { packages: 1 } }];
  const soft = (more: object = {}, approval: object = {}) => project({ egress: { approval, limits }, ...more });
  const without = (...names: (readonly [name: string, number: number])[]) => ({
    suspended: names.map(([name, number]) => suspension(person(name, number))),
  });

  test('a soft limit asks for one approver more, one independent among them', () => {
    const where = 'for a package that exceeds a soft limit';
    expect(judgeQuorum([soft()], now)).toMatchObject(ok);
    expect(judgeQuorum([project(without(['Ben', 12]))], now)).toMatchObject(ok);
    expect(judgeQuorum([soft(without(['Ben', 12]))], now)).toEqual(
      problem(`heart-study: 2 approvers, 1 of them independent, where 3 and 1 are needed ${where}`),
    );
    expect(judgeQuorum([soft(without(['Ada', 11]), { quorum: 1, independent: 0 })], now)).toEqual(
      problem(`heart-study: 2 approvers, 0 of them independent, where 2 and 1 are needed ${where}`),
    );
  });

  test('what is lacked of it today is told by one check, and hides no loss of the quorum from the other', () => {
    const [ada, ...others] = definition().people.approvers;
    const people = { ...definition().people, approvers: [{ ...ada, eligibleUntil: '2026-03-15' }, ...others] };
    expect(judgeEligibility([soft(without(['Ben', 12]))], now)).toMatchObject(ok);
    expect(judgeEligibility([soft({ ...without(['Ben', 12]), people })], now)).toEqual(
      problem('in thirty days heart-study: 1 approver, 0 of them independent, where 2 and 0 are needed'),
    );
  });

  test('a project that lets packages go without approval needs no quorum', () => {
    const open = project({ egress: { approval: { required: false } }, suspended: [suspension(person('Ada', 11))] });
    expect(judgeQuorum([open], now)).toMatchObject(ok);
  });

  test('that the time of an approver ends soon is a problem before it has ended, and only once', () => {
    const [ada, ...others] = definition().people.approvers;
    const until = (eligibleUntil: string) =>
      project({ people: { ...definition().people, approvers: [{ ...ada, eligibleUntil }, ...others] } });
    expect(judgeEligibility([until('2026-06-01')], now)).toMatchObject(ok);
    expect(judgeEligibility([until('2026-03-15')], now)).toEqual(problem(/in thirty days heart-study: 2 approvers, 0/));
    expect(judgeEligibility([until('2026-02-28')], now)).toMatchObject(ok);
    expect(judgeEligibility([{ ...until('2026-03-15'), ends: '2026-03-20' }], now)).toMatchObject(ok);
  });

  test('somebody who is away is missed where the others are not enough', () => {
    const away = (name: string, number: number, to = '2026-03-10') => ({
      ...person(name, number),
      ...{ id: name, from: '2026-02-27', to, by: 'otto', reason: 'ill', at: '2026-02-27T10:00:00.000Z' },
    });
    expect(judgeAvailability([project()], [], now)).toEqual({ result: 'ok', found: 'no approver is away' });
    expect(judgeAvailability([project()], [away('Ben', 12)], now)).toEqual({
      result: 'ok',
      found: 'away: Ben until 2026-03-10; the others are enough',
    });
    expect(judgeAvailability([project()], [away('Ada', 11)], now)).toEqual(
      problem(/2 approvers, 0 of them independent/),
    );
    expect(
      judgeAvailability([project()], [away('Ada', 11, '2026-02-27')], new Date('2026-03-03T12:00:00Z')),
    ).toMatchObject(ok);
  });
});
