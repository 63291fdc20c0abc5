import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { note } from '../../../src/domain/audit/audit-event.ts';
import { stores } from '../../../src/domain/overview/stores.ts';
import type { DoctorReport } from '../../../src/features/doctor/domain/report.ts';
import type { Probes } from '../../../src/features/doctor/probes.ts';
import { runDoctor } from '../../../src/features/doctor/run-doctor.ts';
import { createCookieCipher } from '../../../src/web/cookie-cipher.ts';
import { entry, person, sampleOperation, sampleProject, stream } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';
import { SignedHours } from '../witness/signed-hours.ts';
import { portsOf, quiet } from './doctor-ports.ts';

/** The secrets of whose loss the doctor tells. */
const keptSecrets = stores.flatMap(({ place, toldBy }) =>
  place.startsWith('secret:') && toldBy === 'doctor' ? [place.replace('secret:control/', '')] : [],
);
/** A world that a sweep has just looked at. */
async function aWorld(): Promise<MemoryWorld> {
  const world = new MemoryWorld(1);
  await world.project({ egress: sampleProject().egress });
  await world.ports.overview.see({
    at: world.time.now().toISOString(),
    ...{ broken: [], untold: [], waiting: [], atDoors: [] },
  });
  return world;
}

function foundIn({ checks }: DoctorReport, id: string) {
  const { result, found } = checks.find((check) => check.id === id) ?? { result: undefined, found: undefined };
  return { result, found };
}

describe('the doctor', () => {
  test('finds nothing wrong where nothing is', async () => {
    const report = await runDoctor(portsOf(await aWorld()), quiet);
    expect(report.checks.filter(({ result }) => result === 'problem')).toEqual([]);
  });

  test.each(keptSecrets)('a vault that lost %s is told of by name, and nothing else is', async (lost) => {
    const world = await aWorld();
    const name = lost.replace('*', 'team');
    const stored = await world.ports.projects.get('heart-study');
    if (stored === undefined) throw new Error('there is no project');
    const channels = [{ name: 'team', kind: 'teams' as const, urlSecret: 'channel-team' }];
    await world.ports.projects.put({ ...stored.value, channels }, stored.etag);
    for (const one of ['channel-team', 'smtp-password']) if (one !== name) world.vault.add(one, 'secret');
    const ports = portsOf(world);
    const { secrets } = ports;
    const gone = {
      ...secrets,
      get: async (one: string) => {
        if (one === name) throw new Error(`Could not read the secret ${one}`);
        return await secrets.get(one);
      },
      versions: async (one: string) => (one === name ? [] : await secrets.versions(one)),
    };
    const probes = { ...ports.doctor.probes, signInToMailServer: async () => void (await gone.get('smtp-password')) };
    const sealer = createCookieCipher(gone, ports.clock);
    const report = await runDoctor({ ...ports, secrets: gone, sealer, doctor: { ...ports.doctor, probes } }, quiet);
    const problems = report.checks.filter(({ result }) => result === 'problem');
    expect(problems.map(({ found }) => found)).toEqual([expect.stringContaining(name)]);
  });

  test('a service that hangs is a problem and holds up nothing else', async () => {
    const world = await aWorld();
    const ports = portsOf(world);
    const hanging = { ...ports.doctor.probes, signInToMailServer: () => new Promise<never>(() => {}) };
    const report = await runDoctor(portsOf(world, { probes: hanging }), quiet, 200);
    expect(foundIn(report, 'mail-server')).toEqual({ result: 'problem', found: 'no answer within 0.2 seconds' });
    expect(foundIn(report, 'records-verified').result).toBe('cannot-tell');
  });

  test('whatever fails is a verdict: of a dependency a problem, of all else that nothing is known', async () => {
    const world = await aWorld();
    const refuse = async () => {
      throw new Error('no');
    };
    const probes: Probes = {
      ...{ list: refuse, mayRead: refuse, readTable: refuse, publishedKeys: refuse, signInToMailServer: refuse },
      ...{ askCollector: refuse },
    };
    const nothing = { list: refuse, statuses: refuse };
    const broken = portsOf(world, { probes, machines: nothing, workspace: nothing, assertion: { token: refuse } });
    const report = await runDoctor(broken, { ...quiet, wake: refuse });
    const failing = ['mail-server', 'sign-in', 'own-proof', 'machines', 'workspace', 'task-hub'];
    for (const id of failing) expect(foundIn(report, id)).toEqual({ result: 'problem', found: 'no' });
    for (const id of ['reads-no-data', 'clocks'])
      expect(foundIn(report, id)).toEqual({ result: 'cannot-tell', found: 'could not be asked: no' });
    expect(foundIn(report, 'lists-data')).toMatchObject({
      result: 'problem',
      found: expect.stringContaining('review: no'),
    });
    expect(foundIn(report, 'reads-tables').result).toBe('problem');
  });

  test('a signing key whose halves do not fit is found before a receipt is signed with it', async () => {
    const world = await aWorld();
    const [one, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    const { x } = other.publicKey.export({ format: 'jwk' });
    world.vault.add('receipt-key', JSON.stringify({ ...one.privateKey.export({ format: 'jwk' }), x }));
    const report = await runDoctor(portsOf(world), quiet);
    expect(foundIn(report, 'receipt-key')).toMatchObject({ result: 'problem', found: expect.stringMatching(/1 of 2/) });
  });

  test('keys that are no keys are a problem, and their text is not told', async () => {
    const world = await aWorld();
    world.vault.add('receipt-key', 'a text that nobody may see');
    world.vault.add('session-key', 'too short');
    world.vault.add('checkpoint-key', 'a text that nobody may see');
    const report = await runDoctor(portsOf(world), quiet);
    for (const id of ['receipt-key', 'session-key', 'checkpoint-key'])
      expect(foundIn(report, id).result).toBe('problem');
    expect(JSON.stringify(report)).not.toMatch(/nobody may see|too short/);
  });

  test('the key of checkpoints is there, and is the one that signed the last', async () => {
    const hours = new SignedHours();
    const { world } = hours;
    const ask = async (secrets = world.ports.secrets, publicBaseUrl = hours.publicBaseUrl) => {
      const ports = portsOf(world);
      const deployment = { ...ports.doctor.deployment, publicBaseUrl };
      const report = await runDoctor({ ...ports, secrets, doctor: { ...ports.doctor, deployment } }, quiet);
      return foundIn(report, 'checkpoint-key');
    };
    const versions = (some: readonly string[]) => ({ ...world.ports.secrets, versions: async () => some });
    expect(await ask()).toEqual({ result: 'ok', found: 'versions of checkpoint-key: 1; nothing was signed yet' });
    expect(await ask(versions([]))).toMatchObject({ result: 'problem', found: expect.stringContaining('no enabled') });
    await hours.pass({ _system: ['a'] });
    expect(await ask()).toMatchObject({ result: 'ok', found: expect.stringMatching(/with 1 leaves, by [0-9a-f]{8}$/) });
    // The log has the name of the address that the app had then.
    expect(await ask(world.ports.secrets, 'https://moved.example.org')).toMatchObject({ result: 'ok' });
    const other = JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    expect(await ask(versions([other]))).toMatchObject({
      result: 'problem',
      found: expect.stringContaining('no known key'),
    });
    expect(await ask(versions([other, await world.ports.secrets.get('checkpoint-key')]))).toMatchObject({
      result: 'ok',
    });
  });

  test('holds, absences, refused decisions and what rests are read from where they stand', async () => {
    const world = await aWorld();
    const { ports } = world;
    const at = ports.clock.now();
    const hold = { id: 'h1', project: 'heart-study', since: at.toISOString(), by: 'o', name: 'Otto', reason: 'a leak' };
    await ports.holds.put({ ...hold, takeBack: false }, null);
    const away = { ...person('Ada', 11), id: 'a1', from: '2026-02-28', to: '2026-03-05', by: 'o', reason: 'ill' };
    await ports.absences.put({ ...away, at: at.toISOString() });
    const refused = {
      id: 'r1',
      at,
      kind: 'decision.refused',
      actor: person('Ada', 11).oid,
      data: { why: 'Mend the group' },
    } as const;
    await ports.audit.append('heart-study', [note('heart-study', refused)]);
    const scan = { since: at.toISOString(), lookedAt: at.toISOString(), unscanned: 'It is too large' };
    await ports.register.open(sampleOperation({ state: 'scanning', scan }), []);
    const inspection = { evidence: { missing: 'other-files' as const }, at: at.toISOString() };
    const inReview = { id: 'exp_01K00000000000000000000000', door: 'export' as const, state: 'in-review' };
    await ports.register.open(sampleOperation({ ...inReview, name: 'results', inspection }), []);
    const report = await runDoctor(portsOf(world), quiet);
    const found = (text: string) => ({ result: 'problem', found: expect.stringContaining(text) });
    expect(foundIn(report, 'no-hold')).toEqual(found('by Otto: a leak'));
    expect(foundIn(report, 'approvers-there')).toEqual(found('2 approvers, 0 of them independent'));
    expect(foundIn(report, 'groups-agree')).toEqual(found('Mend the group'));
    expect(foundIn(report, 'scanner-answers')).toEqual(found('It is too large'));
    expect(foundIn(report, 'evidence-comes')).toEqual(found('no evidence about these files'));
  });

  test('a chain whose head was taken away is found once nobody can be writing to it', async () => {
    const world = await aWorld();
    const { ports, storage, time } = world;
    const event = { id: 'e1', at: ports.clock.now(), kind: 'sweep.asked', actor: 'otto' } as const;
    await ports.audit.append('heart-study', [note('heart-study', event)]);
    await storage.table('heads').deleteEntity('heart-study', 'head');
    expect(foundIn(await runDoctor(portsOf(world), quiet), 'heads-agree').result).toBe('ok');
    await time.pass(2 * 60_000);
    expect(foundIn(await runDoctor(portsOf(world), quiet), 'heads-agree')).toMatchObject({
      result: 'problem',
      found: expect.stringContaining('its head is none'),
    });
  });

  test('how soon uploads are taken up is read from their rows and manifests', async () => {
    const world = await aWorld();
    const { ports, time } = world;
    const first = time.now().toISOString();
    for (const [door, seconds] of [
      ['ingress', 3],
      ['export', 200],
    ] as const) {
      const startedAt = new Date(Date.parse(first) + seconds * 1000).toISOString();
      const id = ports.random.operationId(door);
      const listed = {
        ...(await ports.manifests.write(`${id}-source`, stream([entry('a', { lastModified: first })]))),
      };
      const source = { ...listed, listedAt: startedAt };
      await ports.register.open(sampleOperation({ id, door, startedAt, source }), []);
    }
    expect(foundIn(await runDoctor(portsOf(world), quiet), 'uploads-announced')).toEqual({
      result: 'cannot-tell',
      found: expect.stringMatching(/^ingress: .* within 3 seconds .*; export: .* within 200 seconds /),
    });
  });

  test('a definition that the rules of today refuse is a problem, and the projects beside it are still looked at', async () => {
    const world = await aWorld();
    await world.storage.container('control', 'projects').getBlockBlobClient('old-study.json').upload('{}', 2);
    const report = await runDoctor(portsOf(world), quiet);
    expect(foundIn(report, 'definitions-readable')).toMatchObject({
      result: 'problem',
      found: expect.stringMatching(/^old-study: /),
    });
    expect(foundIn(report, 'quorum-reachable')).toEqual({ result: 'ok', found: 'looked at: 1 project' });
  });
});
