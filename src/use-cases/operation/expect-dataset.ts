import { createHash } from 'node:crypto';
import { note } from '../../domain/audit/audit-event.ts';
import { IllegalMove, Refused } from '../../domain/base/errors.ts';
import { comparePaths } from '../../domain/base/path-order.ts';
import { uploadNameProblem } from '../../domain/operation/blob-name.ts';
import type { ManifestEntry } from '../../domain/operation/manifest.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { type Expected, readSums, withExpected } from '../../domain/transfer/expected.ts';
import type { Ports } from '../../ports/ports.ts';
import { rememberDoor } from './open-when-room.ts';

export interface ExpectedAsked {
  readonly project: string;
  readonly name: string;
  readonly files?: number | undefined;
  readonly bytes?: number | undefined;
  /** What `md5sum` prints; empty where no sums are given. */
  readonly sums: string;
  readonly by: string;
}

/** Remembers what the next version of a dataset is held to before it is copied. Throws Refused, and IllegalMove once that comes too late. */
export async function expectDataset(
  ports: Pick<Ports, 'register' | 'manifests' | 'audit' | 'clock'>,
  { project, name, files, bytes, sums: text, by }: ExpectedAsked,
): Promise<Expected> {
  const problem = uploadNameProblem('ingress', name);
  if (problem !== undefined) throw new Refused(`${problem.publicMessage}. Nothing was noted.`);
  const sums = readSums(text);
  if (files === undefined && bytes === undefined && sums.size === 0)
    throw new Refused('Say how many files come, how many bytes, or the MD5 of each');
  await refuseWhenLate(ports, project, name);
  const version = (await ports.register.latestVersion(project, name)) + 1;
  const at = ports.clock.now().toISOString();
  const manifest = `expected-${createHash('sha256').update(`${project}/${name}/${version}`).digest('hex')}`;
  const written = sums.size === 0 ? undefined : await ports.manifests.write(manifest, entriesOf(sums));
  const said = { ...(files === undefined ? {} : { files }), ...(bytes === undefined ? {} : { bytes }) };
  const noted = written === undefined ? {} : { sums: manifest, digest: written.digest };
  const expected = { name, version, ...said, ...noted, at, by };
  const data = { name, version, ...said, sums: sums.size, digest: written?.digest ?? '' };
  const id = `expected-${at.replace(/\D/g, '')}-${by}`;
  await ports.audit.append(project, [note(project, { id, at: new Date(at), kind: 'door.expected', actor: by, data })]);
  await rememberDoor(ports, { door: 'ingress', project }, ({ expected: known = [], ...before }) => ({
    ...before,
    expected: withExpected(known, expected),
  }));
  return expected;
}

async function refuseWhenLate({ register }: Pick<Ports, 'register'>, project: string, name: string): Promise<void> {
  const open = await register.openOf('ingress', project, name);
  const state = open && (await register.get({ project, id: open.id }))?.value.state;
  if (state === undefined || state === 'receiving' || state === 'rejected') return;
  throw new IllegalMove(
    `An upload named ${name} is ${stateText(state)} already; withdraw it, then say what you expect of the next`,
  );
}

/** Whoever gives the same sums again writes the same. */
async function* entriesOf(sums: ReadonlyMap<string, string>): AsyncGenerator<ManifestEntry> {
  for (const [path, md5] of [...sums].toSorted(([one], [other]) => comparePaths(one, other)))
    yield { path, size: 0, etag: 'expected', md5, lastModified: 'expected' };
}
