import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { atOnce } from '../../src/use-cases/base/at-once.ts';
import { isWhole } from '../shares.ts';
import { acts } from './kills/acts.ts';
import { deathsOf } from './kills/deaths.ts';
import { outcomeOf } from './kills/outcome.ts';
import { type Act, type Disturbance, minute, Play, type Played, withClock } from './kills/play.ts';
import { Caller } from './kills/requests.ts';
import { openEgress, startWorld, type World } from './world.ts';

/** How many deaths of each act a run draws; `KILLS=every` plays all of them, which takes many times as long. */
const drawn = isWhole ? 5 : 2;
const playsAtOnce = 5;

let world: World;
let caller: Caller;
beforeAll(async () => {
  world = await startWorld();
  caller = new Caller(world);
  world.versions.knobs = { retentionDays: 0, softDeleteDays: 0, deleteOfRetained: 'is-refused' };
});
afterAll(() => world.stop());

let plays = 0;

/** Plays an act in a project of its own. It begins before the present, so that no time of it lies ahead of storage. */
async function play(act: Act, disturbance?: Disturbance): Promise<Played> {
  plays += 1;
  const [project, name] = [`kills-${plays}`, `upload-${plays}`];
  const ingress = { quietSeconds: 1, allowedExtensions: ['.csv'] };
  await world.project({ id: project, ingress, egress: openEgress, ...act.rules });
  const ports = withClock(world.ports, -(act.age ?? 0) * 1440 * minute - 20 * minute);
  const key = await act.set(world, ports, project, name);
  return await new Play(world, caller, act, { key, name }, disturbance).toItsEnd();
}

function some(deaths: readonly Disturbance[]): readonly Disturbance[] {
  if (process.env['KILLS'] === 'every') return deaths;
  const size = { minLength: drawn, maxLength: drawn };
  return fc.sample(fc.subarray([...deaths], size), 1).flat();
}

test.each(acts)('a process that dies at any effect of the $title leaves what one leaves that lives', async (act) => {
  const whole = await play(act);
  const deaths = some(deathsOf(act, whole));
  const played: { readonly title: string; readonly scene: Played }[] = [];
  await atOnce(playsAtOnce, deaths, async (death) => {
    played.push({ title: death.title, scene: await play(act, death) });
  });
  const mails = await world.mails();
  const outcome = await outcomeOf(world, mails, whole);
  expect(outcome).toMatchObject({
    row: { state: act.ends },
    owed: act.owes ?? [],
    lists: [],
    linesTwice: [],
    isHeld: false,
  });
  for (const { title, scene } of played)
    expect({ title, outcome: await outcomeOf(world, mails, scene) }).toEqual({ title, outcome });
});

test('after all of it every chain is whole and every receipt holds', async () => {
  const { chains, findings, receipts } = await verifyProofs(world.ports);
  expect({ findings, bad: receipts.bad }).toEqual({ findings: [], bad: [] });
  const played = chains.filter(({ chain }) => chain.startsWith('kills-'));
  expect(played.filter(({ ok }) => !ok)).toEqual([]);
  expect(played).toHaveLength(plays);
});
