import { createActivities } from '../../../src/activities/index.ts';
import { failOperation } from '../../../src/activities/lifecycle/fail.ts';
import { inspectionKey } from '../../../src/activities/review/evidence.ts';
import type { Door } from '../../../src/domain/base/door.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { startOperation } from '../../../src/use-cases/operation/start-operation.ts';
import { withdrawOperation } from '../../../src/use-cases/operation/withdraw-operation.ts';
import { person } from '../../domain/sample.ts';
import { decideAll } from '../packages.ts';
import { flowSettings, openEgress, type World } from '../world.ts';
import { type Act, minute, settingsOf, withClock } from './play.ts';

const container = { ingress: 'ingress', export: 'exports' } as const;
const unreviewed = { egress: { ...openEgress, approval: { ...openEgress.approval, required: false } } };
const wantingPurpose = { egress: { ...openEgress, purposeRequired: true } };

/** People put two files and the marker at the door. The first is right, so that what is wrong comes when the upload is under way. */
async function upload(
  world: World,
  ports: Ports,
  door: Door,
  { project, name, path = 'a.csv' }: { project: string; name: string; path?: string },
): Promise<OperationKey> {
  const place = container[door];
  await world.put(place, `${project}/${name}/deep/b.csv`, 'b');
  const started = await startOperation(ports, { door, path: `${project}/${name}/deep/b.csv` });
  await world.put(place, `${project}/${name}/${path}`, 'a');
  await world.put(place, `${project}/${name}/_COMPLETE`, '');
  if (!('key' in started)) throw new Error(`${name} was not taken up: ${JSON.stringify(started)}`);
  return started.key;
}

/** The flow of the door, until its instance is lost after that call, it waits for people, or it has ended. */
async function flow(
  world: World,
  ports: Ports,
  door: Door,
  key: OperationKey,
  { until, hasRoom }: { until?: string | undefined } & Pick<Act, 'hasRoom'> = {},
): Promise<void> {
  const enough = async () => (await world.operation(key)).state === 'in-review';
  const activities = createActivities(ports, settingsOf({ ...(hasRoom && { hasRoom }) }));
  await world.run(door, key, { activities, enough, crashAfter: (call) => call === until });
}

/** An operator stops it, and its runs have ended. */
async function stopped(ports: Ports, key: OperationKey): Promise<void> {
  for (let look = 0; ; look += 1) {
    const { oid: by } = person('Otto', 90);
    const stop = { key, message: 'Stopped by an operator: to be seen', look, by };
    if ((await failOperation(ports, flowSettings, stop)).ended) return;
  }
}

/** A set that uploads at the door and lets the flow come to that call. */
function upTo(door: Door, until?: string, path?: string): Act['set'] {
  return async (world, ports, project, name) => {
    const key = await upload(world, ports, door, { project, name, ...(path === undefined ? {} : { path }) });
    await flow(world, ports, door, key, { until });
    return key;
  };
}

/** The same of a package where there is a reading room. */
function withRoomUpTo(until: string): Act['set'] {
  return async (world, ports, project, name) => {
    const key = await upload(world, ports, 'export', { project, name });
    await flow(world, ports, 'export', key, { until, hasRoom: true });
    return key;
  };
}

/** The reading room answers. */
const roomAnswers: NonNullable<Act['afterwards']> = async (world, { key }) => {
  await world.room.answer(inspectionKey(await world.operation(key)), 'lookedAt');
};

/** The same, and then an operator stops it. */
function stoppedAt(door: Door, until?: string): Act['set'] {
  return async (world, ports, project, name) => {
    const key = await upTo(door, until)(world, ports, project, name);
    await stopped(ports, key);
    return key;
  };
}

/** A researcher's package that went back because it was withdrawn. */
const returned: Act['set'] = async (world, ports, project, name) => {
  const key = await upTo('export')(world, ports, project, name);
  const workflows = { start: async () => {}, wake: async () => {} };
  const { oid: by } = person('Rita', 2);
  await withdrawOperation(ports, workflows, { key, by, part: 'researcher', reason: 'a wrong table' });
  await world.run('export', key, { activities: createActivities(ports, flowSettings) });
  return key;
};

/** A package in review of which an approver wants changes. */
const toBeChanged: Act['set'] = async (world, ports, project, name) => {
  const key = await upTo('export')(world, ports, project, name);
  const activities = createActivities(ports, flowSettings);
  await activities.openReview(key);
  await activities.inviteApprovers({ key });
  await decideAll(world, key, 'changes');
  return key;
};

/** An upload about which no verdict came, so that it rests. */
const unscanned: Act['set'] = async (world, ports, project, name) => {
  const hoursAgo = withClock(world.ports, -180 * minute);
  const key = await upload(world, hoursAgo, 'ingress', { project, name });
  for (const at of [hoursAgo, ports]) {
    let looks = 0;
    const enough = async () => {
      if ((await world.operation(key)).state === 'scanning') looks += 1;
      return looks > 2;
    };
    await world.run('ingress', key, { activities: createActivities(at, flowSettings), enough });
  }
  return key;
};

/** Nobody but people with rights of storage removes files from a door. */
const emptyDoor =
  (door: Door): NonNullable<Act['afterwards']> =>
  async (world, { key, name }) => {
    const prefix = `${key.project}/${name}/`;
    for (const path of await world.names(container[door], prefix))
      await world.container(container[door]).deleteBlob(path);
  };

/** Every act that is played, with where it begins and where it ends. */
export const acts: readonly Act[] = [
  {
    title: 'retry of a copy that was stopped',
    set: stoppedAt('ingress', 'startTransfer ingress-copy'),
    requests: [{ ask: 'retry', door: 'ingress' }],
    ends: 'available',
  },
  {
    title: 'retry of what was not scanned',
    rules: { ingress: { quietSeconds: 1, malwareScan: 'required' } },
    set: unscanned,
    requests: [{ ask: 'retry', door: 'ingress' }],
    ends: 'scanning',
  },
  {
    title: 'discard of a rejected upload',
    set: upTo('ingress', undefined, 'tool.exe'),
    requests: [{ ask: 'discard', door: 'ingress' }],
    ends: 'discarded',
  },
  {
    title: 'discard of a package that failed before its freeze',
    set: stoppedAt('export', 'move'),
    requests: [{ ask: 'discard', door: 'export' }],
    ends: 'discarded',
  },
  {
    title: 'give-back of a package that was stopped in review',
    set: stoppedAt('export'),
    requests: [{ ask: 'giveBack', door: 'export' }],
    ends: 'returned',
  },
  {
    title: 'withdrawal of an upload before anything was copied',
    set: upTo('ingress', 'move'),
    requests: [{ ask: 'withdraw', door: 'ingress' }],
    afterwards: emptyDoor('ingress'),
    ends: 'withdrawn',
  },
  {
    title: 'withdrawal of a package that is being frozen',
    set: upTo('export', 'startTransfer export-freeze'),
    requests: [{ ask: 'withdraw', door: 'export' }],
    ends: 'returned',
  },
  {
    title: 'withdrawal of a package in review',
    set: upTo('export'),
    requests: [{ ask: 'withdraw', door: 'export' }],
    ends: 'returned',
  },
  {
    title: 'beginning and end of an inspection',
    hasRoom: true,
    set: withRoomUpTo('needsApproval'),
    afterwards: roomAnswers,
    ends: 'in-review',
  },
  {
    title: 'end of an inspection that nobody answered',
    hasRoom: true,
    set: withRoomUpTo('askInspection'),
    age: 1,
    ends: 'in-review',
  },
  {
    title: 'withdrawal of a package that is inspected',
    hasRoom: true,
    set: withRoomUpTo('askInspection'),
    requests: [{ ask: 'withdraw', door: 'export' }],
    ends: 'returned',
  },
  {
    title: 'return of a package of which changes are wanted',
    set: toBeChanged,
    ends: 'returned',
  },
  {
    title: 'beginning of the wait for a purpose',
    rules: wantingPurpose,
    set: upTo('export', 'needsApproval'),
    ends: 'in-review',
    // That it is in review is told once its approvers are asked.
    owes: ['telling'],
  },
  {
    title: 'purpose that a researcher types while the package waits',
    rules: wantingPurpose,
    set: upTo('export'),
    requests: [{ ask: 'purpose', door: 'export' }],
    ends: 'in-review',
  },
  {
    title: 'reminder of a purpose that nobody typed',
    rules: wantingPurpose,
    set: upTo('export'),
    age: 5,
    ends: 'in-review',
    owes: ['telling'],
  },
  {
    title: 'expiry of a review',
    set: upTo('export'),
    age: 18,
    ends: 'returned',
  },
  {
    title: 'take-back of a release under way',
    rules: unreviewed,
    set: upTo('export', 'startTransfer export-release'),
    requests: [{ ask: 'takeBack', door: 'export', body: { to: 'returning' } }],
    ends: 'returned',
  },
  {
    title: 'revocation',
    rules: unreviewed,
    set: upTo('export'),
    requests: [{ ask: 'revoke', door: 'export' }],
    ends: 'revoked',
  },
  {
    title: 'retraction',
    set: upTo('ingress'),
    requests: [{ ask: 'retract', door: 'ingress' }],
    ends: 'retracted',
  },
  {
    title: 'clearing of the frozen copy and of what was returned',
    set: returned,
    age: 100,
    ends: 'returned',
  },
  {
    title: 'hold of a release under way, and its end',
    rules: unreviewed,
    set: upTo('export', 'startTransfer export-release'),
    requests: [
      { ask: 'hold', door: 'export' },
      { ask: 'lift', door: 'export' },
    ],
    ends: 'released',
  },
  {
    title: 'hold that takes a release back, and its end',
    rules: unreviewed,
    set: upTo('export', 'startTransfer export-release'),
    requests: [
      { ask: 'hold', door: 'export', body: { takeBack: true } },
      { ask: 'lift', door: 'export' },
    ],
    ends: 'returned',
  },
];
