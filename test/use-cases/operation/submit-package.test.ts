import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiptKeys } from '../../../src/activities/lifecycle/receipts.ts';
import { moveOperation } from '../../../src/activities/operation/move.ts';
import { verifyReceipt } from '../../../src/domain/lifecycle/receipt.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { purposeOf } from '../../../src/domain/operation/purpose.ts';
import { applyRestore } from '../../../src/features/verification/restore/apply-restore.ts';
import { planRestore } from '../../../src/features/verification/restore/plan-restore.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import type { Workflows } from '../../../src/ports/workflows.ts';
import { type SubmissionAsked, submitPackage } from '../../../src/use-cases/operation/submit-package.ts';
import { answer, drop, untilReview } from '../../activities/reviewed-packages.ts';
import { openEgress, startWorld, type World } from '../../activities/world.ts';
import { collect } from '../../contract/samples.ts';
import { person } from '../../domain/sample.ts';
import { keyOf, RegisterTable } from '../register-table.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const rita = { oid: person('Rita', 2).oid, name: 'Rita' };
const woken: string[] = [];
const workflows: Workflows = { start: async () => undefined, wake: async (id) => void woken.push(id) };

const submit = (key: OperationKey, change: Partial<SubmissionAsked> = {}) =>
  submitPackage(world.ports, workflows, { key, purpose: 'Table 2', by: rita, ...change });

async function dropped(name: string): Promise<OperationKey> {
  await world.put('exports', `heart-study/${name}/a.csv`, 'a');
  return world.open('export', `heart-study/${name}/a.csv`);
}

async function linesOf(kind: string): Promise<string[]> {
  return (await collect(world.ports.audit.lines('heart-study'))).filter((line) => line.includes(`"kind":"${kind}"`));
}

describe('what a researcher types about a package', () => {
  test('stands in its row and in the audit with the person, and wakes its flow', async () => {
    const key = await dropped('typed');
    const written = await submit(key, { label: 'the second table' });
    expect(written.submission).toMatchObject({ purpose: 'Table 2', label: 'the second table', by: { oid: rita.oid } });
    expect(await world.operation(key)).toEqual(written);
    expect(woken).toContain(key.id);
    const [line = ''] = (await linesOf('export.submission')).filter((one) => one.includes(key.id));
    expect(JSON.parse(line)).toMatchObject({ actor: rita.oid, operation: key.id, data: { purpose: 'Table 2' } });
    expect(line).not.toContain(rita.name);
  });

  test('may be typed anew while nobody is asked, and each time stands in the audit', async () => {
    const key = await dropped('anew');
    await submit(key, { purpose: 'first' });
    await world.pass();
    await submit(key, { purpose: 'second' });
    expect((await world.operation(key)).submission?.purpose).toBe('second');
    const lines = (await linesOf('export.submission')).filter((line) => line.includes(key.id));
    expect(lines).toHaveLength(2);
  });

  test('may be typed while people are asked, and stays once one of them has decided', async () => {
    await world.project({ egress: openEgress });
    const key = await drop(world, 'with-marker');
    await untilReview(world, key);
    await submit(key, { purpose: '', label: 'typed late' });
    expect(purposeOf(await world.operation(key))).toEqual({ text: 'Table 2 of the paper' });
    await world.pass();
    await submit(key, { purpose: 'another' });
    const saidAt = (await world.operation(key)).submission?.at ?? '';
    await answer(world, key, 'ada', 'approve', '', saidAt);
    await expect(submit(key)).rejects.toThrow('has decided by what was said');
  });

  test('is refused when a decision comes at the same moment', async () => {
    await world.project({ egress: openEgress });
    const key = await drop(world, 'at-once');
    await untilReview(world, key);
    let isFirst = true;
    const decisions = {
      ...world.ports.decisions,
      read: async (id: string) => {
        const rows = await world.ports.decisions.read(id);
        if (isFirst) {
          isFirst = false;
          await answer(world, key, 'ada', 'approve');
        }
        return rows;
      },
    };
    const racing = submitPackage({ ...world.ports, decisions }, workflows, { key, purpose: 'too late', by: rita });
    await expect(racing).rejects.toThrow('has decided by what was said');
    expect((await world.operation(key)).submission).toBeUndefined();
  });

  test('is refused for datasets and for what has ended, and leaves no line', async () => {
    await world.put('ingress', 'heart-study/cohort/a.csv', 'a');
    const dataset = await world.open('ingress', 'heart-study/cohort/a.csv');
    await expect(submit(dataset)).rejects.toThrow('is a dataset');
    const ended = await dropped('ended');
    await moveOperation(world.ports, { key: ended, from: 'receiving', event: 'emptied' });
    await expect(submit(ended)).rejects.toThrow('has ended: it is withdrawn');
    expect((await linesOf('export.submission')).filter((line) => line.includes(ended.id))).toEqual([]);
  });

  test('goes on only with a package of the project that went back', async () => {
    await world.project({ egress: openEgress });
    const denied = await drop(world, 'denied');
    await untilReview(world, denied);
    await answer(world, denied, 'ada', 'deny', 'small counts');
    await world.run('export', denied);
    expect(await world.operation(denied)).toMatchObject({ state: 'returned' });
    const next = await dropped('next');
    for (const continues of [next.id, 'exp_nothing', denied.id.replace('exp', 'ing'), `${denied.id.slice(0, -2)}00`])
      await expect(submit(next, { continues })).rejects.toThrow('is no earlier package of heart-study that went back');
    const open = await dropped('still-open');
    await expect(submit(next, { continues: open.id })).rejects.toThrow('is no earlier package');
    expect((await submit(next, { continues: denied.id })).submission).toMatchObject({ continues: denied.id });
  });

  test('names the versions that it was made from, in the row, the audit and the receipt of the release', async () => {
    await world.project({ egress: { ...openEgress, approval: { ...openEgress.approval, required: false } } });
    await world.put('ingress', 'heart-study/source/a.csv', 'a');
    await world.put('ingress', 'heart-study/source/_COMPLETE', '');
    const source = await world.open('ingress', 'heart-study/source/a.csv');
    expect(await world.run('ingress', source)).toMatchObject({ state: 'available' });
    const madeFrom = [{ id: source.id, name: 'source', version: 1 }];
    const key = await dropped('made');
    for (const wrong of [key.id, 'ing_nothing', `${source.id.slice(0, -2)}00`])
      await expect(submit(key, { madeFrom: [wrong] })).rejects.toThrow('is no version of a dataset of heart-study');
    expect((await submit(key, { madeFrom: ['unknown'] })).submission).toMatchObject({ madeFrom: 'unknown' });
    await world.pass();
    expect((await submit(key, { madeFrom: [source.id] })).submission).toMatchObject({ madeFrom });
    const line = (await linesOf('export.submission')).filter((one) => one.includes(key.id)).at(-1) ?? '';
    expect(JSON.parse(line)).toMatchObject({ data: { madeFrom: 'source v1' } });
    await world.put('exports', 'heart-study/made/_COMPLETE', '');
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    const receipt = (await world.ports.manifests.readReceipt(`${key.id}-release`)) ?? '';
    const { madeFrom: stated } = await verifyReceipt(receipt, await receiptKeys(world.ports));
    expect(stated).toEqual(madeFrom);
    await world.project({ egress: openEgress });
  });

  test('is written again by a rebuild of the register, and verification finds nothing wrong', async () => {
    const key = await dropped('lost');
    await submit(key, { purpose: 'kept in the audit' });
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [] });
    await new RegisterTable(world, 'heart-study').remove(keyOf(key.id));
    const planned = await planRestore(world.ports, 'heart-study', undefined, () => false);
    if (!('plan' in planned)) throw new Error('it stopped although there was time');
    await applyRestore(world.ports, planned.plan, { by: rita.oid, reason: 'the row was lost' });
    expect((await world.operation(key)).submission?.purpose).toBe('kept in the audit');
  });

  test('is not lost when the package moves on at the same moment', async () => {
    const key = await dropped('racing');
    let moved = false;
    const audit = {
      ...world.ports.audit,
      append: async (...args: Parameters<World['ports']['audit']['append']>) => {
        await world.ports.audit.append(...args);
        if (moved || !args[1].some(({ kind }) => kind === 'export.submission')) return;
        moved = true;
        await moveOperation(world.ports, { key, from: 'receiving', event: 'complete' });
      },
    };
    const written = await submitPackage({ ...world.ports, audit }, workflows, { key, purpose: 'in time', by: rita });
    expect(written).toMatchObject({ state: 'checking', submission: { purpose: 'in time' } });
    const newest = (await linesOf('export.submission')).filter((line) => line.includes(key.id)).at(-1) ?? '';
    expect(JSON.parse(JSON.parse(newest).data.row)).toMatchObject({ state: 'checking' });
  });
});
