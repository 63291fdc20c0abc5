import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceSpot } from '../../src/activities/places.ts';
import { receiptsOf } from '../../src/activities/receipts.ts';
import { listFiles } from '../../src/activities/spot-listing.ts';
import { explain } from '../../src/domain/advance.ts';
import { type Door, doorFacts } from '../../src/domain/door.ts';
import type { OperationKey } from '../../src/domain/operation.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { decide } from '../../src/use-cases/decide.ts';
import { liftHold, setHold } from '../../src/use-cases/hold.ts';
import { retryOperation } from '../../src/use-cases/steer-operation.ts';
import { takeScanVerdict } from '../../src/use-cases/take-scan-verdict.ts';
import { verifyProofs } from '../../src/use-cases/verify-proofs.ts';
import { gather, groupsOff, person } from '../domain/sample.ts';
import { openEgress, startWorld, World } from './world.ts';

let world: World;
let ahead = 0;
beforeAll(async () => {
  const started = await startWorld();
  const clock = { now: () => new Date(Date.now() + ahead) };
  world = new World({ ...started, releaseAccount: 'public', ports: { ...started.ports, clock } });
  await world.project({
    ingress: { quietSeconds: 1, malwareScan: 'required' },
    egress: { ...openEgress, malwareScan: 'required' },
    people: { ...people, operators: [person('Otto', 90)] },
  });
});
afterAll(() => world.stop());

const people = {
  dataOwners: [person('Olga', 1)],
  researchers: [person('Rita', 2)],
  approvers: [person('Ada', 11), person('Ben', 12), person('Cem', 13)].map((one) => ({ ...one, independent: false })),
};

function listening(): Workflows & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    start: async (_, id) => void asked.push(`start ${id}`),
    wake: async (id) => void asked.push(`wake ${id}`),
  };
}

/** The event of a scan of the file as it lies at the door now, or as it was under the ETag. */
async function result(door: Door, path: string, scanResultType: string, etag?: string) {
  const { container, account } = doorFacts(door);
  const [project = '', name = ''] = path.split('/');
  const spot = sourceSpot({ id: '', door, project, name, shape: 'folder' });
  const found = (await gather(listFiles(world.ports.listing, spot))).find(
    (file) => `${spot.folder}/${file.path}` === path,
  );
  return {
    subject: `storageAccounts/${account}/containers/${container}/blobs/${path}`,
    eventType: 'Microsoft.Security.MalwareScanningResult',
    eventTime: new Date().toISOString(),
    data: {
      blobUri: `${world.azure.blobUrl(account)}/${container}/${path}`,
      eTag: etag ?? found?.etag ?? '0x0',
      scanResultType,
      scanResultDetails: { malwareNamesFound: ['Virus:DOS/EICAR_Test_File'] },
    },
  };
}

async function take(message: unknown, workflows: Workflows = listening(), ports = world.ports) {
  const doorUrls = {
    ingress: `${world.azure.blobUrl('public')}/ingress`,
    export: `${world.azure.blobUrl('secure')}/exports`,
  };
  return takeScanVerdict(ports, workflows, { doorUrls }, message);
}

/** Puts a file and opens its operation. */
async function drop(door: Door, name: string, file = 'a.csv'): Promise<OperationKey> {
  const path = `heart-study/${name}/${file}`;
  await world.put(doorFacts(door).container, path, `content of ${file}`);
  return world.open(door, path);
}

/** Runs the flow until it has ended, rests in the gate, or waits for people. */
async function goOn(door: Door, key: OperationKey): Promise<string> {
  let waits = 0;
  const enough = async () => {
    const { state, scan } = await world.operation(key);
    if (state === 'in-review' || (state === 'scanning' && scan?.lookedAt !== undefined)) waits += 1;
    return waits > 12;
  };
  return (await world.run(door, key, { enough })).state;
}

/** Approves with the link of the mail that the approver got. */
async function approve({ id }: OperationKey, { email, oid, name }: { email: string; oid: string; name: string }) {
  const mail = (await world.mails()).find(({ messageId, to }) => messageId.includes(id) && to[0]?.address === email);
  const [, handle = ''] = /review\/([\w-]{43})/.exec(mail?.text ?? '') ?? [];
  const digest = (await world.operation({ project: 'heart-study', id })).package?.digest ?? '';
  const said = { choice: 'approve', reason: '', lookedAt: true, deidentified: true, digest } as const;
  const approver = { oid, name, groups: 'no-claim' } as const;
  expect(await decide({ ...world.ports, groupsClaim: groupsOff }, { handle, approver, ...said })).toMatchObject({
    kind: 'recorded',
  });
}

const verdicts = (door: Door, name: string) =>
  gather(world.ports.scanVerdicts.read(door, `heart-study/${name}`, { number: 0, parts: 1 }));
const mailsAbout = async ({ id }: OperationKey) => (await world.mails()).filter(({ text }) => text.includes(id));
const addresses = (mails: Awaited<ReturnType<typeof mailsAbout>>) => mails.map(({ to }) => to[0]?.address).toSorted();

describe.each([
  ['ingress', 'available'],
  ['export', 'in-review'],
] as const)('at the door %s', (door, end) => {
  test('nothing is copied before every file has its clean verdict', async () => {
    const key = await drop(door, 'clean');
    expect(await goOn(door, key)).toBe('scanning');
    expect((await world.operation(key)).transfers).toEqual([]);
    await take(await result(door, 'heart-study/clean/a.csv', 'No threats found'));
    expect(await goOn(door, key)).toBe(end);
    const { id, source } = await world.operation(key);
    const passed = (await gather(world.ports.audit.lines('heart-study'))).filter((line) =>
      line.includes('scan.passed'),
    );
    expect(passed.filter((line) => line.includes(id)).map((line) => JSON.parse(line).data)).toEqual([
      { files: 1, sourceDigest: source?.digest },
    ]);
  });

  test('a verdict about another state of the file counts for nothing', async () => {
    const key = await drop(door, 'older');
    await take(await result(door, 'heart-study/older/a.csv', 'No threats found', '0x8D0'));
    await take(await result(door, 'heart-study/older/b.csv', 'No threats found', '0x8D0'));
    expect(await goOn(door, key)).toBe('scanning');
    await take(await result(door, 'heart-study/older/a.csv', 'No threats found'));
    expect(await goOn(door, key)).toBe(end);
  });

  test('malware rejects, everybody concerned is told at once, and only operators learn which file it is', async () => {
    const key = await drop(door, 'bad', 'patient-names.csv');
    await world.put(doorFacts(door).container, 'heart-study/bad/other.csv', 'x');
    await take(await result(door, 'heart-study/bad/patient-names.csv', 'Malicious'));
    expect(await goOn(door, key)).toBe('rejected');
    const { problems, transfers } = await world.operation(key);
    expect(transfers).toEqual([]);
    expect(problems).toMatchObject([
      { rule: 'malware', path: 'patient-names.csv', value: 'Virus:DOS/EICAR_Test_File' },
    ]);
    const mails = await mailsAbout(key);
    const sender = door === 'ingress' ? 'olga@example.org' : 'rita@example.org';
    expect(addresses(mails)).toEqual([sender, 'otto@example.org'].toSorted());
    for (const { text, html } of mails) expect(`${text}${html}`).not.toMatch(/patient-names|EICAR/);
    expect(mails[0]?.text).toContain('malware scanner found something');
    expect(await world.names('notices', `heart-study/${key.id}`)).toEqual([]);
  });

  test('a file that nobody scanned rests after half an hour, operators are told once, and a verdict lets it go on', async () => {
    const key = await drop(door, 'silent', 'huge.csv');
    expect(await goOn(door, key)).toBe('scanning');
    expect((await world.operation(key)).scan).not.toHaveProperty('unscanned');
    ahead += 31 * 60_000;
    for (let time = 0; time < 2; time += 1) expect(await goOn(door, key)).toBe('scanning');
    const rested = await world.operation(key);
    expect(rested.scan?.unscanned).toContain('"huge.csv". No verdict has come.');
    expect(explain(rested, world.ports.clock.now())).toContain('rests: There is no clean verdict');
    const mails = await mailsAbout(key);
    expect(addresses(mails)).toEqual(['otto@example.org']);
    expect(`${mails[0]?.subject}${mails[0]?.text}`).not.toContain('huge');
    const workflows = listening();
    ahead += 15_000;
    await take(await result(door, 'heart-study/silent/huge.csv', 'No Threat Found'), workflows);
    expect(workflows.asked).toEqual([`wake ${key.id}`]);
    expect(await goOn(door, key)).toBe(end);
  });

  test('a file that could not be scanned rests at once; a retry begins another half hour', async () => {
    const key = await drop(door, 'locked', 'locked.zip');
    await take(await result(door, 'heart-study/locked/locked.zip', 'SAM259210: password protected'));
    expect(await goOn(door, key)).toBe('scanning');
    expect((await world.operation(key)).scan?.unscanned).toContain('The file has a password.');
    const before = (await world.operation(key)).scan?.since ?? '';
    ahead += 1000;
    const workflows = listening();
    const steering = { key, by: person('Otto', 90).oid, reason: 'the scanner was off' };
    const asked = await retryOperation(world.ports, workflows, steering);
    expect(asked.scan?.unscanned).toBeUndefined();
    expect((asked.scan?.since ?? '') > before).toBe(true);
    expect(workflows.asked).toEqual([`start ${key.id}`, `wake ${key.id}`]);
    await expect(retryOperation(world.ports, workflows, steering)).rejects.toThrow('waits for nobody to retry it');
    expect(await goOn(door, key)).toBe('scanning');
    expect(await mailsAbout(key)).toHaveLength(2);
  });
});

test('no verdict is missed while an upload looks: those that wake nobody are met by the next look, all others wake it', async () => {
  const key = await drop('ingress', 'looking');
  expect(await goOn('ingress', key)).toBe('scanning');
  ahead += 31 * 60_000;
  const look = (woken: boolean) => world.activities.lookAtScan({ key, look: 0, woken });
  const verdict = await result('ingress', 'heart-study/looking/other.csv', 'No threats found', '0x8D0');
  const wakes = async (milliseconds: number) => {
    ahead += milliseconds;
    const workflows = listening();
    await take(verdict, workflows);
    return workflows.asked.length;
  };
  for (const woken of [false, true]) {
    expect(await look(woken)).toEqual({ kind: 'rest', seconds: 20 });
    expect(await wakes(10_000)).toBe(0);
    ahead += 10_000;
    expect(await look(false)).toEqual({ kind: 'rest', seconds: 86_400 });
    expect(await wakes(0)).toBe(1);
  }
});

/** The hold that stands, and that an operator lifts it. */
async function lift() {
  const hold = (await world.ports.holds.get('heart-study'))?.value;
  const { oid, name } = person('Otto', 90);
  await liftHold(world.ports, { project: 'heart-study', caller: { oid, name }, reason: 'it was looked into' });
  return hold;
}
const holdLines = async ({ id }: OperationKey) =>
  (await gather(world.ports.audit.lines('heart-study')))
    .map((line) => JSON.parse(line))
    .filter((line) => line.id.startsWith('hold.') && line.id.includes(id))
    .map(({ kind, actor, data: { reason } }) => ({ kind, actor, reason }));

describe('late malware', () => {
  test('holds the project without an end and without naming the file, once: a repeated message sets no hold that was lifted', async () => {
    const key = await drop('ingress', 'held', 'patient-names.csv');
    const late = await result('ingress', 'heart-study/held/patient-names.csv', 'Malicious');
    await take(await result('ingress', 'heart-study/held/patient-names.csv', 'No threats found'));
    expect(await goOn('ingress', key)).toBe('available');
    const away = { ...world.ports.audit, append: async () => Promise.reject(new Error('The audit is away')) };
    await expect(take(late, listening(), { ...world.ports, audit: away })).rejects.toThrow('The audit is away');
    for (let time = 0; time < 2; time += 1) await take(late);
    const reason = `malware was found in ${key.id}`;
    const hold = await lift();
    expect(hold).toMatchObject({ by: 'control-plane', name: 'the control plane', reason, takeBack: false });
    expect(hold).not.toHaveProperty('until');
    await take(late);
    expect(await world.ports.holds.get('heart-study')).toBeUndefined();
    const otto = { actor: person('Otto', 90).oid, reason: 'it was looked into' };
    expect(await holdLines(key)).toEqual([
      { kind: 'hold.set', actor: 'control-plane', reason },
      { kind: 'hold.lift-intended', ...otto },
      { kind: 'hold.lifted', ...otto },
    ]);
  });

  test('leaves a hold that people set with all that it takes back, and makes one that would end stay', async () => {
    const key = await drop('ingress', 'stays');
    const late = await result('ingress', 'heart-study/stays/a.csv', 'Malicious');
    await take(await result('ingress', 'heart-study/stays/a.csv', 'No threats found'));
    expect(await goOn('ingress', key)).toBe('available');
    const { oid, name } = person('Otto', 90);
    const until = new Date(world.ports.clock.now().getTime() + 60_000).toISOString();
    const asked = { project: 'heart-study', caller: { oid, name }, reason: 'a leak', until, takeBack: true };
    const { hold } = await setHold(world.ports, listening(), asked);
    await take(late);
    const stands = await lift();
    expect(stands).toMatchObject({ since: hold.since, takeBack: true, by: 'control-plane' });
    expect(stands).not.toHaveProperty('until');
  });

  test('holds a package that is being released: its runs are cancelled at once', async () => {
    const key = await drop('export', 'leaving');
    const late = await result('export', 'heart-study/leaving/a.csv', 'Malicious');
    await take(await result('export', 'heart-study/leaving/a.csv', 'No threats found'));
    expect(await goOn('export', key)).toBe('in-review');
    for (const approver of people.approvers.slice(0, 2)) await approve(key, approver);
    let taken = false;
    const before = async (name: string) => {
      const { state, transfers } = await world.operation(key);
      if (taken || name !== 'pollTransfer' || state !== 'releasing') return;
      taken = true;
      await take(late);
      const runs = transfers.filter(({ step }) => step === 'export-release').map(({ runId }) => runId);
      expect(runs).toHaveLength(1);
      const cancelled = (await gather(world.ports.audit.lines('heart-study'))).filter((line) =>
        line.includes('cancel'),
      );
      expect(cancelled.some((line) => runs.some((run) => run !== undefined && line.includes(run)))).toBe(true);
    };
    await world.run('export', key, { before, enough: async () => taken });
    expect((await world.operation(key)).problems).toMatchObject([{ rule: 'malware' }]);
    await lift();
  });

  test('in a version that is available alarms, and leaves the version as its audit tells it', async () => {
    const key = await drop('ingress', 'late');
    const late = await result('ingress', 'heart-study/late/a.csv', 'Malicious');
    await take(await result('ingress', 'heart-study/late/a.csv', 'No threats found'));
    expect(await goOn('ingress', key)).toBe('available');
    for (let time = 0; time < 2; time += 1)
      expect(await take(late)).toEqual({ kind: 'kept', alarms: [{ project: 'heart-study', id: key.id }] });
    expect((await world.operation(key)).problems).toEqual([]);
    await lift();
    const other = { ...late, data: { ...late.data, eTag: '0x8D0' } };
    expect(await take(other)).toEqual({ kind: 'kept', alarms: [] });
  });

  test('that comes before the originals are deleted keeps them, and the dataset is not made available', async () => {
    const key = await drop('ingress', 'between');
    const late = await result('ingress', 'heart-study/between/a.csv', 'Malicious');
    await take(await result('ingress', 'heart-study/between/a.csv', 'No threats found'));
    const before = async (name: string) => {
      if (name !== 'verifyCopy') return;
      expect((await take(late)).kind).toBe('kept');
      await lift();
    };
    expect((await world.run('ingress', key, { before })).state).toBe('failed');
    const { failure, problems } = await world.operation(key);
    expect(failure?.message).toContain('the malware scanner found Virus:DOS/EICAR_Test_File in a.csv');
    expect(failure?.publicMessage).not.toContain('a.csv');
    expect(problems).toMatchObject([{ rule: 'malware' }]);
    expect(await world.names('ingress', 'heart-study/between/')).toEqual(['heart-study/between/a.csv']);
  });

  test('in a package in review takes it from its approvers and rejects it', async () => {
    const key = await drop('export', 'reviewed');
    const late = await result('export', 'heart-study/reviewed/a.csv', 'Malicious');
    await take(await result('export', 'heart-study/reviewed/a.csv', 'No threats found'));
    expect(await goOn('export', key)).toBe('in-review');
    const workflows = listening();
    expect(await take(late, workflows)).toEqual({ kind: 'kept', alarms: [{ project: 'heart-study', id: key.id }] });
    expect(workflows.asked).toEqual([`wake ${key.id}`]);
    expect(await goOn('export', key)).toBe('rejected');
    await lift();
    const { rounds } = await world.ports.decisions.read(key.id);
    expect(rounds.map(({ value }) => value.status)).toEqual(['withdrawn']);
    const told = (await mailsAbout(key)).filter(({ subject }) => subject.includes('rejected'));
    expect(addresses(told)).toEqual(['otto@example.org', 'rita@example.org']);
  });

  test('in a frozen package leaves a copy that a discard deletes from review, with a receipt; what came later stays', async () => {
    const key = await world.open('export', 'heart-study/reviewed/a.csv');
    expect(await world.operation(key)).toMatchObject({ state: 'rejected' });
    expect(await world.names('review', `heart-study/${key.id}/`)).not.toEqual([]);
    await world.put('exports', 'heart-study/reviewed/later.csv', 'z');
    expect(await world.run('discard', key)).toMatchObject({ state: 'discarded' });
    expect(await world.names('review', `heart-study/${key.id}/`)).toEqual([]);
    expect(await world.names('exports', 'heart-study/reviewed/')).toEqual(['heart-study/reviewed/later.csv']);
    const { transfers, cleared } = await world.operation(key);
    expect(transfers.at(-1)).toMatchObject({ step: 'export-discard', status: 'succeeded' });
    expect(cleared?.review).toBeDefined();
    expect(Object.keys(await receiptsOf(world.ports, key.id))).toContain('clearing-review');
    expect((await verifyProofs(world.ports)).receipts.bad).toEqual([]);
  });

  test('in an approved package keeps it inside', async () => {
    const key = await drop('export', 'approved');
    const late = await result('export', 'heart-study/approved/a.csv', 'Malicious');
    await take(await result('export', 'heart-study/approved/a.csv', 'No threats found'));
    expect(await goOn('export', key)).toBe('in-review');
    for (const approver of people.approvers.slice(0, 2)) await approve(key, approver);
    const before = async (name: string) => {
      if (name !== 'checkRelease') return;
      await take(late);
      await lift();
    };
    expect((await world.run('export', key, { before })).state).toBe('failed');
    expect(await world.names('released', 'heart-study/approved/')).toEqual([]);
  });
});

describe('a scan result', () => {
  test('about nothing of ours is left alone, and what is no result is refused', async () => {
    const foreign = await result('ingress', 'heart-study/x/a.csv', 'Malicious');
    const elsewhere = {
      ...foreign,
      data: { ...foreign.data, blobUri: 'https://other.blob.core.windows.net/ingress/x/a' },
    };
    expect(await take(elsewhere)).toEqual({ kind: 'foreign' });
    await expect(take('nonsense')).rejects.toThrow('It is no result of a malware scan');
    await expect(take({ ...foreign, eventType: 'Other' })).rejects.toThrow('It is no result of a malware scan');
  });

  test('is forgotten with the operation that it was about, and no other is', async () => {
    const key = await drop('ingress', 'forgotten');
    await take(await result('ingress', 'heart-study/forgotten/a.csv', 'No threats found'));
    await take(await result('ingress', 'heart-study/forgotten/next.csv', 'No threats found', '0x8D1'));
    expect(await goOn('ingress', key)).toBe('available');
    expect((await verdicts('ingress', 'forgotten')).map(({ path }) => path)).toEqual([
      'heart-study/forgotten/next.csv',
    ]);
  });
});

test('at the end of it all every record agrees', async () => {
  const proofs = await verifyProofs(world.ports);
  expect(proofs.findings).toEqual([]);
  expect(proofs).toMatchObject({ ok: true, receipts: { bad: [] } });
});
