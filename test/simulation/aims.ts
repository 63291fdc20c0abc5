import { type Project, projectSchema } from '../../src/domain/project.ts';
import type { ServiceCall } from '../memory/hook.ts';
import { aimedActs } from './aimed-acts.ts';
import type { Draws } from './draws.ts';
import { nameOf } from './request-hook.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Requests of the app after which something is done: the run of each pipeline, the lists and decisions of a package, and any move. */
const moments: readonly RegExp[] = [
  /^data-factory start ingress-copy/,
  /^data-factory start ingress-delete/,
  /^data-factory start discard/,
  /^data-factory start export-freeze/,
  /^data-factory start export-delete/,
  /^data-factory start export-release/,
  /^data-factory start export-release/,
  /^data-factory start export-return/,
  /^data-factory start release-revoke/,
  /^data-factory start dataset-retract/,
  /^control\/manifests .*-source\.ndjson/,
  /^control\/manifests .*-package\.ndjson/,
  /^table decisions transact/,
  /^table decisions transact/,
  /^table register transact/,
];

/**
 * What rarely meets in a schedule that leaves everything to chance: something is done within seconds of a request that it could harm, such as a
 * hold while a release begins. Half of all schedules have no aim; a draw of an aim changes no other draw.
 */
export async function aimed(world: World, isOver: () => boolean): Promise<void> {
  const { draws } = world;
  if (!draws.happens('aimed', 0.5)) return;
  const count = draws.between('aims', 1, 3);
  await Promise.all(Array.from({ length: count }, (_, at) => aim(world, `aim ${at}`, isOver)));
}

async function aim(world: World, key: string, isOver: () => boolean): Promise<void> {
  const { draws } = world;
  const moment = draws.pick(`${key} at`, moments);
  const act = draws.pick(`${key} act`, aimedActs);
  const delay = draws.pick(`${key} after`, [0, 20, 300, SECOND, 3 * SECOND, 10 * SECOND, MINUTE, 10 * MINUTE]);
  let times = draws.between(`${key} time`, 1, moment.source.includes('transact') ? 4 : 1);
  const isThere = (call: ServiceCall) => {
    if (!moment.test(nameOf(call))) return false;
    times -= 1;
    return times === 0;
  };
  world.watchers.push({
    call: (call) => {
      if (!isOver() && isThere(call)) world.background(world.time.sleep(delay).then(() => act(world, key)));
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
