import { note, systemChain } from '../../../src/domain/audit/audit-event.ts';
import { verifiedId } from '../../../src/domain/audit/verified-line.ts';
import { doors } from '../../../src/domain/base/door.ts';
import { anEvent, anOperation } from '../../contract/samples.ts';
import { entry, stream } from '../../domain/sample.ts';
import type { MemoryWorld } from '../../memory/world.ts';

const eventsOfEach = 250;
const openOfEach = 3;

/** Puts so many projects into a world that a sweep has looked at and a verification too: each with lines, and with what is open at both doors. */
export async function manyProjects(world: MemoryWorld, count: number): Promise<void> {
  const { audit, overview, clock } = world.ports;
  for (let number = 0; number < count; number += 1) {
    const project = `study-${number}`;
    await world.project({ id: project });
    await audit.append(
      project,
      Array.from({ length: eventsOfEach }, (_, at) => anEvent(`event ${at}`, { project })),
    );
    for (let at = 0; at < openOfEach; at += 1) await openBoth(world, project);
  }
  const at = clock.now();
  const day = at.toISOString().slice(0, 10);
  const data = { since: at.toISOString(), wrong: 0 };
  await audit.append(systemChain, [
    note(systemChain, { id: verifiedId(day), at, kind: 'records.verified', data }),
    ...Array.from({ length: eventsOfEach }, (_, number) =>
      note(systemChain, { id: `asked-${number}`, at, kind: 'sweep.asked', actor: `operator-${number % 2}` }),
    ),
  ]);
  await overview.see({ at: at.toISOString(), ...{ broken: [], untold: [], waiting: [], atDoors: [] } });
}

async function openBoth({ ports }: MemoryWorld, project: string): Promise<void> {
  const at = ports.clock.now().toISOString();
  for (const door of doors) {
    const one = anOperation({ door, project, startedAt: at, since: at, state: 'checking' });
    const listed = await ports.manifests.write(`${one.id}-source`, stream([entry('a', { lastModified: at })]));
    await ports.register.open({ ...one, source: { ...listed, listedAt: at } }, []);
  }
}
