import type { ManifestEntry } from '../../domain/operation/manifest.ts';
import type { Operation, UploadProblem } from '../../domain/operation/operation.ts';
import { notAsExpected } from '../../domain/transfer/expected.ts';
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
  for await (const { path, md5 } of manifests.read(expected.sums)) if (md5 !== null) sums.set(path, md5);
  return await notAsExpected(expected, sums, entries);
}
