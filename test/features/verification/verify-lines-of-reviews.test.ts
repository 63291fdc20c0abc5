import { beforeAll, describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import { noDefinition, type RecordedDefinitions } from '../../../src/features/verification/verify-definition.ts';
import { anEvent } from '../../contract/samples.ts';
import { stateAt, ToldWorld } from './told-world.ts';

const project = 'heart-study';
let told: ToldWorld;

beforeAll(async () => {
  told = await ToldWorld.begin();
});

describe('a line of a review', () => {
  const read = async () => await told.world.ports.decisions.read(told.world.released.id);
  type Review = Awaited<ReturnType<typeof read>>;
  const reviewed = async (
    kind: string,
    change: (review: Review) => Review,
    data: AuditEvent['data'] = {},
    without = '',
  ) => {
    const review = change(await read());
    const event = told.told.find((one) => one.kind === kind) ?? told.of('review.opened');
    const said = Object.entries({ ...event.data, ...data }).filter(([key]) => key !== without);
    const line = { ...event, kind, data: Object.fromEntries(said) };
    return await told.found([line], { decisions: { read: async () => review } });
  };
  const rounds = (change: object) => (review: Review) => ({
    ...review,
    rounds: review.rounds.map((stored) => ({ ...stored, value: { ...stored.value, ...change } })),
  });

  test('of a decision has its row, which says the same', async () => {
    expect(await reviewed('decision.recorded', (review) => ({ ...review, decisions: [] }))).toEqual([
      expect.stringMatching(/^decision .* It is missing: the audit tells of it/),
    ]);
    const other = (review: Review): Review => ({
      ...review,
      decisions: review.decisions.map((decision) => ({ ...decision, reason: 'another' })),
    });
    expect(await reviewed('decision.recorded', other)).toEqual([
      expect.stringMatching(/^decision .* It does not say what the audit tells/),
    ]);
    expect(await reviewed('decision.recorded', (review) => review)).toEqual([]);
  });

  test('of a decision by a version before lines carried rounds says nothing of the round', async () => {
    const withoutRounds = (review: Review): Review => ({ ...review, rounds: [] });
    expect(await reviewed('decision.recorded', withoutRounds, {}, 'roundRow')).toEqual([]);
    expect(await reviewed('decision.recorded', withoutRounds)).toEqual([expect.stringContaining('It is missing')]);
  });

  test('of its opening has its round, which says the same', async () => {
    expect(await reviewed('review.opened', (review) => review)).toEqual([]);
    expect(await reviewed('review.opened', (review) => ({ ...review, rounds: [] }))).toEqual([
      `round ${told.world.released.id} round 1: It is missing: the audit tells of it`,
    ]);
    expect(await reviewed('review.opened', rounds({ number: 2 }))).toEqual([expect.stringContaining('missing')]);
    expect(await reviewed('review.opened', rounds({ digest: 'x' }))).toEqual([expect.stringContaining("Its 'digest'")]);
  });

  test('of an act of an operator has a round that knows of it', async () => {
    for (const kind of ['review.extended', 'review.resent'])
      expect(await reviewed(kind, (review) => review, { revision: 3 })).toEqual([
        expect.stringContaining('It does not know that an operator'),
      ]);
  });

  test('of its end by time has a round that expired', async () => {
    expect(await reviewed('review.expired', (review) => review)).toEqual([
      expect.stringContaining('It is approved, and the audit tells that it expired'),
    ]);
    expect(await reviewed('review.expired', rounds({ status: 'expired' }))).toEqual([]);
  });
});

describe('lines of definitions', () => {
  const put = (definition: string, against: string | null = null) =>
    anEvent(`put-${definition}`, { kind: 'project.changed', data: { definition, against } });
  const intended = (definition: string) =>
    anEvent(`intended-${definition}`, { kind: 'project.change-intended', data: { definition } });
  const gone = { projects: { version: async () => undefined } };

  test('that were put in force have their version; those that were intended may have none', async () => {
    expect(await told.found([put('aa'), intended('bb')], gone)).toEqual([
      `definition ${project}/aa: This version is missing: the audit tells that it was put in force`,
    ]);
    expect(await told.found([put('aa')], { projects: { version: async () => '{}' } })).toEqual([]);
    expect(
      await told.found(
        [
          { ...put('aa'), data: { definition: null } },
          { ...put('bb'), kind: 'project.opened' },
        ],
        gone,
      ),
    ).toEqual([]);
  });

  function toldAfter(events: readonly AuditEvent[], from?: RecordedDefinitions): RecordedDefinitions {
    const check = told.check({}, from);
    for (const event of events) check.take(event, stateAt(1));
    return check.told;
  }

  test('say which one is in force: the one put last, and those intended since', () => {
    expect(toldAfter([])).toStrictEqual({ definitions: [] });
    expect(toldAfter([put('aa')])).toEqual({ definitions: ['aa'], put: { definition: 'aa', against: null } });
    expect(toldAfter([put('aa'), intended('bb')]).definitions).toEqual(['aa', 'bb']);
    expect(toldAfter([intended('bb')])).toEqual({ definitions: [noDefinition, 'bb'] });
    expect(toldAfter([intended('bb'), intended('cc')]).definitions).toHaveLength(3);
    expect(toldAfter([put('bb', 'aa')], toldAfter([put('aa')])).definitions).toEqual(['bb']);
    expect(toldAfter([{ ...put('aa'), kind: 'export.released' }])).toEqual({ definitions: [] });
  });

  test('that come late change nothing', () => {
    expect(toldAfter([put('bb', 'aa'), put('aa')]).definitions).toEqual(['bb']);
    expect(toldAfter([put('aa')], toldAfter([put('bb', 'aa')])).definitions).toEqual(['bb']);
  });
});
