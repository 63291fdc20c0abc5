import { comparePaths } from '../../domain/base/path-order.ts';
import type { DatasetState } from '../../domain/operation/dataset.ts';
import type { ManifestEntry } from '../../domain/operation/manifest.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { rulesAt } from '../../domain/project/project.ts';
import { earlier } from '../../domain/transfer/delete-end.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Register } from '../../ports/records.ts';
import { compareExpected } from '../operation/compare-expected.ts';
import { amend, requireOperation, requireProject } from '../operation/operations.ts';
import { endCorrection, readSaidInside } from '../operation/said-inside.ts';
import { checkArrived } from './check-arrived.ts';
import { spellingProblem } from './first-spelling.ts';
import { ListingSummary, listAll, listFiles } from './location-listing.ts';
import { sourceLocation, sourceManifest, targetLocation } from './places.ts';
import { latestTransfer } from './transfer-rows.ts';

type InventoryPorts = Pick<Ports, 'listing' | 'manifests' | 'projects' | 'register' | 'clock' | 'random'>;

/** `gone`: files that were copied already are no longer there, so that nothing can go on. `scan`: a malware scan is required. */
export interface Inventory {
  readonly problems: number;
  readonly gone?: string;
  readonly scan?: boolean;
}

/**
 * Lists the upload to its source manifest and checks it against the project's rules. The row gets the totals, the version of a dataset, the
 * purpose of a package and every problem; the answer only says how many problems there are.
 * An upload that changed during its copy keeps the files it began with; what came since belongs to the next. After the check nothing is
 * listed or written any more: a late repeat must not take in files that nobody copied.
 */
export async function takeInventory(ports: InventoryPorts, key: OperationKey): Promise<Inventory> {
  const { value: operation } = await requireOperation(ports.register, key);
  if (operation.state !== 'checking') return { problems: operation.problems.length };
  const { value: project } = await requireProject(ports.projects, key.project);
  const survey = new ListingSummary();
  const listing = ports.random.uuid();
  const name = sourceManifest({ id: operation.id, source: { listing } });
  const begun = wasCopied(operation);
  const beside: Beside = { oldestOther: undefined, gone: undefined };
  const files = listFiles(ports.listing, sourceLocation(operation), survey);
  const entries = begun ? refreshed(ports.manifests.read(sourceManifest(operation)), files, beside) : files;
  const summary = await ports.manifests.write(name, entries);
  const listed = () => ports.manifests.read(name, summary.digest);
  const arrived = { entries: listed(), survey, summary };
  const misspelt = begun ? undefined : await spellingProblem(ports.listing, operation);
  const broken = await checkArrived(operation, project, arrived, ports.clock.now());
  const differing = await compareExpected(ports, operation, listed());
  const problems = [...(misspelt === undefined ? [] : [misspelt]), ...broken, ...differing];
  const version = operation.door === 'ingress' && !begun ? { version: await freeVersion(ports, operation) } : {};
  const { metadata } = survey.marker ?? {};
  const purpose = metadata?.['purpose'];
  const inside = await readSaidInside(ports, operation, metadata);
  const found = {
    source: { ...summary, listedAt: earlier(survey.date, beside.oldestOther).toISOString(), listing },
    problems,
    ...version,
    ...(purpose === undefined ? {} : { purpose }),
    ...inside,
  };
  const written = await amend(ports.register, key, ({ state }) => (state === 'checking' ? found : {}));
  if (!begun) await numberAlone(ports, written);
  if (written.saidInside?.continues !== undefined && problems.length === 0) await endCorrection(ports, written);
  const scan = rulesAt(operation.door, project).malwareScan === 'required';
  const gone = beside.gone === undefined ? {} : { gone: goneMessage(beside.gone) };
  return { problems: problems.length, scan, ...gone };
}

function wasCopied(operation: Operation): boolean {
  const step = operation.door === 'ingress' ? 'ingress-copy' : 'export-freeze';
  return latestTransfer(operation, step) !== undefined;
}

function goneMessage(path: string): string {
  return `Files were deleted after they were copied, the first is ${JSON.stringify(path)}. Put them there again, then retry: otherwise their copies would stay as strays.`;
}

/**
 * The next version whose folder is empty and that no other upload of the name is to fill: an earlier one may have been copied and then
 * rejected, and what it left is no part of this one. Of such versions so many are left to others.
 */
async function freeVersion(
  { register, listing }: Pick<InventoryPorts, 'register' | 'listing'>,
  operation: Operation,
  left = 0,
): Promise<number> {
  const latest = await register.latestVersion(operation.project, operation.name);
  const taken = new Set((await othersUnderWay(register, operation)).map(({ version }) => version));
  for (let [version, free] = [latest + 1, 0]; ; version += 1) {
    if (taken.has(version)) continue;
    const folder = listAll(listing, targetLocation({ ...operation, version }, 'ingress-copy'), new ListingSummary());
    const isEmpty = (await folder.next()).done;
    if (!isEmpty) await folder.return(undefined);
    else if (free === left) return version;
    else free += 1;
  }
}

/**
 * Others may have listed before this number was written, and written the same one since. Each looks once it has written, so at least the last
 * sees the other, and whoever does takes another number and looks again; of several at once each leaves one to those before it.
 */
async function numberAlone(ports: Pick<InventoryPorts, 'register' | 'listing'>, written: Operation): Promise<void> {
  for (let operation = written; operation.state === 'checking' && operation.version !== undefined; ) {
    const { id, project, version: own } = operation;
    const same = (await othersUnderWay(ports.register, operation)).filter(({ version }) => version === own);
    if (same.length === 0) return;
    const version = await freeVersion(ports, operation, same.filter((other) => other.id < id).length);
    operation = await amend(ports.register, { project, id }, ({ state }) => (state === 'checking' ? { version } : {}));
  }
}

const underWay = ['checking', 'scanning', 'copying', 'verifying', 'deleting', 'failed'] satisfies DatasetState[];

/** Other uploads of the name: there are none, unless the row was lost by which one of them holds it. */
async function othersUnderWay(
  register: Pick<Register, 'briefs' | 'whole'>,
  { id, door, project, name }: Operation,
): Promise<readonly Operation[]> {
  const { briefs } = await register.briefs(door, project, { states: underWay });
  const others = briefs.filter(({ value }) => value.id !== id && value.name === name);
  const whole = await Promise.all(others.map((one) => register.whole(one)));
  return whole.flatMap((other) => other ?? []);
}

/**
 * What a listing shows beside the manifest: when the oldest file was written that does not belong to the upload, since a delete may take
 * only what is older, and the first file of the manifest that is no longer there.
 */
interface Beside {
  oldestOther: Date | undefined;
  gone: string | undefined;
}

/**
 * The entries of the manifest as they are in the listing now. One that is gone stays as it was: the same paths were copied, and as long
 * as the manifest holds each of them no copy of one can be left over unseen.
 */
async function* refreshed(
  manifest: AsyncIterable<ManifestEntry>,
  listing: AsyncIterable<ManifestEntry>,
  beside: Beside,
): AsyncGenerator<ManifestEntry> {
  const known = manifest[Symbol.asyncIterator]();
  let entry = await known.next();
  const keepUpTo = async function* (path: string | undefined) {
    while (!entry.done && (path === undefined || comparePaths(entry.value.path, path) < 0)) {
      beside.gone ??= entry.value.path;
      yield entry.value;
      entry = await known.next();
    }
  };
  for await (const file of listing) {
    yield* keepUpTo(file.path);
    if (!entry.done && entry.value.path === file.path) {
      yield file;
      entry = await known.next();
    } else beside.oldestOther = earlier(new Date(file.lastModified), beside.oldestOther);
  }
  yield* keepUpTo(undefined);
}
