import { packageManifest } from '../../../activities/transfer/places.ts';
import { departuresOf } from '../../../domain/lifecycle/departures.ts';
import { digested, ManifestDigest, sumText } from '../../../domain/operation/manifest.ts';
import type { SummaryRow } from '../../../domain/overview/summary-row.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { Stored } from '../../../ports/records.ts';
import type { ManifestStore } from '../../../ports/storage.ts';
import { atOnce } from '../../../use-cases/base/at-once.ts';
import { type FoundFile, type Held, resultOf, smallestTraced, type Trace } from '../domain/trace.ts';
import { findLeft, type Left, type LeftPorts } from '../find-left.ts';
import { filesWithLines, type LeftPackage } from './search-lines.ts';

export interface SearchPorts extends LeftPorts, Pick<Ports, 'inspectionResults'> {
  readonly manifests: Pick<ManifestStore, 'read'>;
}

/** Manifests that are read at a time: each waits for storage most of its time. */
const manifestsAtOnce = 32;
const everything = '1970-01-01T00:00:00.000Z';

export type Searched = Pick<Trace, 'searched' | 'files'>;

/**
 * Looks through the manifests of all that left these projects until then, for files that are not smaller, and through evidence where a manifest has no MD5. A manifest that
 * cannot be read is named and hides nothing else. Throws Refused for more than 20,000 releases.
 */
export async function searchReleases(
  ports: SearchPorts,
  projects: readonly string[],
  asked: readonly FoundFile[],
  now: Date,
  smallest = smallestTraced,
): Promise<Searched> {
  const { left, broken } = await findLeft(ports, projects, { since: everything, until: now.toISOString() });
  const search = new Search(asked, smallest);
  const unread = broken.map(({ key }) => key);
  await atOnce(manifestsAtOnce, newestOfEach(left), async (one) => {
    const { id } = one.row.value;
    const found = await search.through(ports, one).catch(() => undefined);
    if (found === undefined) unread.push(id);
  });
  await search.throughLines(ports, unread);
  const releases = left.length;
  return { searched: { releases, files: search.files, unread: unread.toSorted() }, files: search.results() };
}

/** A package that left several times has one manifest. */
function newestOfEach(left: readonly Left[]): readonly Left[] {
  const newest = new Map<string, Left>();
  for (const one of left) {
    const { id } = one.row.value;
    const known = newest.get(id);
    if (known === undefined || known.leftAt < one.leftAt) newest.set(id, one);
  }
  return [...newest.values()];
}

class Search {
  files = 0;
  readonly #asked: readonly FoundFile[];
  readonly #smallest: number;
  readonly #bySize = new Map<number, number[]>();
  readonly #same: readonly Held[][];
  /** What was looked through, by the digest of its manifest. */
  readonly #packages: LeftPackage[] = [];

  constructor(asked: readonly FoundFile[], smallest: number) {
    this.#asked = asked;
    this.#smallest = smallest;
    this.#same = asked.map(() => []);
    for (const [at, { size }] of asked.entries())
      if (size >= smallest) this.#bySize.set(size, [...(this.#bySize.get(size) ?? []), at]);
  }

  /** Texts that are the same as none are looked for by their lines. Packages whose evidence cannot be read are added to those that are unread. */
  async throughLines(ports: SearchPorts, unread: string[]): Promise<void> {
    const wanted = Map.groupBy(
      [...this.#asked.keys()].filter((at) => this.#isLeft(at)),
      (at) => this.#asked[at]?.lines ?? '',
    );
    if (wanted.size === 0) return;
    await atOnce(manifestsAtOnce, this.#packages, async (one) => {
      const { row, leftAt } = one.left;
      const { project, id, name } = row.value;
      try {
        for (const { path, lines } of await filesWithLines(ports, one, wanted, this.#smallest)) {
          const state = await stateOf(ports, row, leftAt);
          for (const at of wanted.get(lines) ?? [])
            this.#same[at]?.push({ project, id, name, path, leftAt, way: 'lines', state });
        }
      } catch {
        unread.push(id);
      }
    });
  }

  /** Whether it is a text that is not found as it is. */
  #isLeft(at: number): boolean {
    const { size = 0, lines } = this.#asked[at] ?? {};
    const isFound = this.#same[at]?.some(({ way }) => way !== undefined) ?? false;
    return size >= this.#smallest && lines !== undefined && !isFound;
  }

  async through(ports: SearchPorts, { row, leftAt }: Left): Promise<true> {
    const found: [at: number, held: Omit<Held, 'state'>][] = [];
    let number = 0;
    const digest = new ManifestDigest();
    for await (const { path, size, md5, role } of digested(
      ports.manifests.read(packageManifest(row.value.id)),
      digest,
    )) {
      number += 1;
      if (role === 'context') continue;
      this.files += 1;
      for (const at of this.#bySize.get(size) ?? []) {
        const way = md5 === null ? await this.#byEvidence(ports, row, at, number) : this.#byMd5(md5, at);
        if (way === 'other') continue;
        const { project, id, name } = row.value;
        found.push([at, { project, id, name, path, leftAt, ...(way === 'unknown' ? {} : { way }) }]);
      }
    }
    this.#packages.push({ left: { row, leftAt }, digest: digest.summary().digest });
    const state = found.length === 0 ? 'outside' : await stateOf(ports, row, leftAt);
    for (const [at, held] of found) this.#same[at]?.push({ ...held, state });
    return true;
  }

  results(): Trace['files'] {
    return this.#asked.map(({ size }, at) => ({
      file: at + 1,
      ...(size < this.#smallest
        ? { result: 'too-small' as const, releases: [] }
        : resultOf(this.#same[at]?.toSorted(newestFirst) ?? [])),
    }));
  }

  #byMd5(md5: string, at: number) {
    return sumText(md5) === this.#asked[at]?.md5 ? 'md5-and-size' : 'other';
  }

  /** Evidence tells the files of a package by their numbers. */
  async #byEvidence({ inspectionResults, register }: SearchPorts, row: Stored<SummaryRow>, at: number, number: number) {
    const operation = await register.whole(row);
    const { id: exportId, project, package: frozen } = operation ?? {};
    if (exportId === undefined || project === undefined || frozen === undefined) return 'unknown';
    const found = await inspectionResults.evidence({ project, exportId, digest: frozen.digest });
    const file = found?.kind === 'evidence' ? found.evidence.files[number - 1] : undefined;
    if (file?.sha256 === undefined || file.notChecked.length > 0) return 'unknown';
    return file.sha256 === this.#asked[at]?.sha256 ? 'sha256' : 'other';
  }
}

function newestFirst(one: Held, other: Held): number {
  return one.leftAt < other.leftAt ? 1 : -1;
}

/** A package that moved since it was listed is told as it is now. Throws where nothing of it left any more, so that it counts as unread. */
async function stateOf({ register }: SearchPorts, row: Stored<SummaryRow>, leftAt: string): Promise<Held['state']> {
  const operation = await register.whole(row);
  const departures = operation === undefined ? [] : departuresOf(operation);
  const departure = departures.find(({ at }) => at === leftAt) ?? departures.at(-1);
  if (departure === undefined) throw new Error(`The register no longer tells that ${row.value.id} left`);
  return departure.state;
}
