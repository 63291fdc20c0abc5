import { type Door, doorFacts } from '../../src/domain/base/door.ts';
import { CaseFoldedNames, isMarker, nameProblem, uploadNameProblem } from '../../src/domain/operation/blob-name.ts';
import type { ManifestEntry } from '../../src/domain/operation/manifest.ts';
import type { UploadRules } from '../../src/domain/project/project.ts';
import { checkRules } from '../../src/domain/transfer/rules.ts';
import { CommandRefused, WrongUse } from './arguments.ts';
import { filesOf, type LocalFile } from './local-files.ts';

/** What the marker says of a package, as metadata. */
export type Said = Readonly<Partial<Record<(typeof saidNames)[number], string>>>;
export const saidNames = ['purpose', 'label', 'answer', 'continues', 'madeFrom'] as const;

/** What is dropped at which door. A single file lies directly under the project, and so has no folder that could hold a marker. */
export interface Drop {
  readonly door: Door;
  readonly name: string;
  readonly files: readonly LocalFile[];
  readonly isSingle: boolean;
  readonly said: Said;
}

/** What was typed. `leftovers`: whether what desktops leave in folders is left out or sent. */
export interface DropArguments {
  readonly paths: readonly string[];
  readonly dataset: string | undefined;
  readonly package: string | undefined;
  readonly said: Said;
  readonly leftovers: 'leave-out' | 'send' | undefined;
}

/** Looks at everything that can be known without the project. Throws CommandRefused with what is wrong. */
export function planDrop({ paths, dataset, package: packageName, said, leftovers }: DropArguments): Drop {
  if (paths.length === 0) throw new WrongUse('Say which files to drop; --help tells how.');
  if (dataset !== undefined && packageName !== undefined)
    throw new WrongUse('It is a dataset (--dataset) or a package (--package), not both.');
  const [first] = saidNames.filter((name) => said[name] !== undefined);
  if (first !== undefined && packageName === undefined)
    throw new WrongUse(`Only a package (--package) has ${optionWords[first]}.`);
  const door = packageName === undefined ? 'ingress' : 'export';
  const files = withoutLeftovers(paths.flatMap(filesOf), leftovers);
  const [only] = files;
  const single = paths.length === 1 && only?.file === paths[0];
  const name = dataset ?? packageName ?? (single ? only?.path : undefined);
  if (name === undefined)
    throw new WrongUse('A folder or several files need a name: --dataset <name> or --package <name>.');
  refuseNames(door, name, files);
  for (const one of saidNames) refuseText(one, said[one]);
  return { door, name, files, isSingle: dataset === undefined && packageName === undefined, said };
}

const optionWords: Readonly<Record<keyof Said, string>> = {
  purpose: 'a purpose',
  label: 'a label',
  answer: 'an answer',
  continues: 'an earlier one',
  madeFrom: 'data that it was made from',
};

/** What the desktops of people leave in folders, whatever they are about. */
const leftover = /(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints\/.*|~\$[^/]*)$/i;

function withoutLeftovers(files: readonly LocalFile[], choice: DropArguments['leftovers']): readonly LocalFile[] {
  const found = files.filter(({ path }) => leftover.test(path));
  if (found.length === 0 || choice === 'send') return files;
  if (choice === 'leave-out') return files.filter((file) => !found.includes(file));
  const names = found.map(({ path }) => `Your desktop or editor made '${path}'.`);
  throw refusedBy(names, 'Nothing was sent. Add --leave-out to send the others, or --send-all to send these too.');
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
  if (wrong.length > 0) throw refusedBy(wrong, 'Nothing was sent.');
}

/** Holds the files to the rules of the project at that door: kinds, number, size and context, every file at once. Throws CommandRefused. */
export async function refuseByRules({ files, isSingle }: Drop, rules: UploadRules): Promise<void> {
  const entries = files.map(({ path, size }) => ({ path, size, etag: '-', md5: null, lastModified: '-' }));
  const problems = await checkRules(each(entries), rules);
  const wrong = problems.map(({ message, path }) => `${message}${path === null ? '' : ` ('${path}')`}.`);
  if (isSingle && rules.singleFiles === 'refuse')
    wrong.unshift('The project takes no single files: name a dataset (--dataset).');
  if (wrong.length > 0) throw refusedBy(wrong, 'Nothing was sent.');
}

async function* each(entries: readonly ManifestEntry[]): AsyncGenerator<ManifestEntry> {
  yield* entries;
}

const mostShown = 100;

function refusedBy(wrong: readonly string[], end: string): CommandRefused {
  const rest = wrong.length > mostShown ? [`and ${wrong.length - mostShown} more.`] : [];
  return new CommandRefused([...wrong.slice(0, mostShown), ...rest, end].join('\n'));
}

/** What a marker says travels as its metadata, which are headers of HTTP. */
function refuseText(name: keyof Said, text: string | undefined): void {
  if (text === undefined || /^[\x20-\x7e]{1,4000}$/.test(text)) return;
  throw new WrongUse(`The ${name} has 1 to 4000 characters of plain ASCII here; at /api/mine any can be typed.`);
}
