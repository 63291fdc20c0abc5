import { type Door, doorFacts } from '../base/door.ts';
import type { UploadProblem } from './operation.ts';
import { contextFolder, foldsToContext } from './package-role.ts';

export type NameVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly rule: string; readonly message: string };

/** Project ids are container paths, instance ids and mail subjects: short, lower-case, ASCII. */
export const projectIdPattern = /^[a-z][a-z0-9-]{1,30}[a-z0-9]$/;

/** The blob that says 'this upload is complete'. It is not part of the dataset or package. */
const MARKER = '_COMPLETE';

const control = /[\p{Cc}\u2028\u2029\ufffe\uffff]/u;
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const outerWhiteSpace = /^\s|\s$/u;

const segmentRules: readonly { rule: string; breaks: (segment: string) => boolean; message: string }[] = [
  { rule: 'empty-segment', breaks: (s) => s === '', message: 'a part between two slashes is empty' },
  {
    rule: 'dot-segment',
    breaks: (s) => s === '.' || s === '..',
    message: 'a part is "." or "..", which leads elsewhere',
  },
  { rule: 'trailing-dot', breaks: (s) => s.endsWith('.'), message: 'a part ends with a dot, which Windows drops' },
  {
    rule: 'outer-white-space',
    breaks: (s) => outerWhiteSpace.test(s),
    message: 'a part begins or ends with white space',
  },
];

const nameRules: readonly { rule: string; breaks: (name: string) => boolean; message: string }[] = [
  { rule: 'length', breaks: (n) => n.length < 1 || n.length > 1024, message: 'it must have 1 to 1,024 characters' },
  {
    rule: 'unicode',
    breaks: (n) => !n.isWellFormed(),
    message: 'it holds half of a character (an unpaired surrogate)',
  },
  { rule: 'normal-form', breaks: (n) => n !== n.normalize('NFC'), message: 'it is not in Unicode normal form C' },
  { rule: 'control-character', breaks: (n) => control.test(n), message: 'it holds a control character or line break' },
  {
    rule: 'bidi-character',
    breaks: (n) => bidi.test(n),
    message: 'it holds a character that turns the reading direction',
  },
  {
    rule: 'backslash',
    breaks: (n) => n.includes('\\'),
    message: 'it holds a backslash, which some clients read as a slash',
  },
  {
    rule: 'wildcard',
    breaks: (n) => /[*?]/.test(n),
    message: 'it holds * or ?, which stand for other names in Data Factory and which Windows refuses',
  },
  { rule: 'segments', breaks: (n) => n.split('/').length > 254, message: 'it has more than 254 parts' },
];

/**
 * Decides whether a blob path can be stored, listed, shown and fetched again unchanged. The limits are those of Azure Storage
 * ("Naming and Referencing Containers, Blobs, and Metadata") and of the clients that fold paths.
 */
export function checkBlobName(name: string): NameVerdict {
  const broken = nameRules.find((rule) => rule.breaks(name));
  if (broken) return { ok: false, rule: broken.rule, message: broken.message };
  for (const segment of name.split('/')) {
    const wrong = segmentRules.find((rule) => rule.breaks(segment));
    if (wrong) return { ok: false, rule: wrong.rule, message: wrong.message };
  }
  return { ok: true };
}

const packageName = /^(?=.{1,64}$)[A-Za-z0-9._-]+(?: [A-Za-z0-9._-]+)*$/;

/** The name of a package leaves with it, so it is held to a pattern in which nothing can be hidden. */
export function checkUploadName(door: Door, name: string): NameVerdict {
  const verdict = checkBlobName(name);
  if (!verdict.ok) return verdict;
  if (name.includes('^')) return { ok: false, rule: 'caret', message: 'it holds ^, with which Data Factory escapes' };
  if (door === 'ingress') return verdict;
  if (foldsToContext(name)) {
    const message = `it is that of ${contextFolder}, the folder of what is never released, which stands inside a package`;
    return { ok: false, rule: 'context', message };
  }
  if (packageName.test(name)) return verdict;
  return {
    ok: false,
    rule: 'package',
    message:
      'a package has 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and hyphen, and single spaces between them',
  };
}

/** True for a name of a dataset, package or single file that Data Factory would read as a pattern: no delete may be given it. */
export function isPattern(name: string): boolean {
  return /[*?^]/.test(name);
}

/** The problem of one refused path, ready to be shown; undefined when the name may be used. */
export function nameProblem(path: string): UploadProblem | undefined {
  const verdict = checkBlobName(path);
  return verdict.ok ? undefined : refusedName('file', path, verdict);
}

/** The problem of the refused name of a dataset or package; undefined when the name may be used. */
export function uploadNameProblem(door: Door, name: string): UploadProblem | undefined {
  const verdict = checkUploadName(door, name);
  return verdict.ok ? undefined : { ...refusedName(doorFacts(door).noun, name, verdict), path: null };
}

function refusedName(
  what: string,
  path: string,
  { rule, message }: Extract<NameVerdict, { ok: false }>,
): UploadProblem {
  const sentence = `Rename the ${what}: ${message}`;
  return { rule: `name:${rule}`, path, value: path, message: sentence, publicMessage: sentence };
}

/**
 * Finds names of one package that are equal when lower-cased, which Windows would make one file. It must remember every name:
 * about 100 MB for a million.
 */
export class CaseFoldedNames {
  readonly #seen = new Set<string>();

  add(name: string): UploadProblem | undefined {
    const folded = foldCase(name);
    if (this.#seen.has(folded)) {
      const message = 'another one differs from it only in upper and lower case';
      return refusedName('file', name, { ok: false, rule: 'case', message });
    }
    this.#seen.add(folded);
    return undefined;
  }
}

export function foldCase(name: string): string {
  return name.toLowerCase();
}

/** Where an uploaded blob belongs. `rest` is its path relative to the folder of the dataset or package. */
export interface UploadPath {
  readonly project: string;
  readonly name: string;
  readonly shape: 'folder' | 'file';
  readonly rest: string;
}

/**
 * Reads `{project}/{name}/…` or `{project}/{file}`; undefined when the path lies outside any project. The name itself is still
 * to be checked: a refused one is recorded and shown.
 */
export function parseUploadPath(path: string): UploadPath | undefined {
  const [project, name, ...rest] = path.split('/');
  if (project === undefined || !projectIdPattern.test(project) || !name) return undefined;
  if (rest.length > 0) return { project, name, shape: 'folder', rest: rest.join('/') };
  return isMarker(name) ? undefined : { project, name, shape: 'file', rest: name };
}

/** True for the marker directly under a dataset or package; deeper ones are ordinary files. */
export function isMarker(relativePath: string): boolean {
  return relativePath === MARKER;
}
