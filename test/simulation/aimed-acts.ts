import type { ActName } from '../../src/domain/lifecycle/acts.ts';
import { everyProject } from '../../src/domain/operation/hold.ts';
import type { Project } from '../../src/domain/project/project.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { suspendPerson } from '../../src/use-cases/people/suspend-person.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { findReview } from '../../src/use-cases/review/find-review.ts';
import { groupsOff } from '../domain/sample.ts';
import { actSomehow } from './acts.ts';
import { handleIn } from './approvers.ts';
import { cast, projectId } from './definition.ts';
import { change, liftOwn, operator, tried } from './operators.ts';
import { findsLate } from './scanner.ts';
import { put } from './uploads.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Something that somebody does at the moment of an aim; `key` begins the keys of what it draws. */
export type AimedAct = (world: World, key: string) => Promise<void>;

/** An operator asks for the act where it is possible. */
const ask =
  (name: ActName): AimedAct =>
  (world, key) =>
    actSomehow(world, 'operator', (act) => act.name === name, key);

/** What an operator may ask of an operation. */
export const asked = {
  withdraw: ask('withdraw'),
  stop: ask('stop'),
  discard: ask('discard'),
  retry: ask('retry'),
  takeBack: ask('takeBack'),
  revoke: ask('revoke'),
  retract: ask('retract'),
  giveBack: ask('giveBack'),
} as const;

/** A kill switch that takes back what is outside, of the project or of all. Its answer says what it left, and that must be nothing. */
export const holds: AimedAct = async (world, key) => {
  const project = world.draws.pick(`${key} of`, [projectId, projectId, everyProject]);
  const lasts = world.draws.between(`${key} lasts`, MINUTE, HOUR);
  const until = new Date(world.time.now().getTime() + lasts).toISOString();
  const end = world.draws.happens(`${key} ends by itself`, 0.4) ? { until } : {};
  const act = { project, caller: operator(), reason: `A leak is looked into: ${key}` };
  await tried(world, key, async (app) => {
    const { releases } = await setHold(app.ports, world.workflows, { ...act, takeBack: true, ...end });
    for (const { operation, state, filesOutside, takenBack, problem } of releases)
      if (state === 'releasing' && filesOutside !== 0 && !takenBack && problem === undefined)
        world.broke(`a hold takes back what is outside: it left ${filesOutside} files of ${operation}`);
  });
  await world.time.sleep(lasts);
  await liftOwn(world, act);
};

/** Somebody who approves counts nowhere from now on. */
export const suspends: AimedAct = (world, key) => {
  const { oid } = world.draws.pick(key, cast.approvers);
  const act = { project: projectId, oid, caller: operator(), reason: 'The contract ended' };
  return tried(world, key, (app) => suspendPerson(app.ports, act));
};

const changed: readonly ((project: Project) => object)[] = [
  ({ egress }) => ({ egress: { ...egress, approval: { ...egress.approval, quorum: 3 } } }),
  ({ egress }) => ({ egress: { ...egress, approval: { ...egress.approval, independent: 1 } } }),
  ({ egress }) => ({ egress: { ...egress, approval: { ...egress.approval, required: true } } }),
  () => ({ ends: '2026-02-28' }),
  ({ people }) => ({ people: { ...people, approvers: people.approvers.slice(1) } }),
  ({ people }) => ({
    people: { ...people, approvers: people.approvers.map((one) => ({ ...one, eligibleUntil: '2026-02-28' })) },
  }),
  ({ people }) => ({
    people: {
      ...people,
      approvers: people.approvers.slice(1),
      researchers: [
        ...people.researchers,
        ...people.approvers.slice(0, 1).map(({ name, email, oid }) => ({ name, email, oid })),
      ],
    },
  }),
];

/** Whoever approves becomes a researcher, and later an approver again: they never count for what was written before. */
export const changesSides: AimedAct = async (world) => {
  const [ada] = cast.approvers;
  await change(world, (_, { people }) => ({
    people: {
      ...people,
      approvers: people.approvers.filter(({ oid }) => oid !== ada.oid),
      researchers: [...people.researchers.filter(({ oid }) => oid !== ada.oid), ada],
    },
  }));
  await change(world, (_, { people }) => ({
    people: {
      ...people,
      approvers: [...people.approvers.filter(({ oid }) => oid !== ada.oid), { ...ada, independent: true }],
      researchers: people.researchers.filter(({ oid }) => oid !== ada.oid),
    },
  }));
};

/** A file that was sent is sent again with another content, or one more is added. */
export const sends: AimedAct = async (world, key) => {
  const door = world.draws.pick(`${key} door`, ['ingress', 'export'] as const);
  const sent = world.puts.filter((one) => one.door === door && !one.path.endsWith('/_COMPLETE'));
  if (sent.length === 0) return;
  const { path } = world.draws.pick(`${key} file`, sent);
  const isNew = world.draws.happens(`${key} new`, 0.4);
  await put(world, door, isNew ? path.replace(/[^/]+$/, 'topaz.csv') : path, `${key} ${world.time.now().getTime()}\n`);
};

/** What no decision may be like: each makes one of a good one. */
const flaws: readonly ((good: Parameters<typeof decide>[1]) => Parameters<typeof decide>[1])[] = [
  (good) => ({ ...good, lookedAt: false }),
  (good) => ({ ...good, deidentified: false }),
  (good) => ({ ...good, choice: 'deny', reason: ' ' }),
  (good) => ({ ...good, digest: 'another' }),
  (good) => ({ ...good, approver: { ...good.approver, oid: cast.researcher.oid } }),
  (good) => ({ ...good, handle: 'nobody was sent this' }),
];

/** Everybody who has a link sends a form that must be refused. */
export const decidesWrongly: AimedAct = async (world, key) => {
  const flaw = world.draws.pick(`${key} flaw`, flaws);
  for (const { oid, name, email } of cast.approvers) {
    const handle = world.deployment.inbox.mails.filter(({ to }) => to === email).findLast((mail) => handleIn(mail));
    const link = handle && handleIn(handle);
    if (link === undefined) continue;
    await tried(world, key, async (app) => {
      const digest = (await findReview(app.ports, link))?.round.digest ?? '';
      const approver = { oid, name, emails: [], groups: 'no-claim' } as const;
      const good = {
        handle: link,
        approver,
        choice: 'approve',
        reason: '',
        lookedAt: true,
        deidentified: true,
        digest,
      } as const;
      const { kind } = await decide({ ...app.ports, groupsClaim: groupsOff }, flaw(good));
      if (kind === 'recorded')
        world.broke(`no decision counts that is not whole: ${JSON.stringify(flaw(good))} was recorded`);
    });
  }
};

/** Changes of the definition that meet a round or a release. Those that weaken it wait for a second operator. */
export const changes: readonly AimedAct[] = changed.map(
  (made) => (world) => change(world, (_, project) => made(project)),
);

/** Malware in what was held for clean. */
export const foundLate = {
  ingress: (world: World) => findsLate(world, 'ingress'),
  export: (world: World) => findsLate(world, 'export'),
} as const;
