import { CaseFoldedNames, nameProblem } from './blob-name.ts';
import type { ManifestEntry } from './manifest.ts';
import type { Problem } from './operation.ts';
import type { UploadRules } from './project.ts';

const shownProblems = 100;

/** Problems stand in the operation's row, which takes 420,000 characters of JSON. */
const shownCharacters = 250_000;

/**
 * Checks names, extensions, number and total size of an upload against a door's rules. Lists at most 100 problems, fewer when they
 * are very long, and counts the rest in one more. `folder` is the longest folder that the files will be put under, so that no path
 * grows too long on its way.
 */
export async function checkRules(
  entries: AsyncIterable<ManifestEntry>,
  rules: UploadRules,
  folder = '',
): Promise<Problem[]> {
  const problems = folderProblems(folder);
  const longest = problems.length === 0 ? folder : '';
  const names = new CaseFoldedNames();
  let [count, bytes, unlisted, characters] = [0, 0, 0, 0];
  for await (const entry of entries) {
    count += 1;
    bytes += entry.size;
    if (count > rules.maxFiles) continue;
    for (const problem of fileProblems(entry, rules, longest, names)) {
      characters += JSON.stringify(problem).length;
      if (problems.length < shownProblems && characters <= shownCharacters) problems.push(problem);
      else unlisted += 1;
    }
  }
  return [...totals(count, bytes, rules), ...problems, ...rest(unlisted)];
}

/** The name of the dataset or package stands in the folder: when it is refused, that is said once and not for every file. */
function folderProblems(folder: string): Problem[] {
  const problem = folder === '' ? undefined : nameProblem(folder);
  return problem
    ? [{ ...problem, path: null, message: problem.message.replace('the file', 'the dataset or package') }]
    : [];
}

function fileProblems(entry: ManifestEntry, rules: UploadRules, folder: string, names: CaseFoldedNames): Problem[] {
  const name = nameProblem(entry.path) ?? roomProblem(entry.path, folder) ?? names.add(entry.path);
  return [name, extensionProblem(entry.path, rules.allowedExtensions)].filter((problem) => problem !== undefined);
}

function roomProblem(path: string, folder: string): Problem | undefined {
  const problem = folder === '' ? undefined : nameProblem(`${folder}/${path}`);
  if (!problem) return undefined;
  return { ...problem, path, value: path, message: `${problem.message}. It will stand under ${folder}.` };
}

function extensionProblem(path: string, allowed: readonly string[] | null): Problem | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (allowed === null || allowed.some((extension) => file.endsWith(extension))) return undefined;
  const dot = file.lastIndexOf('.');
  return {
    rule: 'extension',
    path,
    value: dot < 0 ? 'no extension' : file.slice(dot),
    message: `Only these kinds of file may pass: ${allowed.join(', ')}`,
  };
}

function totals(count: number, bytes: number, rules: UploadRules): Problem[] {
  const whole = (rule: string, value: number, message: string): Problem => {
    return { rule, path: null, value: String(value), message };
  };
  const problems: Problem[] = [];
  if (count === 0) problems.push(whole('empty', 0, 'There is no file in it. Upload at least one.'));
  if (count > rules.maxFiles) {
    problems.push(whole('max-files', count, `There are ${count} files, at most ${rules.maxFiles} may pass at once`));
  }
  if (bytes > rules.maxBytes) {
    problems.push(whole('max-bytes', bytes, `They have ${bytes} bytes, at most ${rules.maxBytes} may pass at once`));
  }
  return problems;
}

function rest(unlisted: number): Problem[] {
  if (unlisted === 0) return [];
  const message = `${unlisted} more problems are not listed`;
  return [{ rule: 'more', path: null, value: String(unlisted), message }];
}
