import type { Problem } from './operation.ts';

/** Whether a name may be used; if not, the rule it breaks and a sentence for people. */
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

/** The problem of one refused path, ready to be shown; undefined when the name may be used. */
export function nameProblem(path: string): Problem | undefined {
  const verdict = checkBlobName(path);
  if (verdict.ok) return undefined;
  return { rule: `name:${verdict.rule}`, path, value: path, message: `Rename the file: ${verdict.message}` };
}

/**
 * Finds names of one package that are equal when lower-cased, which Windows would make one file. It must remember every name:
 * about 100 MB for a million.
 */
export class CaseFoldedNames {
  readonly #seen = new Set<string>();

  /** Gives the problem of a name that was there before. */
  add(name: string): Problem | undefined {
    const folded = name.toLowerCase();
    if (this.#seen.has(folded)) {
      return {
        rule: 'name:case',
        path: name,
        value: name,
        message: 'Rename the file: another one differs from it only in upper and lower case',
      };
    }
    this.#seen.add(folded);
    return undefined;
  }
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
