import { packageManifest } from '../activities/places.ts';
import { factsOf } from '../domain/advance.ts';
import { endWords } from '../domain/approval.ts';
import { digested, ManifestDigest, type ManifestEntry } from '../domain/manifest.ts';
import type { Operation } from '../domain/operation.ts';
import { purposeOf } from '../domain/purpose.ts';
import { type Choice, eligible, judgeRound, type Round, supporters } from '../domain/round.ts';
import type { ClosedReview } from '../pages/review-closed-page.ts';
import type { EarlierRelease, Evidence, ReviewMaterial } from '../pages/review-page.ts';
import { countText } from '../pages/words.ts';
import type { Register } from '../ports/records.ts';
import type { ManifestStore } from '../ports/storage.ts';
import { type FindReviewPorts, type FoundReview, isReplaced, replacedLink } from './find-review.ts';

/** What looking at a review needs. `secureBlobUrl` is the account that holds the frozen copies. */
export interface ReviewPorts extends FindReviewPorts {
  readonly register: Pick<Register, 'get' | 'list'>;
  readonly manifests: Pick<ManifestStore, 'read'>;
  readonly secureBlobUrl: string;
}

const mostFilesShown = 200;
const mostReleasesShown = 5;
const mostTypesShown = 20;

/** Why no decision can be taken with the link any more, in a sentence; undefined while one can. */
export function closedBecause(found: FoundReview, now: Date): string | undefined {
  const { round, handle } = found;
  if (round.status === 'superseded') {
    return 'The approval rules changed, so a new round was opened; the newest mail holds the link for it.';
  }
  const own = found.decisions.find((decision) => decision.approver === handle.approver);
  if (own !== undefined) {
    return ownWords[own.choice];
  }
  if (!eligible(round, handle.approver, now)) return 'You are no longer asked about this package.';
  const status = judgeRound(round, found.decisions, now);
  if (status !== 'open') return `This round is closed: the package was ${endWords[status]}.`;
  const { state } = found.operation;
  if (state !== 'in-review') return `The package is ${state} and not in review, so it cannot be decided on now.`;
  return isReplaced(found) ? replacedLink : undefined;
}

const ownWords: Readonly<Record<Choice, string>> = {
  approve: 'You approved this package.',
  changes: 'You asked for changes of this package.',
  deny: 'You denied this package.',
};

/** What a link that is done tells: why, and what the package waits for now. No file names. */
export function closedReview(found: FoundReview, because: string, now: Date): ClosedReview {
  const { operation, project } = found;
  const { id, state, since } = operation;
  const waitsFor = waitsForNow(found, now);
  return { because, projectTitle: project.title, exportId: id, state, since, waitsFor };
}

/** The round knows before the row what its package waits for: the flow moves that a moment after the decision which closes the round. */
function waitsForNow({ operation, round, decisions }: FoundReview, now: Date): string {
  const status = judgeRound(round, decisions, now);
  return operation.state === 'in-review' && status !== 'open' ? follows[status] : factsOf(operation).waitsFor;
}

const wayBack = 'its way back to the researchers, which begins by itself';

/** What follows the end of a round. */
const follows: Readonly<Record<Exclude<Round['status'], 'open'>, string>> = {
  approved: 'the last check and its release, which begin by themselves',
  denied: wayBack,
  'changes-wanted': wayBack,
  expired: wayBack,
  withdrawn: wayBack,
  superseded: "the approvers' decisions in the new round",
};

/** Everything the signed-in approver sees: file names and evidence, never content. */
export async function collectMaterial(ports: ReviewPorts, found: FoundReview): Promise<ReviewMaterial> {
  const { operation, project, round } = found;
  if (operation.package === undefined) throw new Error(`${operation.id} is in review without a package manifest`);
  const [listing, earlier] = await Promise.all([
    readListing(ports.manifests.read(packageManifest(operation.id)), round),
    earlierReleases(ports.register, operation),
  ]);
  return {
    exportId: operation.id,
    projectTitle: project.title,
    projectId: project.id,
    packageName: operation.name,
    purpose: purposeOf(operation),
    droppedAt: operation.startedAt,
    digest: round.digest,
    count: operation.package.count,
    bytes: operation.package.bytes,
    quorum: round.rules.quorum,
    independent: round.rules.independent,
    approvals: round.rules.blind ? undefined : supporters(round, found.decisions, ports.clock.now()).length,
    deadline: round.deadline,
    folderUrl: `${ports.secureBlobUrl.replace(/\/$/, '')}/review/${project.id}/${operation.id}`,
    files: listing.files,
    evidence: listing.evidence,
    earlier,
  };
}

/** Throws when the manifest is not the one that the round is about: the page would show other files than are decided on. */
async function readListing(
  entries: AsyncIterable<ManifestEntry>,
  round: Pick<Round, 'exportId' | 'digest'>,
): Promise<{ files: Pick<ManifestEntry, 'path' | 'size'>[]; evidence: Evidence }> {
  const files: Pick<ManifestEntry, 'path' | 'size'>[] = [];
  const types = new Map<string, { count: number; bytes: number }>();
  let largest = 0;
  const digest = new ManifestDigest();
  for await (const { path, size } of digested(entries, digest)) {
    if (files.length < mostFilesShown) files.push({ path, size });
    const extension = /\.([^./]{1,16})$/.exec(path)?.[1]?.toLowerCase() ?? 'none';
    const seen = types.get(extension) ?? { count: 0, bytes: 0 };
    types.set(extension, { count: seen.count + 1, bytes: seen.bytes + size });
    largest = Math.max(largest, size);
  }
  if (digest.summary().digest !== round.digest) {
    throw new Error(`The package manifest of ${round.exportId} does not have the digest of its round, ${round.digest}`);
  }
  const byBytes = [...types].map(([extension, totals]) => ({ extension, ...totals })).sort((a, b) => b.bytes - a.bytes);
  return { files, evidence: { types: summedUp(byBytes), largest } };
}

/** The largest kinds of files and the sum of all others: a package may have a kind for each of a million files. */
function summedUp(types: Evidence['types']): Evidence['types'] {
  const others = types.slice(mostTypesShown);
  if (others.length === 0) return types;
  const [count, bytes] = others.reduce(([c, b], type) => [c + type.count, b + type.bytes], [0, 0]);
  const rest = { extension: countText(others.length, 'other kind'), count, bytes };
  return [...types.slice(0, mostTypesShown), rest];
}

async function earlierReleases(register: Pick<Register, 'list'>, operation: Operation): Promise<EarlierRelease[]> {
  const page = await register.list('export', operation.project);
  return page.items
    .filter((other) => other.state === 'released' && other.id !== operation.id)
    .slice(0, mostReleasesShown)
    .map(({ name, since, package: files }) => ({
      name,
      at: since,
      count: files?.count ?? 0,
      bytes: files?.bytes ?? 0,
    }));
}
