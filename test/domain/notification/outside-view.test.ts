import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byChance, operationIdOf, parseOperationId } from '../../../src/domain/base/door.ts';
import { quarterOf } from '../../../src/domain/base/time.ts';
import { statesAt } from '../../../src/domain/lifecycle/advance.ts';
import { outsideRound, outsideView, toldOf, waitOutside } from '../../../src/domain/notification/outside-view.ts';
import { typedAbout } from '../../../src/domain/notification/said-outside.ts';
import { failureIn, type Operation } from '../../../src/domain/operation/operation.ts';
import { newRound } from '../../../src/domain/review/approval.ts';
import { sampleOperation, sampleProject } from '../../domain/sample.ts';

const secret = 'chosen-inside';
const start = Date.parse('2026-03-01T10:00:00.000Z');
const at = (offset: number) => new Date(start + offset).toISOString();

/** A time within the same quarter of an hour. */
const within = fc.integer({ min: 0, max: 15 * 60_000 - 1 }).map(at);
const size = fc.record({ count: fc.integer({ min: 1, max: 10 }), bytes: fc.integer({ min: 0, max: 1_000_000 }) });
const text = fc.string({ unit: 'binary' });

/** What may differ inside of a package in a state without anything outside knowing. */
const inside = fc
  .record({
    ...{ startedAt: within, since: within, listedAt: within, purposeUntil: within, failedAt: within },
    revision: fc.nat(),
    ...{ name: text, purpose: text.map((one) => `${secret}${one}`), message: text, rule: text, path: text },
    problems: fc.nat({ max: 100 }),
    ...{ source: size, frozen: size },
  })
  .map((drawn) => (state: string): Operation => {
    const { startedAt, since, revision, name, purpose, message, rule, path, problems, source, frozen } = drawn;
    const broken = { rule, path, value: message, message, publicMessage: message };
    return {
      ...sampleOperation({
        door: 'export',
        id: 'exp_01K00000000000000000ABCDEF',
        name,
        state,
        revision,
        startedAt,
        since,
        purpose,
      }),
      source: { ...source, digest: message, listedAt: drawn.listedAt },
      package: { ...frozen, digest: message },
      problems: Array.from({ length: problems }, () => broken),
      ...(state === 'failed' ? { failure: failureIn('checking', message, drawn.failedAt) } : {}),
    };
  });

describe('what is told outside of a package', () => {
  test.each(statesAt('export'))('is the same whatever was chosen inside, while it is %s', (state) => {
    fc.assert(
      fc.property(inside, inside, (one, other) => {
        expect(outsideView(one(state))).toEqual(outsideView(other(state)));
        expect(waitOutside(outsideView(one(state)))).toEqual(waitOutside(outsideView(other(state))));
        expect(JSON.stringify(outsideView(one(state)))).not.toContain(secret);
      }),
      { numRuns: 30 },
    );
  });

  test('has times that end at a quarter of an hour, those that are reckoned from others too', () => {
    const view = outsideView(sampleOperation({ door: 'export', state: 'inspecting', since: at(17 * 60_000 + 123) }));
    expect(view).toMatchObject({ since: at(15 * 60_000), until: at(45 * 60_000) });
  });

  test('does not hold what a marker says, as long as nobody typed it outside', () => {
    const operation = sampleOperation({ door: 'export', purpose: secret });
    expect(typedAbout(operation)).toEqual({});
    const typed = { purpose: 'Table 2', label: 'Second table', by: { oid: 'rita' }, at: at(0) };
    expect(typedAbout({ ...operation, submission: typed })).toEqual({ purpose: 'Table 2', label: 'Second table' });
  });

  test('is everything of a dataset, which came from outside', () => {
    const dataset = sampleOperation({ name: 'follow-up' });
    expect(toldOf(dataset)).toBe(dataset);
  });

  test('has a round with rounded times and without the number of its decisions', () => {
    const parts = { exportId: 'exp_1', definition: 'h1', researchers: [], number: 1, project: sampleProject() };
    const round = (offset: number) =>
      newRound({ ...parts, filesSince: at(offset / 2), digest: 'd', now: new Date(at(offset)) });
    expect(outsideRound({ ...round(899_999), revision: 7 })).toMatchObject({
      ...outsideRound(round(0)),
      approvers: expect.anything(),
    });
  });
});

describe('ids', () => {
  test('are sorted outside by what chance gave them, whenever they came', () => {
    const id = (time: string, chance: string) => ({ id: operationIdOf('export', `${time}${chance}`) });
    const [early, late] = [id('01K0000000', 'ZZZZZZZZZZZZZZZZ'), id('01K9999999', 'AAAAAAAAAAAAAAAA')];
    expect([early, late].toSorted(byChance)).toEqual([late, early]);
    expect(parseOperationId(early.id)).toBeDefined();
  });

  test('a time that is told is the begin of its quarter of an hour', () => {
    expect(quarterOf('2026-03-01T10:29:59.999Z')).toBe('2026-03-01T10:15:00.000Z');
  });
});
