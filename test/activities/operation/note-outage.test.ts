import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteOutage } from '../../../src/activities/operation/note-outage.ts';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { startOperation } from '../../../src/use-cases/operation/start-operation.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({ ingress: { quietSeconds: 3600 } });
});
afterAll(() => world.stop());

/** An upload that was begun three days ago and goes on. */
async function upload(name: string): Promise<OperationKey> {
  await world.put('ingress', `heart-study/${name}/a.csv`, 'a');
  const clock = { now: () => new Date(world.now().getTime() - 3 * 86_400_000) };
  const started = await startOperation(
    { ...world.ports, clock },
    { door: 'ingress', path: `heart-study/${name}/a.csv` },
  );
  if (!('key' in started)) throw new Error('the upload leads to no operation');
  return started.key;
}

async function troubleLines(key: OperationKey): Promise<string[]> {
  const kinds: string[] = [];
  for await (const line of world.ports.audit.lines(key.project)) {
    const { event } = parseChainLine(line);
    if (event.operation === key.id && event.kind.startsWith('operation.trouble')) kinds.push(event.kind);
  }
  return kinds;
}

test('trouble of the audit itself counts as one try, and the audit tells of beginning and end once it is back', async () => {
  const key = await upload('audit');
  const append = () => Promise.reject(new Error('the audit is away'));
  const ports = { ...world.ports, audit: { ...world.ports.audit, append } };
  await noteOutage(ports, { key, message: 'the audit is away' });
  expect((await world.operation(key)).trouble).toMatchObject({ times: 1, message: 'the audit is away' });
  await world.activities.lookAtArrival(key);
  expect((await world.operation(key)).trouble).toBeUndefined();
  expect(await troubleLines(key)).toEqual(['operation.trouble', 'operation.trouble-over']);
});

test('the time of an outage does not count against an upload that still goes on', async () => {
  const key = await upload('long');
  expect(await world.activities.lookAtArrival(key)).toMatchObject({ kind: 'give-up' });
  await world.activities.noteTrouble({ key, message: 'the storage account is away' });
  expect(await world.activities.lookAtArrival(key)).toMatchObject({ kind: 'wait' });
  expect(await world.activities.lookAtArrival(key)).toMatchObject({ kind: 'wait' });
});
