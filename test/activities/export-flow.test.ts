import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { packageManifest, reviewSpot } from '../../src/activities/places.ts';
import { listFiles } from '../../src/activities/spot-listing.ts';
import type { OperationKey } from '../../src/domain/operation.ts';
import { decide } from '../../src/use-cases/decide.ts';
import { sweep } from '../../src/use-cases/sweep.ts';
import { verifyProofs } from '../../src/use-cases/verify-proofs.ts';
import { groupsOff, person } from '../domain/sample.ts';
import { flowSettings, openEgress, startWorld, sweepSettings, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const people = { ada: person('Ada', 11), ben: person('Ben', 12), cem: person('Cem', 13) };

async function drop(name: string, files: Record<string, string> = { 'table.csv': 'x,y\n', 'deep/plot.json': '{}' }) {
  for (const [path, content] of Object.entries(files))
    await world.put('exports', `heart-study/${name}/${path}`, content);
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '', { purpose: 'Table 2 of the paper' });
  return world.open('export', `heart-study/${name}/_COMPLETE`);
}

/** Runs the export until it waits for people. */
async function untilReview(key: OperationKey): Promise<void> {
  const enough = async () => (await world.operation(key)).state === 'in-review';
  await world.run('export', key, { enough });
  await world.activities.openReview(key);
  await world.activities.inviteApprovers({ key, last: false });
}

/** True when the export waits for people or has stopped. */
function untilResting(key: OperationKey): () => Promise<boolean> {
  return async () => ['in-review', 'rejected', 'failed'].includes((await world.operation(key)).state);
}

/** Ben may decide no longer. */
async function benLeaves(): Promise<void> {
  const { people: everybody } = await world.project({ egress: openEgress });
  const approvers = everybody.approvers.map((one) =>
    one.oid === people.ben.oid ? { ...one, eligibleUntil: '2026-01-02' } : one,
  );
  await world.project({ egress: openEgress, people: { ...everybody, approvers } });
}

/** Approved by two people; everything stops when the release was intended and Data Factory not yet asked. */
async function untilReleaseIsBegun(name: string): Promise<OperationKey> {
  const key = await drop(name);
  await untilReview(key);
  await answer(key, 'ada', 'approve');
  await answer(key, 'ben', 'approve');
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

/** Decides with the link that the approver was sent. */
async function answer(key: OperationKey, who: keyof typeof people, choice: 'approve' | 'deny', reason = '') {
  const { email, oid, name } = people[who];
  const mail = (await world.mails()).find(({ to, text }) => to[0]?.address === email && text.includes(key.id));
  const handle = /\/api\/review\/([\w-]+)\?choice=approve/.exec(mail?.text ?? '')?.[1];
  if (handle === undefined) throw new Error(`no mail for ${who}`);
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice, reason, lookedAt: true, deidentified: true, digest };
  const approver = { oid, name, groups: 'no-claim' } as const;
  return decide({ ...world.ports, groupsClaim: groupsOff }, { handle, approver, ...said });
}

describe('a package on its way out', () => {
  test('is frozen, approved by two people and released, file by file', async () => {
    const key = await drop('results');
    await untilReview(key);
    const frozen = await world.operation(key);
    expect(frozen).toMatchObject({ state: 'in-review', purpose: 'Table 2 of the paper', package: { count: 2 } });
    expect(await world.contents('exports', 'heart-study/results/')).toEqual({});
    expect(Object.keys(await world.contents('review', ''))).toContain(`heart-study/${key.id}/deep/plot.json`);
    expect(await world.contents('released', '')).toEqual({});
    expect(await answer(key, 'ada', 'approve')).toMatchObject({ kind: 'recorded' });
    expect(await answer(key, 'ben', 'approve')).toMatchObject({ kind: 'recorded' });
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    expect(await world.contents('released', '')).toEqual({
      [`heart-study/results/${key.id}/deep/plot.json`]: '{}',
      [`heart-study/results/${key.id}/table.csv`]: 'x,y\n',
    });
  });

  test('the mails to approvers hold no file names and two links; researchers learn the outcome', async () => {
    const mails = await world.mails();
    const asked = mails.filter(({ subject }) => subject.includes('wait for your decision'));
    expect(asked.map(({ to }) => to[0]?.address).sort()).toEqual([
      'ada@example.org',
      'ben@example.org',
      'cem@example.org',
    ]);
    for (const { text, html } of asked) {
      expect(text).toMatch(/choice=approve[\s\S]*choice=deny/);
      expect(text + html).not.toMatch(/table|plot/);
    }
    expect(mails.filter(({ subject }) => subject.includes('was released'))).toHaveLength(2);
  });

  test('the receipt for what was cleared away counts the previous versions that the secure account keeps', async () => {
    const key = await drop('counted');
    await untilReview(key);
    const receipt = decodeJwt((await world.ports.manifests.readReceipt(`${key.id}-deletion`)) ?? '');
    const days = Date.parse(String(receipt['restorableUntil'])) - Date.parse(String(receipt['issuedAt']));
    expect(days / 86_400_000).toBe(17);
  });

  test('a denied package is given back with the reasons and released nowhere', async () => {
    const key = await drop('second');
    await untilReview(key);
    await answer(key, 'ada', 'approve');
    await answer(key, 'cem', 'deny', 'Row 3 shows one person');
    expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
    expect(Object.keys(await world.contents('released', 'heart-study/second/'))).toEqual([]);
    expect(Object.keys(await world.contents('returned', 'heart-study/second/'))).toHaveLength(2);
    const told = (await world.mails()).filter(({ subject }) => subject.includes('was not released'));
    expect(told).toHaveLength(2);
    expect(told[0]?.text).toContain('- Row 3 shows one person');
  });

  test('a frozen file that is written again after the approval stops the release; nothing goes out', async () => {
    const key = await drop('tampered');
    await untilReview(key);
    await answer(key, 'ada', 'approve');
    await answer(key, 'ben', 'approve');
    await world.put('review', `heart-study/${key.id}/table.csv`, 'z,z\n');
    expect(await world.run('export', key)).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('table.csv');
    expect(await world.contents('released', 'heart-study/tampered/')).toEqual({});
  });

  test('a manifest that was written anew together with the frozen file stops the release as well', async () => {
    const key = await drop('rewritten');
    await untilReview(key);
    await answer(key, 'ada', 'approve');
    await answer(key, 'ben', 'approve');
    await world.put('review', `heart-study/${key.id}/table.csv`, 'z,z\n');
    const frozen = listFiles(world.ports.listing, reviewSpot(await world.operation(key)));
    await world.ports.manifests.write(packageManifest(key.id), frozen);
    expect(await world.run('export', key)).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('manifest');
    expect(await world.contents('released', 'heart-study/rewritten/')).toEqual({});
  });

  test('a file changed while the package is frozen is frozen as it is now; one that comes later waits for the next', async () => {
    const key = await drop('moving');
    let done = false;
    await world.run('export', key, {
      enough: async () => (await world.operation(key)).state === 'in-review',
      before: async (name, input) => {
        if (done || name !== 'startTransfer' || Object(input).step !== 'export-freeze') return;
        done = true;
        await world.put('exports', 'heart-study/moving/table.csv', 'new!');
        await world.put('exports', 'heart-study/moving/later.csv', 'later');
      },
    });
    expect(await world.contents('review', `heart-study/${key.id}/`)).toEqual({
      [`heart-study/${key.id}/deep/plot.json`]: '{}',
      [`heart-study/${key.id}/table.csv`]: 'new!',
    });
    expect(await world.contents('exports', 'heart-study/moving/')).toMatchObject({
      'heart-study/moving/later.csv': 'later',
    });
  });

  test('a file changed under the freeze is checked before it is frozen again; a package that breaks the rules then is rejected', async () => {
    const key = await drop('overwritten');
    let done = false;
    const before = async (name: string, input: unknown) => {
      if (done || name !== 'verifyCopy' || Object(input).step !== 'export-freeze') return;
      done = true;
      await world.put('exports', 'heart-study/overwritten/table.csv', 'new!');
      await world.put('exports', 'heart-study/overwritten/_COMPLETE', 'a marker may hold nothing');
    };
    expect(await world.run('export', key, { before, enough: untilResting(key) })).toMatchObject({ state: 'rejected' });
    const { problems, package: frozen } = await world.operation(key);
    expect([problems.map(({ rule }) => rule), frozen]).toEqual([['marker-content'], undefined]);
    expect(Object.keys(await world.contents('exports', 'heart-study/overwritten/'))).toHaveLength(3);
  });

  test('a frozen file that is gone at the source when the package is checked again is not smuggled into the review', async () => {
    const key = await drop('smuggled');
    let inventories = 0;
    const before = async (name: string) => {
      if (name === 'verifyCopy' && inventories === 1)
        await world.put('exports', 'heart-study/smuggled/table.csv', 'new!');
      if (name !== 'takeInventory') return;
      inventories += 1;
      if (inventories === 2) await world.container('exports').deleteBlob('heart-study/smuggled/deep/plot.json');
    };
    expect(await world.run('export', key, { before, enough: untilResting(key) })).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure).toMatchObject({
      state: 'checking',
      message: expect.stringContaining('"deep/plot.json"'),
    });
    await world.put('exports', 'heart-study/smuggled/deep/plot.json', '{"again":1}');
    await world.activities.move({ key, from: 'failed', event: 'retry' });
    await untilReview(key);
    expect(await world.contents('review', `heart-study/${key.id}/`)).toEqual({
      [`heart-study/${key.id}/deep/plot.json`]: '{"again":1}',
      [`heart-study/${key.id}/table.csv`]: 'new!',
    });
  });

  test('a stray file in the frozen copy stops the package before anybody decides about it', async () => {
    const key = await drop('stray');
    let done = false;
    const before = async (name: string, input: unknown) => {
      if (done || name !== 'verifyCopy' || Object(input).step !== 'export-freeze') return;
      done = true;
      await world.put('review', `heart-study/${key.id}/left-over.csv`, 'of an earlier freeze');
    };
    expect(await world.run('export', key, { before, enough: untilResting(key) })).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('left-over.csv');
    expect((await world.operation(key)).package).toBeUndefined();
  });

  test('an approver who may no longer decide when it is released opens the round again', async () => {
    const key = await drop('regret');
    await untilReview(key);
    await answer(key, 'ada', 'approve');
    await answer(key, 'ben', 'approve');
    let checks = 0;
    const enough = async () => checks > 0 && (await world.operation(key)).state === 'in-review';
    const before = async (name: string) => {
      if (name !== 'checkRelease') return;
      if (checks === 0) await benLeaves();
      checks += 1;
    };
    await world.run('export', key, { enough, before });
    expect((await world.operation(key)).state).toBe('in-review');
    await world.activities.inviteApprovers({ key, last: false });
    const asked = (await world.mails()).filter(({ text }) => text.includes(`${key.id}, round 1`));
    const addresses = asked.map(({ to }) => to[0]?.address).sort();
    expect(addresses).toEqual(['ada@example.org', 'ben@example.org', 'cem@example.org', 'cem@example.org']);
    await answer(key, 'cem', 'approve');
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    await world.project({ egress: openEgress });
  });

  test('a denial whose approver is taken out before the package goes back counts no more, nor stands in the receipt', async () => {
    const key = await drop('denier-gone');
    await untilReview(key);
    await answer(key, 'ada', 'approve');
    await answer(key, 'cem', 'deny', 'Row 3 shows one person');
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
    expect(await answer(key, 'ben', 'approve')).toMatchObject({ kind: 'recorded' });
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
    await benLeaves();
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
    await benLeaves();
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    await world.project({ egress: openEgress });
  });

  test('a package that too few people may decide about is not taken from its researchers, who are told', async () => {
    const { people: everybody } = await world.project({ egress: openEgress });
    const approvers = everybody.approvers.map((one) => ({ ...one, eligibleUntil: '2026-01-02' }));
    await world.project({ egress: openEgress, people: { ...everybody, approvers } });
    const key = await drop('nobody');
    expect(await world.run('export', key, { enough: untilResting(key) })).toMatchObject({ state: 'rejected' });
    expect((await world.operation(key)).problems).toMatchObject([{ rule: 'approvers', value: '0' }]);
    expect(Object.keys(await world.contents('exports', 'heart-study/nobody/'))).toHaveLength(3);
    await world.project({ egress: openEgress });
  });

  test('a project without approval releases at once, and the audit says so', async () => {
    await world.project({ egress: { ...openEgress, approval: { ...openEgress.approval, required: false } } });
    const key = await drop('free');
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    const lines: string[] = [];
    for await (const line of world.ports.audit.lines('heart-study')) lines.push(line);
    expect(lines.some((line) => line.includes(key.id) && line.includes('skip-approval'))).toBe(true);
    await world.project({ egress: openEgress });
  });

  test('is counted as overdue and woken by every sweep after the deadline of its round', async () => {
    const key = await drop('forgotten');
    await untilReview(key);
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
