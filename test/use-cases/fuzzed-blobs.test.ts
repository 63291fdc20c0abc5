import { beforeAll, expect, test } from 'vitest';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { recordDefinition } from '../../src/use-cases/project/definition-audit.ts';
import { person } from '../domain/sample.ts';
import { type BlobState, md5Of } from '../memory/blob-state.ts';
import { bringIn } from '../memory/bring-in.ts';
import { noHook } from '../memory/hook.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';

/** A world that let something in, something out and refused something, and what its containers held in the middle of the review. */
const world = new MemoryWorld(1, noHook, { auditWait: async () => undefined, hasRoom: true });
const earlier = new Map<string, BlobState>();

beforeAll(async () => {
  await world.project();
  await world.put('exports', 'heart-study/tools/run.exe', 'MZ');
  await world.run('export', await world.open('export', 'heart-study/tools/run.exe'));
  await bringIn(world);
  // Definitions have a line in a world that people made, so that one that is gone is missed.
  const definition = (await world.ports.projects.get('heart-study'))?.hash ?? '';
  await recordDefinition(world.ports, 'heart-study', { id: 'put', what: 'changed', data: { definition } });
  await letOut(
    world,
    async () => {
      for (const { place, name, stands } of blobs()) earlier.set(`${place}/${name}`, stands);
    },
    async () => {
      for (const key of await world.room.open()) {
        await world.room.answer(key, 'lookedAt');
        await world.room.view(key, 1, person('Ada', 11).oid);
      }
    },
  );
});

interface Blob {
  readonly place: string;
  readonly name: string;
  readonly stands: BlobState;
}

function blobs(): Blob[] {
  return [...world.storage.places()].flatMap(([place, service]) =>
    service.names().flatMap((name) => {
      const stands = service.peek(name);
      return stands === undefined ? [] : [{ place, name, stands }];
    }),
  );
}

/** The blob with another content, as storage shows it: with its MD5. */
function withContent(stands: BlobState, content: Buffer): BlobState {
  return { ...stands, content, headers: { ...stands.headers, blobContentMD5: md5Of(content) } };
}

function spoilt({ content }: BlobState): Buffer {
  const at = Math.floor(content.length / 2);
  return Buffer.concat([content.subarray(0, at), Buffer.from('~'), content.subarray(at + 1)]);
}

/** What a blob is of, by its container and the end of its name, without the number that each listing has. */
function kindOf({ place, name }: Blob): string {
  const last = (name.split('/').at(-1) ?? '').replace(/-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, '');
  const end = /^[a-z]+_[0-9A-Z]+-(.+)$/.exec(last)?.[1] ?? `*${/\.\w+$/.exec(last)?.[0] ?? ''}`;
  return `${place}/${name.includes('/') ? '…/' : ''}${end}`;
}

/** What becomes of a blob; null: it is gone. Undefined where the change changes nothing. */
const changes: Record<string, (blob: Blob) => BlobState | null | undefined> = {
  gone: () => null,
  cut: ({ stands }) =>
    stands.content.length > 1 ? withContent(stands, stands.content.subarray(0, stands.content.length / 2)) : undefined,
  changed: ({ stands }) => withContent(stands, spoilt(stands)),
  // Whoever writes a blob may give any MD5 with it.
  'changed under its MD5': ({ stands }) => ({ ...stands, content: spoilt(stands) }),
  swapped: ({ place, name, stands }) => {
    const others = blobs().filter((other) => other.place === place && other.name !== name);
    return others.find((other) => !other.stands.content.equals(stands.content))?.stands;
  },
  'put back': ({ place, name, stands }) => {
    const before = earlier.get(`${place}/${name}`);
    return before === undefined || before.content.equals(stands.content) ? undefined : before;
  },
};

/** Whether verification finds something wrong, as a process does that begins. */
async function isFound(): Promise<boolean> {
  const proofs = await verifyProofs({ ...world.ports, ...storagePorts(world.storage.ofApp()) });
  return !proofs.ok;
}

test('verification finds nothing wrong with what nobody touched', async () => {
  expect(await isFound()).toBe(false);
});

/** What becomes of a blob and verification says otherwise than the table: it finds what stands there as not found, or does not find the rest. */
async function surprises(kind: string, blob: Blob): Promise<string[]> {
  const { place, name, stands } = blob;
  const container = world.storage.places().get(place);
  const found: string[] = [];
  const look = async (change: string) => {
    if ((await isFound()) === isKnown(kind, change)) found.push(`${kind} ${change}`);
  };
  for (const [change, of] of Object.entries(changes)) {
    const then = of(blob);
    if (then === undefined) continue;
    container?.tamper(name, then ?? undefined);
    await look(change);
    container?.tamper(name, stands);
  }
  const twin = name.replace(/(\.\w+)?$/, '-2$1');
  container?.tamper(twin, stands);
  await look('doubled');
  container?.tamper(twin, undefined);
  return found;
}

test('a blob of every kind is gone, cut, changed, swapped, put back and doubled: that is found, or it is said why not', async () => {
  const kinds = new Map(blobs().map((blob) => [kindOf(blob), blob]));
  expect(kinds.size).toBeGreaterThan(15);
  for (const [kind, blob] of kinds) expect(await surprises(kind, blob)).toEqual([]);
});

test('a newcomer among the containers that nothing verifies is missed', async () => {
  const container = world.storage.container('control', 'newcomer');
  await container.getBlockBlobClient('heart-study/one.json').upload('{}', 2);
  const blob = blobs().find(({ place }) => place === 'control/newcomer');
  if (blob === undefined) throw new Error('there is none');
  expect(await surprises('control/newcomer/…/*.json', blob)).toContain('control/newcomer/…/*.json gone');
  await container.getBlobClient('heart-study/one.json').delete();
});

const everything = [...Object.keys(changes), 'doubled'];
/** That nothing lies there any more is found. */
const allButGone = everything.filter((change) => change !== 'gone');

/** What verification cannot find, by the container, what becomes of its blobs, and why. Whoever makes it find one takes it from here. */
const notFound: Record<string, { readonly changes: readonly string[]; readonly why: string }> = {
  'control/manifests/source.ndjson': { changes: ['doubled'], why: 'nothing reads a list of no operation' },
  'control/manifests/package.ndjson': { changes: ['doubled'], why: 'nothing reads a list of no operation' },
  'control/projects/…': { changes: ['doubled'], why: 'nothing reads a version that no definition names' },
  'public/released': {
    changes: ['changed under its MD5'],
    why: 'files outside are listed and not read, and a listing shows the MD5 that whoever wrote the file gave',
  },
  'secure/datasets': {
    changes: everything,
    why: 'datasets are large, and storage keeps their versions: only an administrator can change or delete one',
  },
  'secure/evidence': { changes: ['doubled'], why: 'nothing reads evidence about files that nobody froze' },
  'secure/inspections': {
    changes: everything,
    why: 'a request is answered once; what counts is the evidence, which names files and rules for itself',
  },
  'secure/notices': {
    changes: everything,
    why: 'researchers read it, and nothing follows from it; the row has what it says',
  },
  'secure/returned': { changes: allButGone, why: 'it went back to researchers inside, who may change what they like' },
  'secure/review': {
    changes: allButGone,
    why: 'what comes outside of it is held against the list of the frozen package, which is found when it is another',
  },
  'secure/views': {
    changes: everything,
    why: 'whoever decided said what they looked at; nobody but an administrator can change or delete a view',
  },
};

function isKnown(kind: string, change: string): boolean {
  return Object.entries(notFound).some(
    ([of, { changes }]) => `${kind}/`.startsWith(`${of}/`) && changes.includes(change),
  );
}
