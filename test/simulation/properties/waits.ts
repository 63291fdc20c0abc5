import { latestRound } from '../../../src/activities/review/amend-round.ts';
import { type Door, doorFacts, doors } from '../../../src/domain/base/door.ts';
import { isUnderWay } from '../../../src/domain/lifecycle/capacity.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { type Project, rulesAt } from '../../../src/domain/project/project.ts';
import type { Round } from '../../../src/domain/review/round.ts';
import { operationsOf } from '../acts.ts';
import { projectId } from '../definition.ts';
import type { World } from '../world.ts';
import { type Property, textOf } from './property.ts';

const HOUR = 60 * 60_000;

/** How long after its deadline a round may be open while services are up: a flow that had stopped is begun again by the next sweep. */
const grace = 2 * HOUR;

/** Under rules that return a package at the deadline no round is open long after it. */
export const reviewsEnd: Property = {
  what: 'a review ends at its deadline',
  watch({ world, god, broken }) {
    const awaited = new Set<string>();
    const lookAt = (id: string, instant: number) => {
      if (awaited.has(`${id} ${instant}`)) return;
      awaited.add(`${id} ${instant}`);
      world.time.at(instant, () => {
        look(id).catch((error: unknown) => broken(`${id} could not be looked at: ${textOf(error)}`));
      });
    };
    const look = async (id: string) => {
      // A row that nobody can read ends no round before it is rebuilt: a day later, unless it still is torn.
      if (await isTorn(world, id)) return lookAt(id, world.time.now().getTime() + 24 * HOUR);
      const round = latestRound((await god.decisions.read(id)).rounds)?.value;
      const operation = (await god.register.get({ project: projectId, id }))?.value;
      if (round === undefined || operation === undefined || !isToEnd(round, operation)) return;
      const since = Math.max(Date.parse(round.deadline), Date.parse(operation.since), world.calmSince ?? Infinity);
      const now = world.time.now().getTime();
      if (now >= since + grace) broken(`round ${round.number} of ${id} is open long after ${round.deadline}`);
      else lookAt(id, Number.isFinite(since) ? since + grace : now + 24 * HOUR);
    };
    return {
      concerns: ({ service, operation }) => service === 'table decisions' && !['read', 'query'].includes(operation),
      async call() {
        for (const { id, door } of await operationsOf({ ports: god })) if (door === 'export') await look(id);
      },
    };
  },
};

async function isTorn({ god }: World, id: string): Promise<boolean> {
  const { items } = await god.register.list('export', projectId);
  return !items.some((one) => one.id === id);
}

/** Whether the deadline ends the round: nobody has brought its operation elsewhere, and no outage that is known keeps it from going on. */
function isToEnd({ status, rules }: Round, { state, trouble }: Operation): boolean {
  return status === 'open' && rules.onDeadline === 'return' && state === 'in-review' && trouble === undefined;
}

/**
 * No door is said to be full whose operations have left room for an hour, and in the end every name at an open door has its operation. What somebody
 * did to rows past the app counts from the next sweep on, which mends what rows of names say of rest.
 */
export const roomIsUsed: Property = {
  what: 'no name waits while there is room',
  watch({ world, god, broken }) {
    return {
      concerns: ({ service, operation, args }) =>
        service === 'table register' &&
        (operation === 'insert' || operation === 'update') &&
        String(Object(args[0]).rowKey).startsWith('door:'),
      async call({ args }) {
        const project = (await god.projects.get(projectId))?.value;
        const operations = await operationsOf({ ports: god });
        const isAtRest = operations.every(({ since }) => Date.parse(since) < world.time.now().getTime() - HOUR);
        const isSwept = world.tamperedAt < world.sweptFrom;
        // A project that is closed writes its doors once as they stand, so that no opening of that moment counts.
        if (project === undefined || !isOpen(project, world.time.now()) || !isAtRest || !isSwept) return;
        // What stands about the other door is older.
        for (const door of doors.filter((one) => Object(args[0]).rowKey === `door:${one}`)) {
          const { value: note } = await god.register.rememberedDoor(door, projectId);
          if (note.why === 'full' && hasRoom(door, project, operations))
            broken(`names wait at the ${door} door although fewer are under way than may be`);
        }
      },
      async end({ operations, project }) {
        if (!isOpen(project, world.time.now())) return;
        for (const door of doors) {
          if (!hasRoom(door, project, operations)) continue;
          const held = await god.register.openNames(door, projectId);
          const refused = new Set((await god.refused.get(door, projectId)).value.names.map(({ name }) => name));
          for (const name of await namesAt(world, door))
            if (!held.has(name) && !refused.has(name))
              broken(`${name} lies at the ${door} door, and nothing takes it in`);
        }
      },
    };
  },
};

/** Whoever sends through a door is told of all that is refused there, however often it was looked at. */
export const refusedIsTold: Property = {
  what: 'whoever sent what is refused is told',
  watch({ world, god, broken }) {
    return {
      async end() {
        for await (const { value } of god.refused.list())
          for (const { name, since, isTold } of value.names)
            if (!isTold && Date.parse(since) < world.time.now().getTime() - 48 * HOUR)
              broken(`${name} is refused at the ${value.door} door, and nobody was told`);
      },
    };
  },
};

function hasRoom(door: Door, project: Project, operations: readonly Operation[]): boolean {
  const busy = operations.filter((one) => one.door === door && isUnderWay(one)).length;
  return busy < rulesAt(door, project).maxOpen;
}

function isOpen({ closed, starts, ends }: Project, now: Date): boolean {
  const today = now.toISOString().slice(0, 10);
  return closed === undefined && starts <= today && today <= ends;
}

/** The names under which something else than a marker lies at a door of the project. */
async function namesAt(world: World, door: Door): Promise<ReadonlySet<string>> {
  const { account, container } = doorFacts(door);
  const names = new Set<string>();
  const blobs = world.deployment.storage.container(account, container).listBlobsFlat({ prefix: `${projectId}/` });
  for await (const { name } of blobs) {
    const [, upload, ...path] = name.split('/');
    if (upload !== undefined && path.join('/') !== '_COMPLETE') names.add(upload);
  }
  return names;
}
