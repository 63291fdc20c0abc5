import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byRandomPart, operationIdOf, parseOperationId } from '../../../src/domain/base/door.ts';
import { sizeClasses } from '../../../src/domain/base/size-class.ts';
import { quarterOf } from '../../../src/domain/base/time.ts';
import { statesAt } from '../../../src/domain/lifecycle/advance.ts';
import { backSentences, backStates, obstacles } from '../../../src/domain/lifecycle/public-state.ts';
import { endsBeforeFreeze } from '../../../src/domain/lifecycle/revealed-ends.ts';
import {
  besidesOf,
  failureOf,
  isShownOutside,
  type OutsideView,
  outsideRound,
  outsideView,
  released,
  revealedOf,
  waitOutside,
  whyFailed,
} from '../../../src/domain/notification/outside-view.ts';
import { rejectionWords } from '../../../src/domain/notification/rejection-word.ts';
import { typedAbout } from '../../../src/domain/notification/said-outside.ts';
import { usualTicks } from '../../../src/domain/notification/tick.ts';
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
      saidInside: { label: purpose, answer: purpose, continues: path, unread: [message] },
      source: { ...source, digest: message, listedAt: drawn.listedAt },
      package: { ...frozen, digest: message },
      problems: Array.from({ length: problems }, () => broken),
      ...(state === 'failed' ? { failure: failureIn('checking', message, drawn.failedAt) } : {}),
    };
  });

const beforeFreeze = ['receiving', 'checking', 'scanning', 'freezing'];

describe('what is told outside of a package', () => {
  test.each(statesAt('export'))('is the same whatever was chosen inside, while it is %s', (state) => {
    fc.assert(
      fc.property(inside, inside, (one, other) => {
        if (beforeFreeze.includes(state)) {
          expect(() => outsideView(one(state))).toThrow('is not told outside');
          return;
        }
        expect(outsideView(one(state))).toEqual(outsideView(other(state)));
        expect(waitOutside(outsideView(one(state)))).toEqual(waitOutside(outsideView(other(state))));
        expect(JSON.stringify(outsideView(one(state)))).not.toContain(secret);
      }),
      { numRuns: 30 },
    );
  });

  test('says where it stands, in which state it failed and why it came back, each where there is that to say', () => {
    const parcel = (change: Partial<Operation>) => sampleOperation({ door: 'export', ...change });
    const plain = outsideView(parcel({ state: 'released' }));
    for (const name of ['standing', 'failedIn', 'back', 'rule', 'until', 'size'])
      expect(plain).not.toHaveProperty(name);
    const failed = outsideView(parcel({ state: 'failed', failure: failureIn('freezing', secret, at(0)) }));
    expect(failed).toMatchObject({ failedIn: 'freezing' });
    expect(whyFailed(failed)).toBe('It stopped while it was freezing');
    expect(failureOf(failed)).toEqual({ state: 'freezing', at: failed.since });
    expect([whyFailed(plain), failureOf(plain)]).toStrictEqual([undefined, { at: plain.since }]);
    const dataset = {
      ...sampleOperation(),
      door: 'ingress' as const,
      failure: failureIn('copying', 'Disk full', at(7)),
    };
    expect(whyFailed(dataset)).toBe('Disk full');
    expect(failureOf(dataset)).toMatchObject({ state: 'copying', at: at(7) });
    expect(outsideView(parcel({ state: 'in-review', hold: secret }))).toMatchObject({ standing: 'held' });
    expect(outsideView(parcel({ state: 'returned' }))).toMatchObject({ back: 'unreachable' });
    expect(outsideView(parcel({ state: 'released' }), { detail: 'rules' })).not.toHaveProperty('rule');
    expect(outsideView(parcel({ state: 'rejected' }), { detail: 'rules' })).toMatchObject({ rule: 'other' });
  });

  test('is shown from a tick on, a dataset at once, and nothing of what is not told', () => {
    const [early, late] = [new Date(at(1000)), new Date(at(15 * 60_000))];
    const ended = sampleOperation({ door: 'export', state: 'rejected', toldSince: at(1) });
    expect([isShownOutside(ended, early, usualTicks), isShownOutside(ended, late, usualTicks)]).toEqual([false, true]);
    expect(isShownOutside(ended, early)).toBe(true);
    expect(isShownOutside(sampleOperation({ startedAt: at(1) }), early, usualTicks)).toBe(true);
    const { toldSince: _, ...hidden } = ended;
    expect(isShownOutside(hidden, late, usualTicks)).toBe(false);
    expect(isShownOutside(hidden, late)).toBe(false);
  });

  test('has times that end at a quarter of an hour, those that are reckoned from others too', () => {
    const view = outsideView(sampleOperation({ door: 'export', state: 'inspecting', since: at(17 * 60_000 + 123) }));
    expect(view).toMatchObject({ since: at(15 * 60_000), until: at(45 * 60_000) });
  });

  test('does not hold what a marker says, as long as nobody typed it outside', () => {
    const saidInside = { label: secret, answer: secret, continues: secret, unread: [secret] };
    const operation = sampleOperation({ door: 'export', purpose: secret, saidInside });
    expect(typedAbout(operation)).toEqual({});
    const typed = { purpose: 'Table 2', label: 'Second table', by: { oid: 'rita' }, at: at(0) };
    expect(typedAbout({ ...operation, submission: typed })).toEqual({ purpose: 'Table 2', label: 'Second table' });
    const late = { ...typed, purpose: '' };
    expect(typedAbout({ ...operation, submission: late })).toEqual({ label: 'Second table' });
  });

  test('is everything of a dataset, which came from outside', () => {
    const dataset = sampleOperation({ name: 'follow-up' });
    expect(revealedOf(dataset)).toBe(dataset);
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

describe('a view', () => {
  const frozen = { digest: 'd', count: 3, bytes: 900 };
  const id = 'exp_01K00000000000000000ABCDEF';
  const parcel = (state: string, more: Partial<Operation> = {}) =>
    sampleOperation({ door: 'export', id, state, startedAt: at(0), since: at(0), toldSince: at(0), ...more });
  const problems = [{ rule: 'extension', path: 'a.exe', value: 'exe', message: 'x', publicMessage: 'x' }];
  const stopped = failureIn('checking', 'a name', at(1000));
  const plain = { door: 'export', project: 'heart-study', id, number: 'ABCDEF', received: at(0), since: at(0) };
  const withdrawal = { by: 'rita', part: 'researcher', reason: 'x', at: at(0) } as const;

  test.each([
    ['rejected, of which nothing more is told', parcel('rejected', { problems }), {}, { state: 'rejected' }],
    [
      'rejected, with its one word',
      parcel('rejected', { problems }),
      { detail: 'rules' },
      { state: 'rejected', rule: 'kinds' },
    ],
    [
      'in review, until its round ends',
      parcel('in-review', { package: frozen, problems }),
      { detail: 'rules', deadline: at(1_000_000) },
      { state: 'in-review', size: expect.any(String), until: at(900_000) },
    ],
    ['failed', parcel('failed', { failure: stopped }), {}, { state: 'failed', failedIn: 'checking' }],
    [
      'withdrawn while it was on its way back',
      parcel('returning', { package: frozen, withdrawal }),
      {},
      { state: 'returning', size: expect.any(String), back: 'researcher' },
    ],
    [
      'held',
      parcel('releasing', { package: frozen, hold: 'a leak' }),
      {},
      { state: 'releasing', size: expect.any(String), standing: 'held' },
    ],
  ] as const)('of a package %s', (_what, operation, besides, expected) => {
    const { page: _, ...view } = outsideView(operation, besides);
    expect(view).toStrictEqual({ ...plain, ...expected });
  });

  test('is none of a package that is not told, and a dataset is told as it is', () => {
    expect(() => outsideView(parcel('checking'))).toThrow(`The package ${id} is not told outside`);
    expect(() => outsideView(parcel('rejected', { toldSince: undefined } as object))).toThrow('is not told outside');
  });

  test('says of a failure its state and its rounded time; a dataset says why and when', () => {
    const view = outsideView(parcel('failed', { failure: stopped }));
    expect(whyFailed(view)).toBe('It stopped while it was checking');
    expect(whyFailed(view)).not.toContain('a name');
    expect(failureOf(view)).toStrictEqual({ state: 'checking', at: at(0) });
    const review = outsideView(parcel('in-review'));
    expect(whyFailed(review)).toBeUndefined();
    expect(failureOf(review)).toStrictEqual({ at: at(0) });
    const told = (changes: Partial<Operation>) => revealedOf(sampleOperation({ state: 'failed', ...changes }));
    expect(whyFailed(told({ failure: stopped }))).toBe('a name');
    expect(failureOf(told({ failure: stopped }))).toBe(stopped);
    expect([whyFailed(told({})), failureOf(told({}))]).toEqual([undefined, {}]);
  });

  test('is shown from the tick after it began to be told; a dataset at once', () => {
    const ticks = { tell: 900, link: 300 };
    const shown = (operation: Operation, offset: number) => isShownOutside(operation, new Date(at(offset)), ticks);
    expect([0, 899_999, 900_000].map((offset) => shown(parcel('in-review'), offset))).toEqual([false, false, true]);
    expect(shown(parcel('checking'), 9_000_000)).toBe(false);
    expect(shown(sampleOperation({ startedAt: at(0) }), 0)).toBe(true);
    expect(isShownOutside(parcel('in-review'), new Date(at(0)))).toBe(true);
    expect(isShownOutside(parcel('checking'), new Date(at(0)))).toBe(false);
  });

  test('of what left has what people approved, and nothing that is not there', () => {
    const takeBack = { number: 1, from: 'releasing', to: 'revoked', by: 'otto', reason: 'x', at: at(0) } as const;
    const told = parcel('revoked', { package: frozen, takeBack, round: 2 });
    expect(released(told)).toMatchObject({ package: frozen, takeBack, round: 2 });
    const keys = Object.keys(released(parcel('released')));
    expect(keys.filter((key) => ['package', 'takeBack', 'round'].includes(key))).toEqual([]);
  });
});

describe('a round', () => {
  const parts = { exportId: 'exp_1', definition: 'h1', researchers: [], number: 2, project: sampleProject() };
  const plain = newRound({ ...parts, filesSince: at(0), digest: 'd', now: new Date(at(0)) });
  const change = { by: 'otto', reason: 'x', revision: 2 };

  test('says how many came, whether it was given time, and when it changed last', () => {
    const { came, isExtended, changedAt, sequence } = outsideRound(plain);
    expect({ came, isExtended, changedAt }).toEqual({ came: undefined, isExtended: false, changedAt: at(0) });
    const escalated = { at: at(0), came: ['a', 'b'], revision: 2 };
    expect(outsideRound({ ...plain, escalated })).toMatchObject({ came: 2, sequence });
    const extended = { ...change, at: at(2_000_000), deadline: plain.deadline };
    expect(outsideRound({ ...plain, extended })).toMatchObject({ isExtended: true, changedAt: at(1_800_000) });
    expect(outsideRound({ ...plain, extended: { ...extended, deadline: at(1) } }).isExtended).toBe(false);
  });

  test('says the time zone of its project to whoever tells it with the project', () => {
    expect(outsideRound(plain).timeZone).toBeUndefined();
    expect(outsideRound(plain, parts.project).timeZone).toBe(parts.project.compute.timeZone);
  });

  test('takes the place of each one before: by each kind of change, by its time, and by its number', () => {
    const { sequence } = outsideRound(plain);
    const resent = { ...change, at: at(0), to: [] };
    const amended = { at: at(0), definition: 'h2', came: [], left: [], revision: 2 };
    expect(outsideRound({ ...plain, resent }).sequence).toBe(sequence + 1);
    expect(outsideRound({ ...plain, resent, amended, closedAt: at(0) }).sequence).toBe(sequence + 3);
    expect(outsideRound({ ...plain, closedAt: at(900_000) }).sequence).toBe(sequence + 901);
    expect(outsideRound({ ...plain, number: 3 }).sequence).toBe(sequence + 10);
  });
});

describe('ids', () => {
  test('are sorted outside by what chance gave them, whenever they came', () => {
    const id = (time: string, chance: string) => ({ id: operationIdOf('export', `${time}${chance}`) });
    const [early, late] = [id('01K0000000', 'ZZZZZZZZZZZZZZZZ'), id('01K9999999', 'AAAAAAAAAAAAAAAA')];
    expect([early, late].toSorted(byRandomPart)).toEqual([late, early]);
    expect(parseOperationId(early.id)).toBeDefined();
  });

  test('a time that is told is the begin of its quarter of an hour', () => {
    expect(quarterOf('2026-03-01T10:29:59.999Z')).toBe('2026-03-01T10:15:00.000Z');
  });
});

describe('how much a view can say', () => {
  /** The values in these states of all that is not a time or drawn by chance, from the alphabets of the type itself. */
  const valuesIn = (states: readonly string[]) =>
    states.reduce((sum, state) => {
      const failedIn = state === 'failed' ? statesAt('export').length : 1;
      const rule = state === 'rejected' ? rejectionWords.length + 1 : 1;
      const back = backStates.includes(state) ? Object.keys(backSentences).length : 1;
      return sum + failedIn * rule * back * (obstacles.length + 1) * (sizeClasses.length + 1);
    }, 0);
  const parcel = (state: string) =>
    sampleOperation({ door: 'export', state, scan: { since: at(0), lookedAt: at(0), unscanned: 'x' } });
  const values = valuesIn(statesAt('export'));
  const early = valuesIn(statesAt('export').filter((state) => endsBeforeFreeze(parcel(state))));
  const bits = Math.log2(values);
  const quarters = 96;
  const { maxOpen, endsToldPerDay } = sampleProject().egress;
  /** Each end with the quarter in which it came; and two signs at each tick: that some are arriving, and that there are more. */
  const beforeFreeze = Math.ceil(endsToldPerDay * Math.log2(early * quarters) + 2 * quarters);
  const inGb = (count: number) => count.toLocaleString('en-GB');

  test('stands in docs/limits.md: values, bits, and bits a day and project', () => {
    const limits = readFileSync('docs/limits.md', 'utf8');
    expect(limits).toContain(`${inGb(values)} values (${bits.toFixed(1)} bits)`);
    expect(limits).toContain(`${inGb(early)} values (${Math.log2(early).toFixed(1)} bits)`);
    expect(limits).toContain(`at most ${inGb(endsToldPerDay)} a day (\`egress.endsToldPerDay\`)`);
    expect(limits).toContain(`${inGb(beforeFreeze)} bits a day and project`);
    expect(limits).toContain(`${inGb(Math.ceil(bits * quarters * maxOpen))} bits a day and project`);
  });

  test('is counted over every field: a new one has to be counted or said to be none of it', () => {
    const whole = outsideView(
      sampleOperation({
        door: 'export',
        state: 'failed',
        failure: failureIn('checking', '', at(0)),
        package: { digest: 'd', count: 1, bytes: 1 },
      }),
    );
    const counted = ['state', 'standing', 'failedIn', 'rule', 'back', 'size'];
    const others = ['door', 'project', 'id', 'number', 'received', 'since', 'until', 'page'];
    expect(Object.keys(whole).filter((name) => ![...counted, ...others].includes(name))).toEqual([]);
    const names: Record<keyof OutsideView, true> = {
      ...{ door: true, project: true, id: true, number: true, state: true, standing: true, failedIn: true, rule: true },
      ...{ back: true, size: true, received: true, since: true, until: true, page: true },
    };
    expect(Object.keys(names).toSorted()).toEqual([...counted, ...others].toSorted());
    expect(sizeClasses).toContain(whole.size);
  });
});

describe('a question to the researchers', () => {
  const asked = at(900_000);
  const inReview = sampleOperation({ door: 'export', id: 'exp_01K00000000000000000ABCDEF', state: 'in-review' });
  const frozen = { ...inReview, package: { digest: 'd', count: 1, bytes: 1 } };

  test('stands outside until its time is over', () => {
    expect(besidesOf({ deadline: at(9), asked }, new Date(at(899_999)))).toEqual({ deadline: at(9), asked });
    expect(besidesOf({ deadline: at(9), asked }, new Date(asked))).toEqual({ deadline: at(9) });
    expect(besidesOf({ deadline: at(9) }, new Date(start))).toEqual({ deadline: at(9) });
  });

  test('is what a package in review waits for until then, and nothing of one that went on', () => {
    expect(outsideView(frozen, { deadline: at(9), asked })).toMatchObject({ standing: 'question', until: asked });
    expect(outsideView(frozen, { deadline: at(9) }).standing).toBeUndefined();
    expect(outsideView({ ...frozen, state: 'released' }, { deadline: at(9), asked }).standing).toBeUndefined();
    expect(outsideView({ ...frozen, state: 'released' }, { deadline: at(9), asked }).until).not.toBe(asked);
  });
});
