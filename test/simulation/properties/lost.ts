import type { Ports } from '../../../src/ports/ports.ts';
import { projectId } from '../definition.ts';
import { isJustLost, isRunAsked, type Property } from './property.ts';

/** What a sweep had seen may still be done, and clocks differ. */
const graceMs = 2 * 60_000;
/** By so much the clock that dates a line may be behind. */
const skewMs = 10_000;

/** Without a head nothing is written down, and without its row nothing is known of an operation: so nothing of it begins. */
async function whyShut(god: Ports, place: string, id: string): Promise<string | undefined> {
  if (['table:heads', 'row:heads head'].includes(place) && (await god.audit.head(projectId)) === undefined)
    return 'its chain has no head';
  const isLost = ['table:register', 'row:register op'].includes(place);
  return isLost && (await god.register.get({ project: projectId, id })) === undefined ? 'it has no row' : undefined;
}

/** What is lost shuts what rests on it until it was put back. */
export const whatIsLostIsShut: Property = {
  what: 'what is lost shuts what it touches',
  holdsAnyway: true,
  watch({ world, god, broken }) {
    return {
      concerns: (call) => world.lost !== undefined && isRunAsked(call),
      async call({ args: [pipeline, parameters] }) {
        const { lost } = world;
        if (lost === undefined || isJustLost(world)) return;
        const id = String(Object(parameters).operationId);
        const why = await whyShut(god, lost.place, id);
        if (why !== undefined) broken(`${String(pipeline)} of ${id} was begun, and ${why}`);
      },
      end({ events }) {
        const opened = events.filter(({ kind, data }) => kind.endsWith('.receiving') && data['from'] === undefined);
        for (const { place, noticedAt, backAt } of world.losses) {
          if (place !== 'table:register' || opened[0] === undefined || noticedAt < Date.parse(opened[0].at)) continue;
          const taken = opened.find(
            ({ at }) => Date.parse(at) > noticedAt + graceMs && Date.parse(at) < backAt - skewMs,
          );
          if (taken !== undefined) broken(`${taken.operation} was taken in while nobody knew what was taken before`);
        }
      },
    };
  },
};
