import { parseOperationId } from '../../domain/base/door.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { compareManifests } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { isOutsideByRight } from '../../domain/operation/take-back.ts';
import type { BrokenRow, Register } from '../../ports/records.ts';
import type { DataListing, ManifestStore } from '../../ports/storage.ts';
import { listFiles } from './location-listing.ts';
import { filesOfCopy, targetLocation } from './places.ts';

export interface ReleasedPorts {
  readonly listing: Pick<DataListing, 'pages' | 'children'>;
  readonly register: Pick<Register, 'get' | 'list'>;
  readonly manifests: Pick<ManifestStore, 'read'>;
}

const mostOfPackage = 3;
const mostOfProject = 100;
const looksAtMost = 3;

/**
 * Names what lies outside of a package and is not what people approved, and which of its files are gone. While it is being released or taken back
 * only what is not of the package is wrong.
 */
export async function releaseDisagrees(
  { listing, manifests }: Pick<ReleasedPorts, 'listing' | 'manifests'>,
  operation: Operation,
): Promise<BrokenRow[]> {
  const { project, id, door, state } = operation;
  if (door !== 'export' || !isOutsideByRight(operation)) return [];
  const location = targetLocation(operation, 'export-release');
  const found: BrokenRow[] = [];
  const expected = filesOfCopy({ manifests }, operation, 'export-release');
  for await (const { kind, path, detail } of compareManifests(expected, listFiles(listing, location), 'content')) {
    if (kind !== 'unexpected' && state !== 'released') continue;
    const key = `${location.folder}/${path}`;
    const problem =
      kind === 'missing'
        ? `It was released and is gone. ${id} is ${stateText(state)}`
        : `${detail} ${id} is ${stateText(state)}`;
    found.push({ project, key, problem });
    if (found.length === mostOfPackage) break;
  }
  return found;
}

export async function unaccountedOutside(
  { listing, register }: Pick<ReleasedPorts, 'listing' | 'register'>,
  project: string,
  isTooLate = () => false,
): Promise<BrokenRow[]> {
  const found: BrokenRow[] = [];
  const folders = new Set<string>();
  for await (const { blobs } of listing.pages('released', `${project}/`)) {
    for (const { path } of blobs) {
      const [, name = '', id = '', ...rest] = path.split('/');
      if (rest.length > 0) folders.add(`${name}/${id}`);
      else if (found.length < mostOfProject)
        found.push({ project, key: path, problem: 'It lies in no folder of a package, and no release put it there' });
    }
  }
  for (const folder of folders) {
    if (found.length >= mostOfProject) break;
    if (isTooLate()) throw leftFrom(folder, found);
    const problem = await whyUnaccounted({ listing, register }, project, folder);
    if (problem !== undefined) found.push({ project, key: `${project}/${folder}/`, problem });
  }
  return found;
}

export async function orphanOutside(
  { listing }: Pick<ReleasedPorts, 'listing'>,
  isProject: (id: string) => boolean,
): Promise<BrokenRow[]> {
  const found: BrokenRow[] = [];
  for await (const name of listing.children('released', '')) {
    if (name.endsWith('/') && isProject(name.slice(0, -1))) continue;
    found.push({ project: name.split('/', 1)[0] ?? '', key: name, problem: 'It belongs to no project that is known' });
    if (found.length === mostOfProject) break;
  }
  return found;
}

function leftFrom(next: string, found: readonly BrokenRow[]): Error {
  const [first] = found;
  const wrong =
    first === undefined ? '' : ` ${found.length} were wrong until there, first ${first.key}: ${first.problem}`;
  return new Error(`Too much lies outside to be looked at in one go: it ended at ${next}.${wrong}`);
}

/** Throws where it takes longer than `isTooLate` lets it. */
export async function projectDisagrees(
  ports: ReleasedPorts,
  project: string,
  isTooLate = () => false,
): Promise<BrokenRow[]> {
  const found = await unaccountedOutside(ports, project, isTooLate);
  let page: string | undefined;
  do {
    const { items, continuation } = await ports.register.list('export', project, page);
    for (const operation of items) {
      if (found.length >= mostOfProject) return found;
      if (isTooLate()) throw leftFrom(operation.id, found);
      found.push(...(await settled(ports, operation)));
    }
    page = continuation;
  } while (page !== undefined);
  return found;
}

/** What is wrong by a row that moved while the folder was listed is looked at again. */
async function settled(ports: ReleasedPorts, operation: Operation): Promise<readonly BrokenRow[]> {
  let row = operation;
  for (let looks = 1; ; looks += 1) {
    const found = await lookAt(ports, row);
    const now = found.length === 0 ? undefined : (await ports.register.get(row))?.value;
    if (now === undefined || now.revision === row.revision || looks === looksAtMost) return found;
    row = now;
  }
}

async function lookAt(ports: ReleasedPorts, row: Operation): Promise<readonly BrokenRow[]> {
  try {
    return await releaseDisagrees(ports, row);
  } catch (error) {
    return [{ project: row.project, key: row.id, problem: `It cannot be held against its files: ${messageOf(error)}` }];
  }
}

/** Why no release accounts for a folder; undefined where one does, or where it is empty by now. */
async function whyUnaccounted(
  { listing, register }: Pick<ReleasedPorts, 'listing' | 'register'>,
  project: string,
  folder: string,
): Promise<string | undefined> {
  const [name = '', id = ''] = folder.split('/');
  const why = await whyNoRelease(register, { project, id, name });
  if (why === undefined) return undefined;
  for await (const { blobs } of listing.pages('released', `${project}/${folder}/`))
    if (blobs.length > 0) return await whyNoRelease(register, { project, id, name });
  return undefined;
}

async function whyNoRelease(
  register: Pick<Register, 'get'>,
  { project, id, name }: Pick<Operation, 'project' | 'id' | 'name'>,
): Promise<string | undefined> {
  if (parseOperationId(id)?.door !== 'export') return 'It is no folder of a package, and no release put it there';
  try {
    const row = (await register.get({ project, id }))?.value;
    if (row === undefined) return `The register has no package ${id} of ${project}: no release put it there`;
    if (row.name !== name) return `${id} has another name: no release put it there`;
    return isOutsideByRight(row) ? undefined : `${id} is ${stateText(row.state)}: nothing of it may lie outside`;
  } catch (error) {
    return `No release accounts for it: ${messageOf(error)}`;
  }
}
