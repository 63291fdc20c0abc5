import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import {
  type AimedAct,
  asked,
  changes,
  changesSides,
  decidesWrongly,
  foundLate,
  holds,
  sends,
  suspends,
} from './aimed-acts.ts';
import type { Draws } from './draws.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A request of the app, by the beginning of its name, and what is done within seconds of it. */
interface Moment {
  readonly request: RegExp;
  /** A word that what is sent has to hold, where not every such request is meant. */
  readonly with?: string;
  readonly acts: readonly AimedAct[];
}

const { withdraw, stop, discard, retry, takeBack, revoke, retract, giveBack } = asked;
const inReview = [decidesWrongly, suspends, changesSides, ...changes, withdraw, foundLate.export, holds];
const release = /^data-factory start export-release/;

/** Where a guard matters: while something is taken, asked about, released, or taken back. What is asked about and released comes more often. */
const moments: readonly Moment[] = [
  { request: /^data-factory start ingress-copy/, acts: [withdraw, stop, sends, foundLate.ingress, holds] },
  { request: /^data-factory start ingress-delete/, acts: [sends, stop, retract, foundLate.ingress] },
  { request: /^data-factory start export-freeze/, acts: [withdraw, stop, sends, holds, foundLate.export, discard] },
  { request: /^data-factory start export-delete/, acts: [withdraw, sends, stop, foundLate.export] },
  { request: release, acts: [holds, takeBack, stop] },
  { request: release, acts: [holds, holds, revoke, foundLate.export, ...changes] },
  { request: /^data-factory start export-return/, acts: [stop, holds, giveBack] },
  { request: /^data-factory start (release-revoke|dataset-retract|discard)/, acts: [holds, stop, retry, sends] },
  { request: /^control\/manifests .*-source-.*\.ndjson/, acts: [sends, withdraw, stop] },
  { request: /^control\/manifests .*-package\.ndjson/, acts: [withdraw, foundLate.export, stop] },
  { request: /^table decisions transact/, acts: inReview },
  { request: /^table decisions transact/, acts: inReview },
  { request: /^table register transact/, acts: [withdraw, stop, discard, retry, holds, takeBack, revoke] },
];

/** Where there is a reading room: while a package waits for it. Drawn apart, so that schedules without one have the aims that they had. */
const inspections: readonly Moment[] = [
  { request: /^secure\/inspections put/, acts: [withdraw, stop, foundLate.export, foundLate.export, holds] },
];

/** States that an operation is in for less than a second, and a revocation that is stopped. Drawn apart and rarely, so that other schedules have the aims that they had. */
const brief: readonly Moment[] = [
  { request: /^table register transact/, with: 'verifying', acts: [withdraw] },
  { request: /^table decisions (transact|update)/, with: 'changes-wanted', acts: [suspends, changesSides] },
  { request: /^table decisions (transact|update)/, with: 'denied', acts: [suspends, changesSides] },
  { request: /^data-factory start release-revoke/, acts: [stop] },
];

/**
 * What rarely meets in a schedule that leaves everything to chance: something is done within seconds of a request that it could harm, such as a
 * hold while a release begins. Half of all schedules have no aim; a draw of an aim changes no other draw.
 */
export function aim(world: World): void {
  const { draws } = world;
  if (world.hasRoom && draws.happens('aimed at the room', 0.5)) aimOnce(world, 'aim at the room', inspections);
  if (draws.happens('aimed at a brief state', 0.03)) aimOnce(world, 'aim at a brief state', brief, [0, 20, 100, 300]);
  if (!draws.happens('aimed', 0.5)) return;
  const count = draws.between('aims', 1, 3);
  for (let number = 1; number <= count; number += 1) aimOnce(world, `aim ${number}`, moments);
}

const delays = [0, 20, 300, SECOND, 3 * SECOND, 10 * SECOND, MINUTE, 10 * MINUTE];

function aimOnce(world: World, key: string, at: readonly Moment[], after: readonly number[] = delays): void {
  const { draws } = world;
  const { request, with: word, acts } = draws.pick(`${key} at`, at);
  const act = draws.pick(`${key} act`, acts);
  const delay = draws.pick(`${key} after`, after);
  let left = draws.between(`${key} time`, 1, word === undefined && request.source.includes('transact') ? 5 : 1);
  world.watchers.push({
    call: ({ args }, name) => {
      if (left === 0 || !request.test(name)) return;
      if (word !== undefined && !JSON.stringify(args).includes(word)) return;
      left -= 1;
      if (left === 0) world.background(world.time.sleep(delay).then(() => act(world, key)));
    },
    effect: () => undefined,
  });
}

/** The definition with rules that a schedule aims at: days that end soon, and people whose time ends. */
export function aimedDefinition(draws: Draws, project: Project): Project {
  if (!draws.happens('aimed definition', 0.15)) return project;
  const { people, egress, ingress } = project;
  const timely = people.approvers.map((one, at) => (at === 0 ? { ...one, eligibleUntil: '2026-03-01' } : one));
  const changes = draws.pick('aimed rules', [
    { people: { ...people, approvers: timely } },
    { ends: '2026-03-01' },
    { starts: '2026-03-02' },
    { ingress: { ...ingress, maxFiles: 2 }, egress: { ...egress, maxFiles: 2 } },
    { ingress: { ...ingress, maxBytes: 60 }, egress: { ...egress, maxBytes: 60 } },
    {
      ingress: { ...ingress, giveUpHours: 1, quietSeconds: 3600 },
      egress: { ...egress, giveUpHours: 1, quietSeconds: 3600 },
    },
  ]);
  return projectSchema.parse({ ...project, ...changes });
}
