import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationKey, Transfer } from '../../src/domain/operation/operation.ts';
import type { DataPlace } from '../../src/ports/storage.ts';
import { openEgress, startWorld, type World } from '../activities/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.project({
    ingress: { quietSeconds: 1, allowedExtensions: ['.csv'] },
    egress: { ...openEgress, approval: { ...openEgress.approval, required: false } },
  });
});
afterAll(() => world.stop());

const places: readonly DataPlace[] = ['ingress', 'datasets', 'exports', 'review', 'returned', 'released'];

/** Everything that lies anywhere, with its ETag: a blob that is written again with the same content shows. */
async function everything(): Promise<string[]> {
  const found: string[] = [];
  for (const place of places) {
    for await (const { name, properties } of world.container(place).listBlobsFlat()) {
      found.push(`${place}/${name} ${properties.etag}`);
    }
  }
  return found;
}

/** The closed transfer of a step. */
async function closed(key: OperationKey, step: Transfer['step']): Promise<Transfer> {
  const transfer = (await world.operation(key)).transfers.find((one) => one.step === step);
  if (transfer?.closedAt === undefined) throw new Error(`${key.id} has no closed transfer '${step}'`);
  return transfer;
}

/** Starts a run of a transfer once more, as a request that Data Factory took late does, and waits for its end. */
async function runLate({ step, parameters }: Transfer): Promise<string> {
  const runId = await world.ports.dataFactory.start(step, parameters);
  let status = '';
  const look = async (): Promise<boolean> => {
    status = (await world.ports.dataFactory.get(runId)).status;
    return !['Queued', 'InProgress'].includes(status);
  };
  await world.until('the late run has ended', look);
  return status;
}

/** The order of every audited event, to see that nothing was noted. */
async function auditLength(): Promise<number> {
  return (await world.ports.audit.head('heart-study'))?.count ?? 0;
}

describe('a run that starts after its transfer was closed', () => {
  test('copies nothing into a version, a frozen package or what was released: its list is gone', async () => {
    await world.put('ingress', 'heart-study/cohort/a.csv', 'a');
    const dataset = await world.open('ingress', 'heart-study/cohort/a.csv');
    expect(await world.run('ingress', dataset)).toMatchObject({ state: 'available' });
    await world.put('exports', 'heart-study/tables/t.csv', 't');
    const released = await world.open('export', 'heart-study/tables/t.csv');
    expect(await world.run('export', released)).toMatchObject({ state: 'released' });
    // The same names again: what a late copy could take, with content that nobody has looked at.
    await world.put('ingress', 'heart-study/cohort/a.csv', 'b');
    await world.put('exports', 'heart-study/tables/t.csv', 'u');
    const [before, lines] = [await everything(), await auditLength()];
    expect(await runLate(await closed(dataset, 'ingress-copy'))).toBe('Failed');
    expect(await runLate(await closed(released, 'export-freeze'))).toBe('Failed');
    expect(await runLate(await closed(released, 'export-release'))).toBe('Failed');
    expect(await everything()).toEqual(before);
    expect(await auditLength()).toBe(lines);
    expect(await world.operation(dataset)).toMatchObject({ state: 'available' });
    expect(await world.operation(released)).toMatchObject({ state: 'released' });
  });

  test('deletes nothing of what was uploaded under the same names since, at either door', async () => {
    await world.put('ingress', 'heart-study/again/a.csv', 'a');
    await world.put('ingress', 'heart-study/single.csv', 's');
    await world.put('exports', 'heart-study/plots/p.csv', 'p');
    const folder = await world.open('ingress', 'heart-study/again/a.csv');
    const file = await world.open('ingress', 'heart-study/single.csv');
    const cleared = await world.open('export', 'heart-study/plots/p.csv');
    for (const key of [folder, file]) expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(await world.run('export', cleared)).toMatchObject({ state: 'released' });
    await world.put('ingress', 'heart-study/again/a.csv', 'b');
    await world.put('ingress', 'heart-study/again/new/c.csv', 'c');
    await world.put('ingress', 'heart-study/single.csv', 't');
    await world.put('exports', 'heart-study/plots/p.csv', 'q');
    const before = await everything();
    for (const key of [folder, file]) await runLate(await closed(key, 'ingress-delete'));
    await runLate(await closed(cleared, 'export-delete'));
    expect(await everything()).toEqual(before);
  });

  test('deletes nothing that came after a rejected upload was discarded', async () => {
    await world.put('ingress', 'heart-study/tools/setup.exe', 'x');
    const key = await world.open('ingress', 'heart-study/tools/setup.exe');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'rejected' });
    expect(await world.run('discard', key)).toMatchObject({ state: 'discarded' });
    await world.put('ingress', 'heart-study/tools/setup.csv', 'y');
    const before = await everything();
    await runLate(await closed(key, 'discard'));
    expect(await everything()).toEqual(before);
  });
});
