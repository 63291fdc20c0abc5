import { expect, test } from 'vitest';
import { bounds } from '../../../scripts/verify/cost.ts';
import { type Around, type Trial, verify } from '../../../scripts/verify/run.ts';
import type { Asked, Outcome, StepId, World } from '../../../scripts/verify/step.ts';
import { type Scripted, worldOf } from './scripted-world.ts';

const fine: Outcome = { verdict: 'confirmed', seen: 'It is so' };
const never = <Value>() => new Promise<Value>(() => {});
/** Does something, and then gives what it was asked for. */
const after = <Value>(_done: unknown, value: Value): Value => value;
const minute = 60_000;

/** Time that stands still but for alarms: one that is waited for is over once nothing else can go on. */
function timeOf() {
  let time = Date.parse('2026-12-01T10:00:00Z');
  const lines: string[] = [];
  const stop = new AbortController();
  const around: Around = {
    now: () => new Date(time),
    say: (line) => lines.push(line),
    stop: stop.signal,
    alarm: async (milliseconds, nobodyWaits) => {
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      if (nobodyWaits.aborted) return never();
      time += milliseconds;
      return undefined;
    },
  };
  return { around, lines, stop, pass: (minutes: number) => (time += minutes * minute) };
}

function trialOf(changed: Partial<Trial<World>> = {}, world: Scripted = {}) {
  const ended: number[] = [];
  const trial: Trial<World> = {
    answered: 'a subscription',
    lift: 'Run: npm run teardown',
    begin: async () => worldOf(world),
    end: async (_signal, minutes) => {
      ended.push(minutes);
      return { isGone: true, stays: [] };
    },
    ...changed,
  };
  return { trial, ended };
}

const stepOf = (id: StepId, run: (world: World) => Promise<Outcome>, minutes = 10) => ({ id, minutes, run });
const asked: Asked = { as: 'owner', method: 'GET', url: 'https://a.blob.core.windows.net/x?sig=abc&comp=list' };

test('what was asked and answered is told of each step, and then it is taken down', async () => {
  const { around } = timeOf();
  const { trial, ended } = trialOf(
    {},
    { answers: { '/x': { status: 409, code: 'BlobImmutableDueToPolicy', text: '' } } },
  );
  const findings = await verify(around, trial, [
    stepOf('code', async (world) => {
      await world.ask(asked);
      return fine;
    }),
  ]);
  expect(findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'deployment confirmed',
    'code confirmed',
    'teardown confirmed',
  ]);
  expect(findings[1]?.asked).toEqual([
    'GET https://a.blob.core.windows.net/x?sig&comp=list → 409 BlobImmutableDueToPolicy',
  ]);
  expect(ended).toEqual([bounds.minutes]);
});

test('a step that hangs ends with its minutes, is no refutation, and the next one is taken', async () => {
  const { around } = timeOf();
  const { trial, ended } = trialOf();
  const steps = [stepOf('code', () => never(), 12), stepOf('quota', async () => fine)];
  const findings = await verify(around, trial, steps);
  expect(findings[1]).toMatchObject({
    id: 'code',
    verdict: 'unchecked',
    seen: 'It did not end in the time that it had',
  });
  expect(findings[2]).toMatchObject({ id: 'quota', verdict: 'confirmed' });
  expect(ended).toEqual([bounds.minutes - 12]);
});

test('a request that is never answered ends the same way', async () => {
  const { around } = timeOf();
  const { trial } = trialOf({}, { hangs: '/x' });
  const [, finding] = await verify(around, trial, [
    stepOf('code', async (world) => after(await world.ask(asked), fine)),
  ]);
  expect(finding).toMatchObject({ verdict: 'unchecked', asked: [] });
});

test('a step that is refused is told with the refusal, and the next one is taken', async () => {
  const { around } = timeOf();
  const { trial } = trialOf();
  const refused = stepOf('code', async () => {
    throw new Error('PUT /x was answered 403 AuthorizationFailed');
  });
  const findings = await verify(around, trial, [refused, stepOf('quota', async () => fine)]);
  expect(findings[1]).toMatchObject({
    verdict: 'unchecked',
    seen: 'It failed: PUT /x was answered 403 AuthorizationFailed',
  });
  expect(findings[2]?.verdict).toBe('confirmed');
});

test.each([
  ['fails', () => Promise.reject(new Error('azd up failed: quota')), 'It failed: azd up failed: quota'],
  ['hangs', () => never<World>(), 'It did not end in the time that it had'],
])('a trial that %s while it comes up is taken down, and nothing is asked', async (_, begin, seen) => {
  const { around } = timeOf();
  const { trial, ended } = trialOf({ begin });
  const findings = await verify(around, trial, [stepOf('code', async () => fine)]);
  expect(findings[0]).toMatchObject({ id: 'deployment', verdict: 'unchecked', seen });
  expect(findings[1]).toMatchObject({ id: 'code', verdict: 'unchecked', seen: 'The trial did not come up' });
  expect(ended.length).toBe(1);
  expect(ended[0]).toBeGreaterThanOrEqual(bounds.removal);
});

test('work that is late is told to end, and none that ended by itself', async () => {
  const signals: AbortSignal[] = [];
  const { trial } = trialOf({ begin: (signal) => after(signals.push(signal), never()) });
  await verify(timeOf().around, trial, []);
  const other = trialOf({ begin: async (signal) => after(signals.push(signal), worldOf({})) });
  await verify(timeOf().around, other.trial, []);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test('no step begins in the time that is kept for taking it down, and one that begins before ends then', async () => {
  const { around, pass } = timeOf();
  const { trial, ended } = trialOf();
  const slow = stepOf('code', async () => after(pass(bounds.minutes - bounds.removal - 5), fine), 200);
  const findings = await verify(around, trial, [
    slow,
    stepOf('quota', () => never(), 20),
    stepOf('queries', async () => fine),
  ]);
  expect(findings[2]).toMatchObject({ id: 'quota', seen: 'It did not end in the time that it had' });
  expect(findings[3]).toMatchObject({ id: 'queries', seen: 'No time was left for it' });
  expect(ended).toEqual([bounds.removal]);
});

test('whoever stops it ends the step, and it is taken down all the same', async () => {
  const { around, stop } = timeOf();
  const { trial, ended } = trialOf();
  const stopping = stepOf('code', () => after(stop.abort(), never()));
  const findings = await verify(around, trial, [stopping, stepOf('quota', async () => fine)]);
  expect(findings.slice(1, 3).map(({ seen }) => seen)).toEqual(['Somebody stopped it', 'Somebody stopped it before']);
  expect(ended.length).toBe(1);
});

test.each([
  ['fails', () => Promise.reject(new Error('az failed')), 'unchecked', 'It failed: az failed'],
  ['hangs', () => never<never>(), 'unchecked', 'It did not end'],
  ['leaves a group', async () => ({ isGone: false, stays: ['rg-x is in use'] }), 'refuted', 'rg-x is in use'],
] as const)('a removal that %s says what to do', async (_, end, verdict, seen) => {
  const { trial } = trialOf({ end });
  const last = (await verify(timeOf().around, trial, [])).at(-1);
  expect(last).toMatchObject({ id: 'teardown', verdict });
  expect(last?.seen).toContain(seen);
  expect(last?.seen).toMatch(/Run: npm run teardown$/);
});
