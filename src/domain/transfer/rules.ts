import { doorFacts } from '../base/door.ts';
import { CaseFoldedNames, nameProblem } from '../operation/blob-name.ts';
import type { ManifestEntry } from '../operation/manifest.ts';
import type { Operation, UploadProblem } from '../operation/operation.ts';
import { contextProblem, isContext } from '../operation/package-role.ts';
import type { UploadRules } from '../project/project.ts';

const shownProblems = 100;

/** Problems stand in the operation's row, which takes 420,000 characters of JSON. */
const shownCharacters = 250_000;

/**
 * Checks names, extensions, number and total size of an upload against a door's rules. Lists at most 100 problems, fewer when they
 * are very long, and counts the rest, rule by rule. `folder` is the longest folder that the files will be put under, so that no path
 * grows too long on its way; it is left out when the name of the upload, which stands in it, is refused for itself.
 */
export async function checkRules(
  entries: AsyncIterable<ManifestEntry>,
  rules: UploadRules,
  folder = '',
): Promise<UploadProblem[]> {
  const problems = folderProblems(folder);
  const longest = problems.length === 0 ? folder : '';
  const names = new CaseFoldedNames();
  const unlisted = new Map<string, { readonly first: UploadProblem; readonly count: number }>();
  let [count, bytes, characters] = [0, 0, 0];
  for await (const entry of entries) {
    count += 1;
    bytes += entry.size;
    if (count > rules.maxFiles) continue;
    for (const problem of fileProblems(entry, rules, longest, names)) {
      characters += JSON.stringify(problem).length;
      if (problems.length < shownProblems && characters <= shownCharacters) problems.push(problem);
      else unlisted.set(problem.rule, { first: problem, count: (unlisted.get(problem.rule)?.count ?? 0) + 1 });
    }
  }
  return [...totals(count, bytes, rules), ...problems, ...rest(unlisted)];
}

/** That an upload is a file directly under the project, where only folders may pass; undefined where it may. */
export function singleFileProblem(
  { door, name, shape }: Pick<Operation, 'door' | 'name' | 'shape'>,
  { singleFiles }: Pick<UploadRules, 'singleFiles'>,
): UploadProblem | undefined {
  if (shape === 'folder' || singleFiles === 'allow') return undefined;
  const { noun } = doorFacts(door);
  const message = `Put the file into a folder, which is the ${noun} then: no file outside a folder may pass`;
  return { rule: 'single-file', path: null, value: name, message, publicMessage: message };
}

/** The name of the dataset or package stands in the folder: when the whole is refused, that is said once and not for every file. */
function folderProblems(folder: string): UploadProblem[] {
  const problem = folder === '' ? undefined : nameProblem(folder);
  if (!problem) return [];
  const message = problem.message.replace('the file', 'the dataset or package');
  return [{ ...problem, path: null, message, publicMessage: message }];
}

function fileProblems(
  entry: ManifestEntry,
  rules: UploadRules,
  folder: string,
  names: CaseFoldedNames,
): UploadProblem[] {
  const { path } = entry;
  const name = nameProblem(path) ?? roomProblem(path, folder) ?? names.add(path);
  const context = rules.context === undefined ? undefined : contextProblem(path, rules.context);
  // Kinds are those of what may leave.
  const kind = rules.context === true && isContext(path) ? undefined : kindProblem(path, rules.allowedExtensions);
  return [name, context, kind].filter((problem) => problem !== undefined);
}

function roomProblem(path: string, folder: string): UploadProblem | undefined {
  const problem = folder === '' ? undefined : nameProblem(`${folder}/${path}`);
  if (!problem) return undefined;
  return { ...problem, path, value: path, message: `${problem.message}. It will stand under ${folder}.` };
}

export function kindProblem(path: string, allowed: readonly string[] | null): UploadProblem | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (allowed === null || allowed.some((extension) => file.endsWith(extension))) return undefined;
  const dot = file.lastIndexOf('.');
  const message = `Only these kinds of file may pass: ${allowed.join(', ')}`;
  return {
    rule: 'extension',
    path,
    value: dot < 0 ? 'no extension' : file.slice(dot),
    message,
    publicMessage: message,
  };
}

function totals(count: number, bytes: number, rules: UploadRules): UploadProblem[] {
  const whole = (rule: string, value: number, message: string, publicMessage: string): UploadProblem => {
    return { rule, path: null, value: String(value), message, publicMessage };
  };
  const problems: UploadProblem[] = [];
  if (count === 0) {
    const message = 'There is no file in it. Upload at least one.';
    problems.push(whole('empty', 0, message, message));
  }
  if (count > rules.maxFiles) {
    const most = `at most ${rules.maxFiles} may pass at once`;
    problems.push(whole('max-files', count, `There are ${count} files, ${most}`, `There are too many files: ${most}`));
  }
  if (bytes > rules.maxBytes) {
    const most = `at most ${rules.maxBytes} may pass at once`;
    problems.push(whole('max-bytes', bytes, `They have ${bytes} bytes, ${most}`, `They have too many bytes: ${most}`));
  }
  return problems;
}

/** What the rule of an entry begins with that only counts how many files more break the rule behind it. */
const moreOf = 'more:';

/** The rule that a problem is about, and of an entry that only counts how many more files break it, how many. */
export function countedRule({ rule, value }: Pick<UploadProblem, 'rule' | 'value'>): {
  readonly rule: string;
  readonly more?: number;
} {
  return rule.startsWith(moreOf) ? { rule: rule.slice(moreOf.length), more: Number(value) } : { rule };
}

function rest(
  unlisted: ReadonlyMap<string, { readonly first: UploadProblem; readonly count: number }>,
): UploadProblem[] {
  return [...unlisted].map(([rule, { first, count }]) => ({
    rule: `${moreOf}${rule}`,
    path: null,
    value: String(count),
    message: `${count} more files break the rule ${rule}; they are not listed`,
    publicMessage: first.publicMessage,
  }));
}
