import type { ManifestEntry } from '../domain/manifest.ts';
import type { Operation, UploadProblem } from '../domain/operation.ts';
import { comparePaths } from '../domain/path-order.ts';
import { rulesAt } from '../domain/project.ts';
import { checkRules } from '../domain/rules.ts';
import type { Ports } from '../ports/ports.ts';
import { amend, requireProject } from './operations.ts';
import { sourceManifest, sourceSpot } from './places.ts';
import { record } from './record.ts';
import { listFiles, Survey } from './spot-listing.ts';
import { requireTransfer } from './transfer-rows.ts';

type RefreshPorts = Pick<Ports, 'listing' | 'manifests' | 'projects' | 'register' | 'audit' | 'clock'>;

/**
 * Takes the files of the manifest into it as they are now and marks the copy as failed, so that it is made again. Files that are
 * not in the manifest do not belong to this version. Answers a problem instead when a file now breaks the project's rules.
 */
export async function refreshSource(
  ports: RefreshPorts,
  operation: Operation,
  step: 'ingress-copy' | 'export-freeze',
): Promise<UploadProblem | undefined> {
  const survey = new Survey();
  const name = sourceManifest(operation.id);
  const bounds: Bounds = { oldestOther: undefined };
  const files = listFiles(ports.listing, sourceSpot(operation), survey);
  const summary = await ports.manifests.write(name, refreshed(ports.manifests.read(name), files, bounds));
  const { value: project } = await requireProject(ports.projects, operation.project);
  const [problem] = await checkRules(ports.manifests.read(name), rulesAt(operation.door, project));
  if (problem) return problem;
  const { attempt } = requireTransfer(operation, step);
  const message = 'Files changed while they were being copied, so they are copied again';
  await record(ports, operation, {
    id: `${step}-${attempt}.stale`,
    kind: 'transfer.stale',
    data: { step, attempt, message },
  });
  const source = { ...summary, listedAt: earlier(survey.date, bounds.oldestOther).toISOString() };
  await amend(ports.register, operation, ({ transfers }) => ({
    source,
    transfers: transfers.map((one) =>
      one.step === step && one.attempt === attempt ? { ...one, status: 'failed', message } : one,
    ),
  }));
  return undefined;
}

/** When the oldest file that does not belong to the version was written: a delete may take only what is older. */
interface Bounds {
  oldestOther: Date | undefined;
}

/** The entries of the manifest as they are in the listing now. Notes on the way the oldest file that is not in the manifest. */
async function* refreshed(
  manifest: AsyncIterable<ManifestEntry>,
  listing: AsyncIterable<ManifestEntry>,
  bounds: Bounds,
): AsyncGenerator<ManifestEntry> {
  const known = manifest[Symbol.asyncIterator]();
  let entry = await known.next();
  for await (const file of listing) {
    while (!entry.done && comparePaths(entry.value.path, file.path) < 0) entry = await known.next();
    if (!entry.done && entry.value.path === file.path) yield file;
    else bounds.oldestOther = earlier(new Date(file.lastModified), bounds.oldestOther);
  }
}

function earlier(one: Date, other: Date | undefined): Date {
  return other !== undefined && other < one ? other : one;
}
