import { type Door, doorFacts } from '../../src/domain/base/door.ts';
import { CaseFoldedNames, isMarker, nameProblem, uploadNameProblem } from '../../src/domain/operation/blob-name.ts';
import { CommandRefused } from './arguments.ts';
import { filesOf, type LocalFile } from './local-files.ts';

/** What is dropped at which door. A single file lies directly under the project, and so has no folder that could hold a marker. */
export interface Drop {
  readonly door: Door;
  readonly name: string;
  readonly files: readonly LocalFile[];
  readonly isSingle: boolean;
  readonly purpose: string | undefined;
}

/** What was typed. */
export interface DropArguments {
  readonly paths: readonly string[];
  readonly dataset: string | undefined;
  readonly package: string | undefined;
  readonly purpose: string | undefined;
}

/** Looks at everything that can be known before anything is sent. Throws CommandRefused with what is wrong. */
export function planDrop({ paths, dataset, package: packageName, purpose }: DropArguments): Drop {
  if (paths.length === 0) throw new CommandRefused('Say which files to drop; --help tells how.');
  if (dataset !== undefined && packageName !== undefined)
    throw new CommandRefused('It is a dataset (--dataset) or a package (--package), not both.');
  if (purpose !== undefined && packageName === undefined)
    throw new CommandRefused('Only a package (--package) has a purpose.');
  const door = packageName === undefined ? 'ingress' : 'export';
  const files = paths.flatMap(filesOf);
  const [only] = files;
  const single = paths.length === 1 && only?.file === paths[0];
  const name = dataset ?? packageName ?? (single ? only?.path : undefined);
  if (name === undefined)
    throw new CommandRefused('A folder or several files need a name: --dataset <name> or --package <name>.');
  refuseNames(door, name, files);
  refusePurpose(purpose);
  return { door, name, files, isSingle: dataset === undefined && packageName === undefined, purpose };
}

/** All names at once, so that nobody has to rename file after file. */
function refuseNames(door: Door, name: string, files: readonly LocalFile[]): void {
  const { noun } = doorFacts(door);
  const seen = new CaseFoldedNames();
  const exact = new Set<string>();
  const wrong = name.includes('/')
    ? [`The name '${name}' holds a slash: a ${noun} is one folder.`]
    : [uploadNameProblem(door, name)].flatMap((problem) => (problem ? [`${problem.message} ('${name}').`] : []));
  for (const { path } of files) {
    const problem = exact.has(path) ? undefined : (nameProblem(path) ?? seen.add(path));
    if (exact.has(path)) wrong.push(`Two of the files would have the path '${path}'.`);
    else if (problem) wrong.push(`${problem.message} ('${path}').`);
    else if (isMarker(path)) wrong.push(`Rename the file '${path}': this name is the marker, which is never kept.`);
    exact.add(path);
  }
  if (wrong.length === 0) return;
  const rest = wrong.length > mostShown ? [`and ${wrong.length - mostShown} more.`] : [];
  throw new CommandRefused([...wrong.slice(0, mostShown), ...rest, 'Nothing was sent.'].join('\n'));
}

const mostShown = 20;

/** The purpose travels as metadata of the marker, which is a header of HTTP. */
function refusePurpose(purpose: string | undefined): void {
  if (purpose === undefined || /^[\x20-\x7e]{1,4000}$/.test(purpose)) return;
  throw new CommandRefused('A purpose has 1 to 4000 characters of plain ASCII here; at /api/mine any can be typed.');
}
