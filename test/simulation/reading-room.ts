import { parseInspectionPath } from '../../src/domain/review/inspection.ts';
import { type Found, PlayedRoom, type RoomAnswer } from '../memory/reading-room.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The reading room of a schedule that has one. */
export function roomOf(world: World): PlayedRoom {
  return new PlayedRoom((name) => world.deployment.storage.container('secure', name));
}

/** Lets the room of a schedule that has one answer each request, and sometimes late, never, or with something that is no answer. */
export function openRoom(world: World): void {
  if (!world.hasRoom) return;
  const room = roomOf(world);
  const begun = new Set<string>();
  world.watchers.push({
    call: ({ service, operation, args: [path] }) => {
      if (service !== 'secure/inspections' || operation !== 'put' || begun.has(String(path))) return;
      begun.add(String(path));
      world.background(answer(world, room, String(path)));
    },
    effect: () => undefined,
  });
}

async function answer(world: World, room: PlayedRoom, path: string): Promise<void> {
  const { draws, weather } = world;
  const key = `inspection ${path.split('/')[1]}`;
  const asked = parseInspectionPath(path);
  if (asked === undefined) return world.broke(`the reading room was asked by ${path}, which names no package`);
  if (weather.has('room-silent') && draws.happens(`${key} silent`, 0.3)) return;
  const isLate = weather.has('room-late') && draws.happens(`${key} late`, 0.4);
  await world.time.sleep(draws.between(key, SECOND, isLate ? 90 * MINUTE : 3 * MINUTE));
  const isOdd = weather.has('room-odd') && draws.happens(`${key} odd`, 0.4);
  const found: Found = weather.has('room-finds')
    ? draws.pick(`${key} finds`, ['lookedAt', 'block', 'model'])
    : 'lookedAt';
  const finds = weather.has('room-starves') && draws.happens(`${key} starves`, 0.6) ? 'starved' : found;
  const how: RoomAnswer = isOdd ? draws.pick(`${key} how`, ['garbage', 'other-files'] as const) : finds;
  const rows = weather.has('limited') ? draws.pick(`${key} rows`, [undefined, 10, 10, 100, 1000] as const) : undefined;
  await room.answer(asked, how, rows);
  world.writes += 1;
}
