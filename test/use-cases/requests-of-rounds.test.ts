import { describe, expect, test } from 'vitest';
import { newRound } from '../../src/domain/review/approval.ts';
import { verifyDefinition } from '../../src/features/verification/verify-definition.ts';
import type { StoredProject } from '../../src/ports/records.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { anOperation } from '../contract/samples.ts';
import type { Hook } from '../memory/hook.ts';
import { playedOut } from '../memory/played-out.ts';
import { MemoryWorld } from '../memory/world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };
const packages = 5;

/** A project with packages in review whose definition has changed so often since their first file, and a count of what storage is asked for. */
async function reviewedWorld(versions: number) {
  const requests: string[] = [];
  const before: Hook['before'] = ({ service, operation }) => void requests.push(`${service} ${operation}`);
  const world = new MemoryWorld(1, { before, after: () => undefined });
  const filesSince = world.time.now().toISOString();
  await world.time.pass(60_000);
  await world.project();
  for (let at = 1; at < versions; at += 1) {
    const { value, etag } = await inForce(world);
    await world.ports.projects.put({ ...value, title: `Part ${at}` }, etag);
  }
  // What came into force in the last hour is told to people, who are not what is counted here.
  await world.time.pass(2 * 60 * 60_000);
  const { value: project, hash: definition } = await inForce(world);
  for (let at = 0; at < packages; at += 1) {
    const operation = anOperation({ door: 'export', project: project.id, state: 'in-review', round: 1 });
    const about = { exportId: operation.id, project, definition, researchers: [], filesSince };
    await world.ports.decisions.openRound(newRound({ ...about, number: 1, digest: 'd', now: world.time.now() }));
    await world.ports.register.open(operation, []);
  }
  const swept = async () => {
    requests.length = 0;
    await playedOut(world.time, sweep(world.ports, idle, sweepSettings));
    return { all: requests.length, read: requests.filter((one) => one === 'control/projects get').length };
  };
  return { world, swept };
}

async function inForce({ ports }: MemoryWorld): Promise<StoredProject> {
  const stored = await ports.projects.get('heart-study');
  if (stored === undefined) throw new Error('the project is there');
  return stored;
}

describe('looking at rounds', () => {
  test('reads each version of a definition once, however many packages are in review, and not again', async () => {
    const [few, many] = [await reviewedWorld(2), await reviewedWorld(60)];
    const [ofFew, ofMany] = [await few.swept(), await many.swept()];
    expect(ofMany.read - ofFew.read).toBe(58);
    const again = await few.swept();
    expect(again.read).toBeLessThan(ofFew.read);
    expect(await many.swept()).toEqual(again);
  });

  test('hides from no verification that a version was changed or is gone', async () => {
    const { world, swept } = await reviewedWorld(3);
    await swept();
    const [first, second] = (await inForce(world)).before;
    const blobs = world.storage.container('control', 'projects');
    const at = (hash = '') => blobs.getBlockBlobClient(`heart-study/${hash}.json`);
    await at(first?.hash).upload('{}', 2);
    await at(second?.hash).delete();
    expect((await verifyDefinition(world.ports, 'heart-study', [])).map(({ key }) => key)).toEqual([
      `heart-study/${first?.hash}`,
    ]);
    expect(await world.ports.projects.version('heart-study', second?.hash ?? '')).toBeUndefined();
  });
});
