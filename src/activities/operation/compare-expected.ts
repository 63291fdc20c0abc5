import { digested, ManifestDigest, type ManifestEntry } from '../../domain/operation/manifest.ts';
import type { Operation, UploadProblem } from '../../domain/operation/operation.ts';
import { notAsExpected, sumsUnknown } from '../../domain/transfer/expected.ts';
import type { Ports } from '../../ports/ports.ts';

/** Holds an upload to what an owner said of it before, if one did; the original is untouched until that is so. */
export async function compareExpected(
  { register, manifests }: Pick<Ports, 'register' | 'manifests'>,
  { door, project, name }: Operation,
  entries: AsyncIterable<ManifestEntry>,
): Promise<UploadProblem[]> {
  if (door !== 'ingress') return [];
  const known = (await register.rememberedDoor(door, project)).value.expected ?? [];
  const expected = known.find((one) => one.name === name);
  // What was said of a version that came holds for no later one.
  if (expected === undefined || expected.version !== (await register.latestVersion(project, name)) + 1) return [];
  if (expected.sums === undefined) return await notAsExpected(expected, undefined, entries);
  const sums = new Map<string, string>();
  const read = new ManifestDigest();
  for await (const { path, md5 } of digested(manifests.read(expected.sums), read))
    if (md5 !== null) sums.set(path, md5);
  // Sums of one version have one name, and two owners may write theirs at once.
  if (expected.digest !== undefined && expected.digest !== read.summary().digest) return [sumsUnknown];
  return await notAsExpected(expected, sums, entries);
}
