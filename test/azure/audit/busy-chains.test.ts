import { expect, test } from 'vitest';
import { blobAuditLog } from '../../../src/azure/audit/audit-log.ts';
import { WrongHead } from '../../../src/domain/audit/chain-head.ts';
import { idsOf } from '../../contract/audit-contract.ts';
import { anEvent, operationId } from '../../contract/samples.ts';
import { type Hook, noHook } from '../../memory/hook.ts';
import { settled } from '../../memory/time.ts';
import { MemoryWorld } from '../../memory/world.ts';

const chain = 'heart-study';
const id = operationId('export');

/** A chain with lines of one process, as another one finds it. `askew`: by so much each look at a blob tells of other appends than of bytes. */
async function startChain({ hook = noHook, askew = () => 0 }: { hook?: Hook; askew?: () => number } = {}) {
  const world = new MemoryWorld(1, noHook, { auditWait: settled });
  const heads = world.storage.sealed('heads', noHook);
  let waits = 0;
  const shared = { heads, clock: world.time };
  const wait = async () => {
    waits += 1;
  };
  const first = world.storage.openAs('control-plane', 'control', 'audit');
  await blobAuditLog({ ...shared, container: first, wait }).append(
    chain,
    [0, 1, 2].map((step) => anEvent(`${id}.${step}`, { operation: id })),
  );
  const container = world.storage.openAs('control-plane', 'control', 'audit', hook);
  const open = container.getAppendBlobClient.bind(container);
  const getAppendBlobClient = (name: string) => {
    const blob = open(name);
    const download = blob.download.bind(blob);
    return Object.assign(blob, {
      download: async (...asked: Parameters<typeof download>) => {
        const answer = await download(...asked);
        return { ...answer, blobCommittedBlockCount: (answer.blobCommittedBlockCount ?? 0) + askew() };
      },
    });
  };
  const other = blobAuditLog({ ...shared, container: Object.assign(container, { getAppendBlobClient }), wait });
  return { other, waits: () => waits };
}

test('a chain to which many write is looked at until the looks meet no append', async () => {
  const looks = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const { other } = await startChain({ askew: () => looks.pop() ?? 0 });
  await other.append(chain, [anEvent(`${id}.3`, { operation: id })]);
  expect(await idsOf(other, chain)).toEqual([0, 1, 2, 3].map((step) => `${id}.${step}`));
  expect(await other.headProblem(chain)).toBeUndefined();
});

test('what stays wrong is believed at the third look', async () => {
  const { other, waits } = await startChain({ askew: () => 1 });
  await expect(other.append(chain, [anEvent(`${id}.3`, { operation: id })])).rejects.toBeInstanceOf(WrongHead);
  expect(waits()).toBe(0);
});

test('an event that nobody wrote is looked for in the table alone', async () => {
  const reads: string[] = [];
  const hook: Hook = { before: ({ operation }) => void reads.push(operation), after: () => undefined };
  const { other } = await startChain({ hook });
  await other.toldOf(chain, id);
  reads.length = 0;
  for (const unknown of [`${id}.9`, `${operationId('export')}.0`, 'absence.ended'])
    expect(await other.event(chain, unknown)).toBeUndefined();
  expect(reads.filter((one) => one !== 'getProperties')).toEqual([]);
  expect((await other.event(chain, `${id}.1`))?.id).toBe(`${id}.1`);
});
