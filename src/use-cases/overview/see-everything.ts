import { doors } from '../../domain/base/door.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Undelivered } from '../../domain/overview/shown.ts';
import type { Seen } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow, Register } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';
import { findWaiting } from './find-waiting.ts';

type SeePorts = Pick<Ports, 'listing' | 'projects' | 'clock'> & {
  readonly register: Pick<Register, 'projects' | 'owed' | 'rememberedDoor' | 'unfinished'>;
};

type Waiting = Seen['waiting'][number];

const mostShown = 100;
const mostUndelivered = 50;
const projectsAtOnce = 8;

interface ByNow {
  readonly open: readonly Operation[];
  readonly broken: readonly BrokenRow[];
  /** Where something may wait; at every door of every project where that is not known. */
  readonly waitingAt?: readonly Pick<Waiting, 'door' | 'project'>[] | undefined;
}

/** What no single row tells. Where it `isOver` before, that is not all. */
export async function seeEverything(
  ports: SeePorts,
  { open, broken, waitingAt }: ByNow,
  isOver = () => false,
): Promise<Seen> {
  const at = ports.clock.now().toISOString();
  const projects = await Array.fromAsync(ports.register.projects());
  const { untold, unread } = await readUndelivered(ports.register, projects, isOver);
  const { atDoors, unlisted } = await readDoors(ports, open, isOver);
  const everyDoor = () => projects.flatMap((project) => doors.map((door) => ({ door, project })));
  const waiting = await readWaiting(ports.register, waitingAt ?? everyDoor(), isOver);
  return {
    at,
    untold,
    broken: lostFirst([...broken, ...unread, ...unlisted]).slice(0, mostShown),
    waiting: waiting.slice(0, mostShown),
    atDoors,
  };
}

function lostFirst(rows: readonly BrokenRow[]): readonly BrokenRow[] {
  return rows.toSorted((one, other) => Number(other.lost ?? false) - Number(one.lost ?? false));
}

/** Names at the doors for which nothing runs. An account that does not answer hides nothing else. */
async function readDoors(ports: SeePorts, open: readonly Operation[], isOver: () => boolean) {
  try {
    return { atDoors: (await findWaiting(ports, open, isOver)).slice(0, mostShown), unlisted: [] };
  } catch (error) {
    return { atDoors: [], unlisted: [{ project: 'all', key: 'the names at the doors', problem: messageOf(error) }] };
  }
}

/** What people were to be told of and nobody or not everybody was reached, oldest first; and rows that could not be read for it. */
async function readUndelivered(register: Pick<Register, 'owed'>, projects: readonly string[], isOver: () => boolean) {
  const undelivered: Undelivered[] = [];
  const unread: BrokenRow[] = [];
  for (const project of projects) {
    if (isOver()) break;
    try {
      for await (const { value } of register.owed(project)) {
        if (value.kind !== 'telling' || value.times === 0) continue;
        const { operation, about, since, times, message = 'no reason was noted', givenUpAt } = value;
        undelivered.push({ project, id: operation, about, since, times, message, isGivenUp: givenUpAt !== undefined });
      }
    } catch (error) {
      unread.push({ project, key: 'what is owed', problem: messageOf(error) });
    }
  }
  undelivered.sort((one, other) => (one.since < other.since ? -1 : 1));
  return { untold: undelivered.slice(0, mostUndelivered), unread };
}

async function readWaiting(
  register: Pick<Register, 'rememberedDoor'>,
  waitingAt: NonNullable<ByNow['waitingAt']>,
  isOver: () => boolean,
): Promise<Seen['waiting']> {
  const lines: Waiting[] = [];
  for (const { door, project } of waitingAt) {
    if (isOver()) break;
    const { waiting, why } = (await register.rememberedDoor(door, project)).value;
    if (waiting > 0) lines.push({ door, project, waiting, ...(why === undefined ? {} : { why }) });
  }
  return lines;
}

/** The operations that ended last. The register lists one project after the other, so the newest of all are among the newest of each. */
export async function lastEnded(
  register: Pick<Register, 'list' | 'projects'>,
  most: number,
  isOver = () => false,
): Promise<readonly Operation[]> {
  const newest: Operation[] = [];
  const step = async (project: string) => {
    for (const door of doors) newest.push(...(await register.list(door, project)).items);
  };
  await atOnce(projectsAtOnce, register.projects(), step, isOver);
  return newest
    .filter((operation) => !factsOf(operation).open)
    .sort((one, other) => (one.since < other.since ? 1 : -1))
    .slice(0, most);
}
