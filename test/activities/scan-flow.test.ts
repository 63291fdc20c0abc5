import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doorFacts } from '../../src/domain/base/door.ts';
import { explain } from '../../src/domain/lifecycle/advance.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { retryOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { gather, person } from '../domain/sample.ts';
import {
  addresses,
  drop,
  goOn,
  listening,
  mailsAbout,
  result,
  startScannedWorld,
  take,
  verdicts,
} from './scanned-uploads.ts';
import type { World } from './world.ts';

let world: World;
let ahead = 0;
beforeAll(async () => {
  world = await startScannedWorld({ now: () => new Date(Date.now() + ahead) });
});
afterAll(() => world.stop());

describe.each([
  ['ingress', 'available'],
  ['export', 'in-review'],
] as const)('at the door %s', (door, end) => {
  test('nothing is copied before every file has its clean verdict', async () => {
    const key = await drop(world, door, 'clean');
    expect(await goOn(world, door, key)).toBe('scanning');
    expect((await world.operation(key)).transfers).toEqual([]);
    await take(world, await result(world, door, 'heart-study/clean/a.csv', 'No threats found'));
    expect(await goOn(world, door, key)).toBe(end);
    const { id, source } = await world.operation(key);
    const passed = (await gather(world.ports.audit.lines('heart-study'))).filter((line) =>
      line.includes('scan.passed'),
    );
    expect(passed.filter((line) => line.includes(id)).map((line) => JSON.parse(line).data)).toEqual([
      { files: 1, sourceDigest: source?.digest },
    ]);
  });

  test('a verdict about another state of the file counts for nothing', async () => {
    const key = await drop(world, door, 'older');
    await take(world, await result(world, door, 'heart-study/older/a.csv', 'No threats found', '0x8D0'));
    await take(world, await result(world, door, 'heart-study/older/b.csv', 'No threats found', '0x8D0'));
    expect(await goOn(world, door, key)).toBe('scanning');
    await take(world, await result(world, door, 'heart-study/older/a.csv', 'No threats found'));
    expect(await goOn(world, door, key)).toBe(end);
  });

  test('malware rejects, everybody concerned is told at once, and only operators learn which file it is', async () => {
    const key = await drop(world, door, 'bad', 'patient-names.csv');
    await world.put(doorFacts(door).container, 'heart-study/bad/other.csv', 'x');
    await take(world, await result(world, door, 'heart-study/bad/patient-names.csv', 'Malicious'));
    expect(await goOn(world, door, key)).toBe('rejected');
    const { problems, transfers } = await world.operation(key);
    expect(transfers).toEqual([]);
    expect(problems).toMatchObject([
      { rule: 'malware', path: 'patient-names.csv', value: 'Virus:DOS/EICAR_Test_File' },
    ]);
    const mails = (await mailsAbout(world, key)).filter(({ subject }) => subject.includes('was rejected'));
    const sender = door === 'ingress' ? 'olga@example.org' : 'rita@example.org';
    expect(addresses(mails)).toEqual([sender, 'otto@example.org'].toSorted());
    for (const { text, html } of mails) expect(`${text}${html}`).not.toMatch(/patient-names|EICAR/);
    const found = 'malware scanner found something';
    if (door === 'ingress') expect(mails[0]?.text).toContain(found);
    else expect(mails[0]?.text).not.toContain('scanner');
    const notices = await world.contents('notices', `heart-study/${key.id}`);
    expect(Object.keys(notices)).toHaveLength(door === 'ingress' ? 0 : 1);
    for (const notice of Object.values(notices)) {
      expect(notice).toContain(found);
      expect(notice).not.toMatch(/patient-names|EICAR/);
    }
  });

  test('a file that nobody scanned rests after half an hour, operators are told once, and a verdict lets it go on', async () => {
    const key = await drop(world, door, 'silent', 'huge.csv');
    expect(await goOn(world, door, key)).toBe('scanning');
    expect((await world.operation(key)).scan).not.toHaveProperty('unscanned');
    ahead += 31 * 60_000;
    for (let time = 0; time < 2; time += 1) expect(await goOn(world, door, key)).toBe('scanning');
    const rested = await world.operation(key);
    expect(rested.scan?.unscanned).toContain('"huge.csv". No verdict has come.');
    expect(explain(rested, world.ports.clock.now())).toContain('rests: There is no clean verdict');
    const mails = await mailsAbout(world, key);
    expect(addresses(mails)).toEqual(['otto@example.org']);
    expect(`${mails[0]?.subject}${mails[0]?.text}`).not.toContain('huge');
    const workflows = listening();
    ahead += 15_000;
    await take(world, await result(world, door, 'heart-study/silent/huge.csv', 'No Threat Found'), workflows);
    expect(workflows.asked).toEqual([`wake ${key.id}`]);
    expect(await goOn(world, door, key)).toBe(end);
  });

  test('a file that could not be scanned rests at once; a retry begins another half hour', async () => {
    const key = await drop(world, door, 'locked', 'locked.zip');
    await take(world, await result(world, door, 'heart-study/locked/locked.zip', 'SAM259210: password protected'));
    expect(await goOn(world, door, key)).toBe('scanning');
    expect((await world.operation(key)).scan?.unscanned).toContain('The file has a password.');
    const before = (await world.operation(key)).scan?.since ?? '';
    ahead += 1000;
    const workflows = listening();
    const act = { key, by: person('Otto', 90).oid, reason: 'the scanner was off' };
    const append = () => Promise.reject(new Error('the audit is away'));
    const untold = retryOperation({ ...world.ports, audit: { ...world.ports.audit, append } }, workflows, act);
    await expect(untold).rejects.toThrow('the audit is away');
    expect((await world.operation(key)).scan?.since).toBe(before);
    const asked = await retryOperation(world.ports, workflows, act);
    expect(asked.scan?.unscanned).toBeUndefined();
    expect((asked.scan?.since ?? '') > before).toBe(true);
    expect(workflows.asked).toEqual([`start ${key.id}`, `wake ${key.id}`]);
    await expect(retryOperation(world.ports, workflows, act)).rejects.toThrow('waits for nobody to retry it');
    expect(await goOn(world, door, key)).toBe('scanning');
    expect(await mailsAbout(world, key)).toHaveLength(2);
  });
});

test('no verdict is missed while an upload looks: those that wake nobody are met by the next look, all others wake it', async () => {
  const key = await drop(world, 'ingress', 'looking');
  expect(await goOn(world, 'ingress', key)).toBe('scanning');
  ahead += 31 * 60_000;
  const look = (woken: boolean) => world.activities.lookAtScan({ key, woken });
  const verdict = await result(world, 'ingress', 'heart-study/looking/other.csv', 'No threats found', '0x8D0');
  const wakes = async (milliseconds: number) => {
    ahead += milliseconds;
    const workflows = listening();
    await take(world, verdict, workflows);
    return workflows.asked.length;
  };
  for (const woken of [false, true]) {
    expect(await look(woken)).toEqual({ kind: 'rest', seconds: 20 });
    // One that begins anew looks again at once: the verdicts of the next seconds still wake nobody, so that look is not the last.
    expect(await look(false)).toEqual({ kind: 'rest', seconds: 20 });
    expect(await wakes(10_000)).toBe(0);
    ahead += 10_000;
    expect(await look(false)).toEqual({ kind: 'rest', seconds: 86_400 });
    expect(await wakes(0)).toBe(1);
  }
});

describe('a scan result', () => {
  test('about nothing of ours is left alone, and what is no result is refused', async () => {
    const foreign = await result(world, 'ingress', 'heart-study/x/a.csv', 'Malicious');
    const elsewhere = {
      ...foreign,
      data: { ...foreign.data, blobUri: 'https://other.blob.core.windows.net/ingress/x/a' },
    };
    expect(await take(world, elsewhere)).toEqual({ kind: 'foreign' });
    await expect(take(world, 'nonsense')).rejects.toThrow('It is no result of a malware scan');
    await expect(take(world, { ...foreign, eventType: 'Other' })).rejects.toThrow('It is no result of a malware scan');
  });

  test('is forgotten with the operation that it was about, and no other is', async () => {
    const key = await drop(world, 'ingress', 'forgotten');
    await take(world, await result(world, 'ingress', 'heart-study/forgotten/a.csv', 'No threats found'));
    await take(world, await result(world, 'ingress', 'heart-study/forgotten/next.csv', 'No threats found', '0x8D1'));
    expect(await goOn(world, 'ingress', key)).toBe('available');
    expect((await verdicts(world, 'ingress', 'forgotten')).map(({ path }) => path)).toEqual([
      'heart-study/forgotten/next.csv',
    ]);
  });
});

test('at the end of it all every record agrees', async () => {
  const proofs = await verifyProofs(world.ports);
  expect(proofs.findings).toEqual([]);
  expect(proofs).toMatchObject({ ok: true, receipts: { bad: [] } });
});
