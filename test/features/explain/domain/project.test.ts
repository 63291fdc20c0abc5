import { describe, expect, test } from 'vitest';
import type { ComputePlan } from '../../../../src/compute/domain/plan.ts';
import type { Hold } from '../../../../src/domain/operation/hold.ts';
import { computeDefinition } from '../../../../src/domain/project/compute-definition.ts';
import { explainCompute } from '../../../../src/features/explain/domain/compute.ts';
import type { ExplainedProject } from '../../../../src/features/explain/domain/matters.ts';
import { explainProject } from '../../../../src/features/explain/domain/project.ts';
import { person, suspension } from '../../../domain/sample.ts';
import { aDefinition, aStanding, at, now, otto } from './explained.ts';

const hold: Hold = {
  id: 'h',
  project: 'heart-study',
  since: at,
  by: otto.oid,
  name: 'Otto',
  reason: 'r',
  takeBack: false,
};

function of(changes: Partial<ExplainedProject> = {}) {
  return explainProject({ standing: aStanding(), closing: null, waiting: [], now, ...changes });
}

function first({ next }: ReturnType<typeof of>): string | undefined {
  return next[0]?.command.slice(0, 4).join(' ');
}

describe('a project', () => {
  test('that waits for nobody says so', () => {
    const told = of();
    expect(told).toMatchObject({ state: 'active', owner: null, overdue: false });
    expect(told.sentence).toContain('Nothing waits for anybody');
    expect(first(told)).toBe('sallyport explain heart-study');
  });

  test('on hold is led on by its lift, and more that waits is told behind it', () => {
    const waiting = [{ door: 'ingress' as const, waiting: 3, why: 'full' as const }];
    const told = of({ standing: aStanding({ holds: [hold] }), waiting });
    expect(told).toMatchObject({ state: 'held', owner: 'operator', since: at });
    expect(told.sentence).toContain('3 names wait');
    expect(first(told)).toBe('sallyport hold lift heart-study');
  });

  test('whose quorum cannot be reached gets back who is suspended, then wants more approvers', () => {
    const inForce = aDefinition({ suspended: [suspension(person('Ada', 11))] });
    const told = of({ standing: aStanding({ inForce }) });
    expect(told.state).toBe('without-quorum');
    expect(first(told)).toBe('sallyport suspend lift heart-study');
    expect(told.sentence).toContain('Suspended there: Ada.');
  });

  test('that has ended is closed or gets a later day, which people choose', () => {
    const told = of({ standing: aStanding({ inForce: aDefinition({ ends: '2026-02-01' }) }) });
    expect(told).toMatchObject({ state: 'ended', owner: 'operator' });
    expect(first(told)).toBe('sallyport explain heart-study');
    expect(told.next.at(-1)?.command).toContain('<keep or revoke>');
  });

  test('that rests on something whose last day is over waits for a later one, and one that is near is told before', () => {
    const governance = [
      { kind: 'DPIA', reference: 'DP-1', until: '2026-03-20' },
      { kind: 'Ethics approval', reference: 'EK-1', until: '2026-02-28' },
    ];
    const told = of({ standing: aStanding({ inForce: aDefinition({ governance }) }) });
    expect(told).toMatchObject({ state: 'lapsed', owner: 'operator', since: '2026-02-28T23:59:59.999Z' });
    expect(told.sentence).toContain('Ethics approval EK-1 (until 2026-02-28). Nothing comes in');
    expect(told.sentence).toContain('It rests on DPIA DP-1 (until 2026-03-20)');
    const near = of({ standing: aStanding({ inForce: aDefinition({ governance: governance.slice(0, 1) }) }) });
    expect(near).toMatchObject({ state: 'active', owner: 'operator' });
  });

  test('names whose last day in it is over or near', () => {
    const { people } = aDefinition();
    const [rita = person('Rita', 2)] = people.researchers;
    const researchers = [
      { ...rita, eligibleUntil: '2026-03-01' },
      { ...person('Ron', 3), eligibleUntil: '2026-03-31' },
      { ...person('Roy', 4), eligibleUntil: '2026-09-30' },
    ];
    const told = of({ standing: aStanding({ inForce: aDefinition({ people: { ...people, researchers } }) }) });
    expect(told).toMatchObject({ state: 'active', owner: 'operator' });
    expect(told.sentence).toContain(
      'Takes part: Rita as researcher no more since 2026-03-01; Ron as researcher until 2026-03-31.',
    );
  });

  test('that is hibernated says that its computes are off and how that ends', () => {
    const told = of({ standing: aStanding({ inForce: aDefinition({ hibernated: true }) }) });
    expect(told).toMatchObject({ state: 'active', owner: 'operator' });
    expect(told.sentence).toContain('It is hibernated: every compute is off');
    expect(told.next.some(({ command }) => command.join(' ').includes('projects put'))).toBe(true);
  });

  test('that has ended says what becomes of its computes', () => {
    const compute = computeDefinition.parse({ keepComputeDays: 30 });
    const ended = (more: object) =>
      of({ standing: aStanding({ inForce: aDefinition({ ends: '2020-01-01', compute, ...more }) }) }).sentence;
    expect(ended({})).toContain('Its computes are deleted 30 days after it, once people were told a week before.');
    expect(ended({ hibernated: true })).not.toContain('deleted');
  });

  test('that is closing leads to each operation that waits for an operator', () => {
    const waits = { moving: 1, clearing: 0, operator: [{ id: 'ing_1', why: 'It failed' }], computes: null };
    const told = of({ closing: { since: at, waits, todo: ['Deploy'] } });
    expect(told).toMatchObject({ state: 'closing', owner: 'operator' });
    expect(first(told)).toBe('sallyport explain ing_1');
    expect(told.next.map(({ what }) => what)).toContain('Deploy');
  });
});

describe('the computes of a project', () => {
  const plan: ComputePlan = {
    project: 'heart-study',
    actions: [],
    waiting: [],
    alerts: [],
    idle: [],
    notes: [],
    digest: 'd1',
  };
  const action = { kind: 'start-machine', name: 'vm1', reason: 'It is to run' } as const;
  const told = (changes: Partial<ComputePlan>, more: object = {}) =>
    explainCompute({ standing: aStanding(), plan: { ...plan, ...changes }, open: [], now, ...more });
  const command = (explanation: ReturnType<typeof told>) => explanation.next[0]?.command.join(' ');

  test('that are as defined wait for nobody', () => {
    expect(told({})).toMatchObject({ state: 'as-defined', owner: null });
  });

  test('that the next run mends wait for it', () => {
    const explanation = told({ actions: [action] });
    expect(explanation).toMatchObject({ state: 'changing', owner: 'system' });
    expect(command(explanation)).toBe('sallyport compute plan heart-study');
  });

  test('whose plan is too long wait for an operator to apply it', () => {
    const explanation = told({ actions: [action], stopped: 'The plan has 9 actions, more than the 5' });
    expect(explanation).toMatchObject({ state: 'stopped', owner: 'operator' });
    expect(command(explanation)).toBe('sallyport compute apply heart-study --digest d1 --reason The plan was read');
  });

  test('of which Azure shows none are first looked for by the doctor', () => {
    const explanation = told({ actions: [action], stopped: 'Azure shows none of the 2 machines.', empty: true });
    expect(command(explanation)).toBe('sallyport doctor');
    expect(explanation.next[1]?.command.join(' ')).toBe(
      'sallyport compute apply heart-study --digest d1 --reason The plan was read',
    );
  });

  test('that a hold keeps wait for its end', () => {
    expect(command(told({ actions: [action] }, { standing: aStanding({ holds: [hold] }) }))).toMatch(
      /^sallyport hold lift/,
    );
  });

  test('that no run mends are overdue, with the reason', () => {
    const alerts = [{ compute: 'machine vm1', reason: 'Azure refused the last try: quota' }];
    const open = [{ key: 'machine vm1', since: at }];
    expect(told({ alerts, actions: [action] }, { open })).toMatchObject({
      state: 'unmended',
      overdue: true,
      since: at,
      lastError: { message: 'Azure refused the last try: quota' },
    });
  });
});
