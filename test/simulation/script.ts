import { type Door, doors } from '../../src/domain/base/door.ts';
import { type Act, acts } from '../../src/domain/lifecycle/acts.ts';
import { everyProject } from '../../src/domain/operation/hold.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { whyNotRunning } from '../../src/domain/project/project-time.ts';
import { approversGoAway } from './absences.ts';
import { actSomehow, operationsOf } from './acts.ts';
import { aim, aimedDefinition } from './aims.ts';
import { answer, approversWork, handleIn } from './approvers.ts';
import { clearDoors, projectCloses } from './closing.ts';
import { cast, drawnDefinition, projectId } from './definition.ts';
import { factoryMisbehaves, servicesGoAway } from './mischief.ts';
import { liftAnyHold, peopleInterfere } from './operators.ts';
import { questionsAreAnswered } from './questions.ts';
import { openRoom } from './reading-room.ts';
import { discardWhatIsRefused, refusedAreDiscarded } from './refused.ts';
import { researchersWork } from './researchers.ts';
import { restoreWhatIsLost } from './restoring.ts';
import {
  closesAfterLapse,
  floods,
  lapsing,
  letPass,
  limited,
  neverFits,
  rollsBack,
  stopsAndGoesBack,
} from './seldom.ts';
import { rebuildWhatIsStale, rowsAreTampered } from './tampering.ts';
import { reconcileOnce, sweepOnce, tick } from './timers.ts';
import { remove, upload } from './uploads.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A schedule from its first upload to the rest at its end: a storm in which everything may happen, then calm weather until nothing changes any more. */
export async function schedule(world: World): Promise<void> {
  const { draws, weather } = world;
  const definition = aimedDefinition(draws, drawnDefinition(draws));
  await (await world.app('setup')).ports.projects.put(limited(world, lapsing(world, definition)), null);
  if (weather.tampering === 'store-lost') await sweepOnce(world);
  weather.isCalm = false;
  aim(world);
  openRoom(world);
  let isOver = false;
  const over = () => isOver;
  const storm = [
    tick(world, over),
    approversWork(world, over),
    researchersWork(world, over),
    approversGoAway(world, over),
    peopleInterfere(world, over),
    weather.has('project-closed') ? projectCloses(world, over) : undefined,
    servicesGoAway(world, over),
    factoryMisbehaves(world, over),
    uploads(world),
    weather.has('senders-act') ? refusedAreDiscarded(world, over) : undefined,
    rowsAreTampered(world, over),
    weather.has('flood') ? floods(world) : undefined,
    weather.has('rolled-back') ? rollsBack(world) : undefined,
    weather.has('asks') ? questionsAreAnswered(world, over) : undefined,
    weather.has('goes-back') ? stopsAndGoesBack(world, over) : undefined,
  ];
  await world.time.sleep(draws.pick('storm', [20 * MINUTE, 20 * MINUTE, HOUR, 6 * HOUR]));
  isOver = true;
  weather.isCalm = true;
  world.away.clear();
  await Promise.all(storm);
  world.away.clear();
  world.calmSince = world.time.now().getTime();
  await calm(world);
}

/** What is sent in a schedule: many have one flow only, which costs half, so that more of them are played. */
const doorsUsed: readonly (readonly Door[])[] = [doors, doors, doors, ['ingress'], ['export']];

/** Names that no mail has for another reason. */
const names = { ingress: ['cohort', 'scans'], export: ['amber-figures', 'slate-tables'] } as const;

async function uploads(world: World): Promise<void> {
  const { draws, weather } = world;
  const count = draws.happens('more names', 0.05) || weather.has('limited') ? 2 : 1;
  const used = weather.has('limited') ? (['export'] as const) : draws.pick('doors', doorsUsed);
  const sent = used.flatMap((door) => names[door].slice(0, count).map((name) => ({ name, door })));
  await Promise.all(
    sent.map(async ({ name, door }) => {
      await world.time.sleep(draws.between(`arrival ${door} ${name}`, 0, 20 * MINUTE));
      await upload(world, door, name);
      if (!draws.happens(`again ${door} ${name}`, 0.07)) return;
      await world.time.sleep(draws.between(`pause ${door} ${name}`, MINUTE, HOUR));
      await upload(world, door, name);
    }),
  );
}

const mostRounds = 400;

/** Where rows were put back or forged, what contradicts the audit for good never rests. */
const roundsTampered = 60;

/** How long the world is left alone: while much happens, until every review has had its time, and until everything has. */
const pauses = [HOUR, 20 * DAY, 100 * DAY] as const;
const longest = pauses.length - 1;

/**
 * People do what is theirs, and the timers tick, until two ticks in a row change nothing, with more than any deadline lasts between them. The
 * pauses grow while nothing changes: ticks that would find nothing are left out.
 */
async function calm(world: World): Promise<void> {
  let rest = 0;
  let quiet = 0;
  await liftAnyHold(world);
  for (let round = 0; quiet < 2; round += 1) {
    const isTampered = [...world.tampered].some((one) => one !== 'store-lost');
    if (round === mostRounds || (isTampered && round === roundsTampered)) {
      if (isTampered) return;
      const states = (await operationsOf({ ports: world.god })).map(({ id, state }) => `${id} ${state}`);
      world.broken.push(`It does not come to rest: ${states.join(', ')}`);
      return;
    }
    await sleepUnlessAsked(world, pauses[rest] ?? HOUR);
    const before = world.writes;
    const waiting = world.unended().length;
    if (world.lost !== undefined) {
      await sweepOnce(world);
      await restoreWhatIsLost(world);
    }
    if (isTampered) await rebuildWhatIsStale(world);
    await peopleDoTheirs(world, round);
    await sweepOnce(world);
    await closesAfterLapse(world);
    await reconcileOnce(world);
    // What becomes of the computes of a project that is over is told and written down by a look of a moment ago.
    if (await isProjectOver(world)) await sweepOnce(world);
    // An orchestration that the sweep began has written nothing yet.
    const isQuiet = world.writes === before && world.unended().length <= waiting;
    if (!isQuiet || world.isBusy) quiet = 0;
    else if (rest === longest || quiet === 0) quiet += 1;
    // Where nobody waits, only time itself brings something on.
    if (isQuiet) rest = world.unended().length === 0 ? longest : Math.min(rest + 1, longest);
  }
}

/** Whoever is told of a hold, or of a package that waits for the reading room, or never fits a limit, looks within a day: it would ask for months. */
async function sleepUnlessAsked({ god, time }: World, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= DAY) {
    await time.sleep(Math.min(left, DAY));
    const held = await Promise.all([projectId, everyProject].map((project) => god.holds.at(project)));
    const operations = await operationsOf({ ports: god });
    if (held.flat().length > 0 || operations.some((one) => one.state === 'inspecting' || neverFits(one))) return;
  }
}

async function isProjectOver({ god, time }: World): Promise<boolean> {
  const stored = await god.projects.get(projectId);
  const why = stored === undefined ? undefined : whyNotRunning(stored.value, time.now());
  return why === 'ended' || why === 'closed';
}

/** Longer than any review lasts that its deadline ends. */
const longestReview = 20 * DAY;

/**
 * What operators bring on: what is refused is deleted, what rests is retried for a while and then goes back, and a review that nobody ends is withdrawn, however many
 * reminders keep the project from coming to rest. Senders remove what they have withdrawn,
 * and what waits at the doors of a closed project.
 */
async function peopleDoTheirs(world: World, round: number): Promise<void> {
  const now = world.time.now().getTime();
  const wanted = ({ name }: Act, { state, since }: Operation) => {
    if (state === 'failed') return name !== 'retry' || round < 5 || round % 10 === 0;
    if (state === 'inspecting') return name === 'withdraw' && now - Date.parse(since) > HOUR;
    if (state === 'in-review') return name === 'withdraw' && now - Date.parse(since) > longestReview;
    return ['rejected', 'scanning'].includes(state) && name === 'discard';
  };
  const operations = await operationsOf({ ports: world.god });
  if (operations.some((operation) => acts.some((act) => wanted(act, operation))))
    await actSomehow(world, 'operator', wanted);
  await discardWhatIsRefused(world);
  await liftAnyHold(world);
  await letPass(world);
  for (const { door, project, name, state } of operations)
    if (state === 'withdrawing') await remove(world, door, `${project}/${name}`);
  await clearDoors(world);
  if (world.answersInCalm) await approversAnswer(world);
}

async function approversAnswer(world: World): Promise<void> {
  for (const approver of [...cast.approvers, cast.spare]) {
    const mails = world.deployment.inbox.mails.filter(({ to }) => to === approver.email);
    for (const mail of mails) {
      const handle = handleIn(mail);
      if (handle === undefined || world.answered.has(handle)) continue;
      world.answered.add(handle);
      await answer(world, approver, handle, 'approve');
    }
  }
}
