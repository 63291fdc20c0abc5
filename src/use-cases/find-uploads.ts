import { type Door, doorFacts, doors } from '../domain/door.ts';
import type { Ports } from '../ports/ports.ts';
import type { Workflows } from '../ports/workflows.ts';
import { announceUpload } from './announce-upload.ts';
import type { Failures } from './failures.ts';
import { whyStray } from './start-operation.ts';

type FindPorts = Pick<Ports, 'listing' | 'projects' | 'register' | 'audit' | 'clock' | 'random'>;

/** What a look at the doors found. */
export interface FoundUploads {
  /** Operations opened for uploads that no event announced. */
  started: number;
  /** Top-level names outside every project. */
  strays: number;
}

/** Lists both doors and opens what no event announced. What fails for one name keeps no other waiting. */
export async function findUploads(ports: FindPorts, workflows: Workflows, failures: Failures): Promise<FoundUploads> {
  const found: FoundUploads = { started: 0, strays: 0 };
  for (const door of doors) {
    await failures.keep(`the names at the ${door} door`, async () => {
      for await (const top of ports.listing.children(doorFacts(door).container, '')) {
        await failures.keep(`${door} ${top}`, async () => {
          for await (const path of uploads(ports, door, top)) {
            await failures.keep(`${door} ${path}`, async () => {
              const { kind } = await announceUpload(ports, workflows, { door, path });
              if (kind === 'started') found.started += 1;
              if (kind === 'stray') found.strays += 1;
            });
          }
        });
      }
    });
  }
  return found;
}

/** Paths of one blob or folder for each upload under a top-level name at a door; the name itself when it lies outside every project. */
async function* uploads(ports: Pick<Ports, 'listing' | 'projects'>, door: Door, top: string): AsyncGenerator<string> {
  if ((await whyStray(ports, top)) !== undefined) {
    yield top;
    return;
  }
  for await (const name of ports.listing.children(doorFacts(door).container, top)) yield `${top}${name}`;
}
