import { expect } from 'vitest';
import { listFiles } from '../../src/activities/transfer/location-listing.ts';
import { sourceLocation } from '../../src/activities/transfer/places.ts';
import { type Door, doorFacts } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Clock } from '../../src/ports/ports.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { takeScanVerdict } from '../../src/use-cases/operation/take-scan-verdict.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { gather, groupsOff, person } from '../domain/sample.ts';
import { openEgress, startWorld, type World } from './world.ts';

/** The people of the project besides its operator. */
export const people = {
  dataOwners: [person('Olga', 1)],
  researchers: [person('Rita', 2)],
  approvers: [person('Ada', 11), person('Ben', 12), person('Cem', 13)].map((one) => ({ ...one, independent: false })),
};

/** A world whose project wants every file scanned, at both doors. */
export async function startScannedWorld(clock?: Clock): Promise<World> {
  const started = await startWorld();
  const world = clock === undefined ? started : started.withPorts({ clock });
  await world.project({
    ingress: { quietSeconds: 1, malwareScan: 'required' },
    egress: { ...openEgress, malwareScan: 'required' },
    people: { ...people, operators: [person('Otto', 90)] },
  });
  return world;
}

/** Notes what is asked of the orchestrations. */
export function listening(): Workflows & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    start: async (_, id) => void asked.push(`start ${id}`),
    wake: async (id) => void asked.push(`wake ${id}`),
  };
}

/** The event of a scan of the file as it lies at the door now, or as it was under the ETag. */
export async function result(world: World, door: Door, path: string, scanResultType: string, etag?: string) {
  const { container, account } = doorFacts(door);
  const [project = '', name = ''] = path.split('/');
  const location = sourceLocation({ id: '', door, project, name, shape: 'folder' });
  const found = (await gather(listFiles(world.ports.listing, location))).find(
    (file) => `${location.folder}/${file.path}` === path,
  );
  return {
    subject: `storageAccounts/${account}/containers/${container}/blobs/${path}`,
    eventType: 'Microsoft.Security.MalwareScanningResult',
    eventTime: world.now().toISOString(),
    data: {
      blobUri: `${world.blobUrl(account)}/${container}/${path}`,
      eTag: etag ?? found?.etag ?? '0x0',
      scanResultType,
      scanResultDetails: { malwareNamesFound: ['Virus:DOS/EICAR_Test_File'] },
    },
  };
}

/** Takes a message of the scanner's queue. */
export async function take(world: World, message: unknown, workflows: Workflows = listening(), ports = world.ports) {
  const doorUrls = {
    ingress: `${world.blobUrl('public')}/ingress`,
    export: `${world.blobUrl('secure')}/exports`,
  };
  return takeScanVerdict(ports, workflows, { doorUrls }, message);
}

/** Puts a file and opens its operation. */
export async function drop(world: World, door: Door, name: string, file = 'a.csv'): Promise<OperationKey> {
  const path = `heart-study/${name}/${file}`;
  await world.put(doorFacts(door).container, path, `content of ${file}`);
  return world.open(door, path);
}

/** Runs the flow until it has ended, rests in the gate, or waits for people. */
export async function goOn(world: World, door: Door, key: OperationKey): Promise<string> {
  let waits = 0;
  const enough = async () => {
    const { state, scan } = await world.operation(key);
    if (state === 'in-review' || (state === 'scanning' && scan?.lookedAt !== undefined)) waits += 1;
    return waits > 12;
  };
  return (await world.run(door, key, { enough })).state;
}

/** Approves with the link of the mail that the approver got. */
export async function approve(
  world: World,
  { id }: OperationKey,
  { email, oid, name }: { email: string; oid: string; name: string },
) {
  const mail = (await world.mails()).find(({ messageId, to }) => messageId.includes(id) && to[0]?.address === email);
  const [, handle = ''] = /review\/([\w-]{43})/.exec(mail?.text ?? '') ?? [];
  const digest = (await world.operation({ project: 'heart-study', id })).package?.digest ?? '';
  const said = { choice: 'approve', reason: '', lookedAt: true, deidentified: true, digest } as const;
  const approver = { oid, name, emails: [], groups: 'no-claim' } as const;
  expect(await decide({ ...world.ports, groupsClaim: groupsOff }, { handle, approver, ...said })).toMatchObject({
    kind: 'recorded',
  });
}

/** The verdicts about an upload. */
export function verdicts(world: World, door: Door, name: string) {
  return gather(world.ports.scanVerdicts.read(door, `heart-study/${name}`, { number: 0, parts: 1 }));
}

/** The mails that name the operation. */
export async function mailsAbout(world: World, { id }: OperationKey) {
  return (await world.mails()).filter(({ text }) => text.includes(id));
}

/** Whom the mails are for, in order. */
export const addresses = (mails: Awaited<ReturnType<typeof mailsAbout>>) =>
  mails.map(({ to }) => to[0]?.address).toSorted();
