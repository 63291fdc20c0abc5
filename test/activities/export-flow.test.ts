import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFiles } from '../../src/activities/transfer/location-listing.ts';
import { packageManifest, reviewLocation } from '../../src/activities/transfer/places.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from './flow-settings.ts';
import { answer, drop, untilResting, untilReview } from './reviewed-packages.ts';
import { openEgress, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

describe('a package on its way out', () => {
  test('is frozen, approved by two people and released, file by file', async () => {
    const key = await drop(world, 'results');
    await untilReview(world, key);
    const frozen = await world.operation(key);
    expect(frozen).toMatchObject({ state: 'in-review', purpose: 'Table 2 of the paper', package: { count: 2 } });
    expect(await world.contents('exports', 'heart-study/results/')).toEqual({});
    expect(Object.keys(await world.contents('review', ''))).toContain(`heart-study/${key.id}/deep/plot.json`);
    expect(await world.contents('released', '')).toEqual({});
    expect(await answer(world, key, 'ada', 'approve')).toMatchObject({ kind: 'recorded' });
    expect(await answer(world, key, 'ben', 'approve')).toMatchObject({ kind: 'recorded' });
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    expect(await world.contents('released', '')).toEqual({
      [`heart-study/results/${key.id}/deep/plot.json`]: '{}',
      [`heart-study/results/${key.id}/table.csv`]: 'x,y\n',
    });
  });

  test('the mails to approvers hold no file names and two links; researchers learn the outcome', async () => {
    const mails = await world.mails();
    const asked = mails.filter(({ subject }) => subject.includes('Decide by'));
    expect(asked.map(({ to }) => to[0]?.address).sort()).toEqual([
      'ada@example.org',
      'ben@example.org',
      'cem@example.org',
    ]);
    for (const { text, html } of asked) {
      expect(text).toMatch(/choice=approve[\s\S]*choice=deny/);
      expect(text + html).not.toMatch(/table\.csv|plot/);
    }
    expect(mails.filter(({ subject }) => subject.includes('was released'))).toHaveLength(2);
  });

  test('the receipt for what was cleared away counts the previous versions that the secure account keeps', async () => {
    const key = await drop(world, 'counted');
    await untilReview(world, key);
    const receipt = decodeJwt((await world.ports.manifests.readReceipt(`${key.id}-deletion`)) ?? '');
    const days = Date.parse(String(receipt['restorableUntil'])) - Date.parse(String(receipt['issuedAt']));
    expect(days / 86_400_000).toBe(17);
  });

  test('a denied package is given back with the reasons and released nowhere', async () => {
    const key = await drop(world, 'second');
    await untilReview(world, key);
    await answer(world, key, 'ada', 'approve');
    await answer(world, key, 'cem', 'deny', 'Row 3 shows one person');
    expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
    expect(Object.keys(await world.contents('released', 'heart-study/second/'))).toEqual([]);
    expect(Object.keys(await world.contents('returned', 'heart-study/second/'))).toHaveLength(2);
    const told = (await world.mails()).filter(({ subject }) => subject.includes('was not released'));
    expect(told).toHaveLength(2);
    expect(told[0]?.text).toContain('- Row 3 shows one person');
  });

  test('a frozen file that is written again after the approval stops the release; nothing goes out', async () => {
    const key = await drop(world, 'tampered');
    await untilReview(world, key);
    await answer(world, key, 'ada', 'approve');
    await answer(world, key, 'ben', 'approve');
    await world.put('review', `heart-study/${key.id}/table.csv`, 'z,z\n');
    expect(await world.run('export', key)).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('table.csv');
    expect(await world.contents('released', 'heart-study/tampered/')).toEqual({});
  });

  test('a manifest that was written anew together with the frozen file stops the release as well', async () => {
    const key = await drop(world, 'rewritten');
    await untilReview(world, key);
    await answer(world, key, 'ada', 'approve');
    await answer(world, key, 'ben', 'approve');
    await world.put('review', `heart-study/${key.id}/table.csv`, 'z,z\n');
    const frozen = listFiles(world.ports.listing, reviewLocation(await world.operation(key)));
    await world.ports.manifests.write(packageManifest(key.id), frozen);
    expect(await world.run('export', key)).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('manifest');
    expect(await world.contents('released', 'heart-study/rewritten/')).toEqual({});
  });

  test('a package that too few people may decide about is not taken from its researchers, who are told', async () => {
    const { people: everybody } = await world.project({ egress: openEgress });
    const approvers = everybody.approvers.map((one) => ({ ...one, eligibleUntil: '2026-01-02' }));
    await world.project({ egress: openEgress, people: { ...everybody, approvers } });
    const key = await drop(world, 'nobody');
    expect(await world.run('export', key, { enough: untilResting(world, key) })).toMatchObject({ state: 'rejected' });
    expect((await world.operation(key)).problems).toMatchObject([{ rule: 'approvers', value: '0' }]);
    expect(Object.keys(await world.contents('exports', 'heart-study/nobody/'))).toHaveLength(3);
    await world.project({ egress: openEgress });
  });

  test('a project without approval releases at once, and the audit says so', async () => {
    await world.project({ egress: { ...openEgress, approval: { ...openEgress.approval, required: false } } });
    const key = await drop(world, 'free');
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    const lines: string[] = [];
    for await (const line of world.ports.audit.lines('heart-study')) lines.push(line);
    expect(lines.some((line) => line.includes(key.id) && line.includes('skip-approval'))).toBe(true);
    await world.project({ egress: openEgress });
  });

  test('is counted as overdue and woken by every sweep after the deadline of its round', async () => {
    const key = await drop(world, 'forgotten');
    await untilReview(world, key);
    const workflows = { start: async () => {}, wake: async () => {} };
    expect(await sweep(world.ports, workflows, sweepSettings)).toMatchObject({ overdue: 0 });
    const later = new Date(world.ports.clock.now().getTime() + 365 * 24 * 60 * 60 * 1000);
    const nextYear = { ...world.ports, clock: { ...world.ports.clock, now: () => later } };
    let waiting = 0;
    for await (const item of world.ports.register.unfinished())
      if ('operation' in item && item.operation.state === 'in-review') waiting += 1;
    expect(waiting).toBeGreaterThan(0);
    expect(await sweep(nextYear, workflows, sweepSettings)).toMatchObject({ overdue: waiting, woken: waiting });
  });

  test('all receipts and the chain hold at the end, and the one manifest that was written anew is named', async () => {
    const { receipts, chains, findings } = await verifyProofs(world.ports);
    expect({ bad: receipts.bad, findings }).toMatchObject({ bad: [], findings: [{ record: 'manifest' }] });
    expect(chains.every(({ ok }) => ok)).toBe(true);
    expect(receipts.verified).toBeGreaterThanOrEqual(8);
  });
});
