import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { answer, benLeaves, drop, people, untilReview } from './reviewed-packages.ts';
import { flowSettings, openEgress, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
  await world.stop();
});

/** Approved by two people; everything stops when the release was intended and Data Factory not yet asked. */
async function untilReleaseIsBegun(name: string): Promise<OperationKey> {
  const key = await drop(world, name);
  await untilReview(world, key);
  await answer(world, key, 'ada', 'approve');
  await answer(world, key, 'ben', 'approve');
  await world.run('export', key, { crashAfter: (call) => call === 'prepareTransfer export-release' });
  expect((await world.operation(key)).state).toBe('releasing');
  return key;
}

/** Whoever stops an operation waits some seconds for a run to show up that was asked for just before; here they have passed. */
function stopWithoutWaiting(): void {
  let ahead = 0;
  const clock = {
    now: () => {
      ahead += 20_000;
      return new Date(world.ports.clock.now().getTime() + ahead);
    },
  };
  const hurried = createActivities({ ...world.ports, clock }, flowSettings);
  for (const name of ['failOperation', 'endReleaseRuns'] as const) Reflect.set(world.activities, name, hurried[name]);
}

describe('a package on its way out', () => {
  test('an approver who may no longer decide when it is released opens the round again', async () => {
    const key = await drop(world, 'regret');
    await untilReview(world, key);
    await answer(world, key, 'ada', 'approve');
    await answer(world, key, 'ben', 'approve');
    let checks = 0;
    const enough = async () => checks > 0 && (await world.operation(key)).state === 'in-review';
    const before = async (name: string) => {
      if (name !== 'checkRelease') return;
      if (checks === 0) await benLeaves(world);
      checks += 1;
    };
    await world.run('export', key, { enough, before });
    expect((await world.operation(key)).state).toBe('in-review');
    await world.activities.inviteApprovers({ key });
    const asked = (await world.mails()).filter(({ text }) => text.includes(`${key.id}, round 1`));
    const addresses = asked.map(({ to }) => to[0]?.address).sort();
    expect(addresses).toEqual(['ada@example.org', 'ben@example.org', 'cem@example.org', 'cem@example.org']);
    await answer(world, key, 'cem', 'approve');
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    await world.project({ egress: openEgress });
  });

  test('a denial whose approver is taken out before the package goes back counts no more, nor stands in the receipt', async () => {
    const key = await drop(world, 'denier-gone');
    await untilReview(world, key);
    await answer(world, key, 'ada', 'approve');
    await answer(world, key, 'cem', 'deny', 'Row 3 shows one person');
    let looks = 0;
    const enough = async () => looks > 0 && (await world.operation(key)).state === 'in-review';
    const before = async (name: string) => {
      if (name !== 'lookAtRound' || (await world.operation(key)).state !== 'denied') return;
      const { people: everybody } = await world.project({ egress: openEgress });
      const approvers = everybody.approvers.filter(({ oid }) => oid !== people.cem.oid);
      await world.project({ egress: openEgress, people: { ...everybody, approvers } });
      looks += 1;
    };
    await world.run('export', key, { enough, before });
    expect(await answer(world, key, 'ben', 'approve')).toMatchObject({ kind: 'recorded' });
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    const [round] = (await world.ports.decisions.read(key.id)).rounds;
    const receipt = decodeJwt((await world.ports.manifests.readReceipt(`${key.id}-release`)) ?? '');
    expect(receipt['policyVersion']).toBe(round?.value.definition);
    expect(receipt['decisions']).toMatchObject([
      { approver: people.ada.oid, choice: 'approve' },
      { approver: people.ben.oid, choice: 'approve' },
    ]);
    await world.project({ egress: openEgress });
  });

  test('a release that was begun and not carried out is looked at again: a changed file stops it', async () => {
    const key = await untilReleaseIsBegun('outage');
    await world.put('review', `heart-study/${key.id}/table.csv`, 'z,z\n');
    stopWithoutWaiting();
    expect(await world.run('export', key)).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('table.csv');
    expect(await world.contents('released', 'heart-study/outage/')).toEqual({});
  });

  test('a release that was begun and not carried out is looked at again: with an approval that no longer holds it is taken back, and people are asked anew', async () => {
    const key = await untilReleaseIsBegun('outdated');
    await benLeaves(world);
    expect(await world.run('export', key)).toMatchObject({ state: 'revoking' });
    expect((await world.operation(key)).takeBack?.reason).toMatch(
      /^The release was begun on .* may no longer decide\.$/,
    );
    stopWithoutWaiting();
    expect(await world.run('revoke', key)).toMatchObject({ state: 'in-review' });
    expect(await world.contents('released', 'heart-study/outdated/')).toEqual({});
    await world.project({ egress: openEgress });
    await world.activities.lookAtRound(key);
  });

  test('a release whose run was started, though the answer was lost, is carried out and followed to its end', async () => {
    const key = await untilReleaseIsBegun('answer-lost');
    const release = (await world.operation(key)).transfers.at(-1);
    if (release?.step !== 'export-release') throw new Error('no release was begun');
    await world.ports.dataFactory.start(release.step, release.parameters);
    await benLeaves(world);
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    await world.project({ egress: openEgress });
  });
});
