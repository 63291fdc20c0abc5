import { type Door, doorFacts, doors } from '../../domain/base/door.ts';
import { messageOf } from '../../domain/base/errors.ts';
import type { Ports } from '../../ports/ports.ts';
import { whyOrphan } from '../operation/start-operation.ts';

export interface Orphan {
  readonly door: Door;
  readonly path: string;
  readonly reason: string;
}

type StrayPorts = Pick<Ports, 'listing'> & Parameters<typeof whyOrphan>[0];

/** More than people read; a page must not grow with what somebody puts at a door. */
const mostShown = 100;

/** Lists what lies outside every project that can be read, at both doors now, for people to see, at most a hundred names; it is not moved. */
export async function findOrphans(ports: StrayPorts): Promise<Orphan[]> {
  const orphans: Orphan[] = [];
  for (const door of doors) {
    for await (const path of ports.listing.children(doorFacts(door).container, '')) {
      const reason = await whyOrphan(ports, path).catch(messageOf);
      if (reason !== undefined) orphans.push({ door, path, reason });
      if (orphans.length === mostShown) return orphans;
    }
  }
  return orphans;
}
