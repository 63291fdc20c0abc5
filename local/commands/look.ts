import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCommandLine } from '../../scripts/command-line.ts';
import { parseOperationId } from '../../src/domain/base/door.ts';
import { checkBlobName } from '../../src/domain/operation/blob-name.ts';
import { StoragePerson, type UploadFile } from '../people/storage-person.ts';
import {
  CommandRefused,
  personNamed,
  runCommand,
  sampleProject,
  stateOption,
  stateUsage,
  WrongUse,
} from './arguments.ts';
import { isForbidden, whoMay } from './rights.ts';
import { findStack, type RunningStack } from './running-stack.ts';

const usage = `npm run look -- <exportId> --as approver

Fetches what the person may read of a package: the frozen files (approvers), what came back
(researchers), what was released (external readers).

  --as <person>      who looks: an id or role of local/sample/directory.json (approver)
  --project <id>     another project than ${sampleProject}
${stateUsage}`;

await runCommand(async () => {
  const options = {
    ...stateOption,
    as: { type: 'string', default: 'approver' },
    project: { type: 'string', default: sampleProject },
  } as const;
  const { values, positionals } = readCommandLine(usage, options, 1);
  const { as, project, state } = values;
  const exportId = requireExport(positionals[0]);
  const stack = findStack(state);
  const person = new StoragePerson(stack.azure, personNamed(as).id);
  const looks = await Promise.all(placesOf(stack).map((place) => lookAt(person, place, project, exportId)));
  const found = looks.filter(({ files }) => files.length > 0);
  for (const { container, files } of found) {
    const folder = join(state, 'looked-at', exportId, container);
    for (const file of files) save(folder, file);
    const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
    console.log(`${count} of ${exportId} fetched from ${container} into ${folder}`);
  }
  if (found.length === 0) throw new CommandRefused(whyNothing(looks, as, project, exportId));
});

/** The id of a package. Throws WrongUse for anything else. */
function requireExport(word: string | undefined): string {
  if (word === undefined) throw new WrongUse('Say which package to look at; --help tells how.');
  const door = parseOperationId(word)?.door;
  if (door === 'export') return word;
  const what = door === 'ingress' ? 'is a dataset' : 'is no id of a package';
  throw new WrongUse(`'${word}' ${what}. The mail and the dashboard name the package: exp_ and 26 characters.`);
}

/** A container that holds packages after their freeze. */
interface Place {
  readonly account: 'public' | 'secure' | 'release';
  readonly container: 'review' | 'returned' | 'released';
}

function placesOf({ releaseAccount }: RunningStack): Place[] {
  return [
    { account: 'secure', container: 'review' },
    { account: 'secure', container: 'returned' },
    { account: releaseAccount, container: 'released' },
  ];
}

interface Look extends Place {
  readonly mayRead: boolean;
  readonly files: readonly UploadFile[];
}

/** What lies there of the package, by path within it: in `review` under its id, elsewhere under its name and id. */
async function lookAt(person: StoragePerson, place: Place, project: string, exportId: string): Promise<Look> {
  const { account, container } = place;
  const inReview = container === 'review';
  const prefix = inReview ? `${project}/${exportId}/` : `${project}/`;
  const within = (path: string): string => path.slice(path.indexOf(`/${exportId}/`) + exportId.length + 2);
  try {
    const found = await person.read(account, container, prefix, (path) => path.includes(`/${exportId}/`));
    return { ...place, mayRead: true, files: found.map(({ path, bytes }) => ({ path: within(path), bytes })) };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return { ...place, mayRead: false, files: [] };
  }
}

/** A name that would lead out of the folder is none that a door let in. */
function save(folder: string, { path, bytes }: UploadFile): void {
  const verdict = checkBlobName(path);
  if (!verdict.ok) throw new CommandRefused(`The file '${path}' was not fetched: ${verdict.message}.`);
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
}

function whyNothing(looks: readonly Look[], as: string, project: string, exportId: string): string {
  const readable = looks.filter(({ mayRead }) => mayRead);
  if (readable.length === 0) return looks.map((look) => whoMay(as, { ...look, project, operation: 'read' })).join('\n');
  const places = readable.map(({ container }) => container).join(' and ');
  return `Nothing of ${exportId} lies in ${places} of ${project}, and ${personNamed(as).name} may read nothing else.`;
}
