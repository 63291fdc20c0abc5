import type { Door } from '../base/door.ts';
import { type UploadPath, uploadNameProblem } from '../operation/blob-name.ts';
import type { ManifestEntry } from '../operation/manifest.ts';
import type { UploadProblem } from '../operation/operation.ts';
import type { UploadRules } from '../project/project.ts';
import { checkRules, kindProblem, singleFileProblem } from './rules.ts';

/** The rules that a name at a door breaks whatever lies under it. */
export function namedProblems(door: Door, { name, shape }: UploadPath, rules: UploadRules): UploadProblem[] {
  return [uploadNameProblem(door, name), singleFileProblem({ door, name, shape }, rules)].filter(
    (problem) => problem !== undefined,
  );
}

/** Whether an upload breaks a rule as its name alone shows, of one file also the kind. */
export function isBrokenByName(door: Door, upload: UploadPath, rules: UploadRules): boolean {
  const kind = upload.shape === 'file' ? kindProblem(upload.name, rules.allowedExtensions) : undefined;
  return kind !== undefined || namedProblems(door, upload, rules).length > 0;
}

/**
 * The rules about names, kinds and size that a listing shows to be broken, of an upload that may still grow: what it lacks it may get, so an empty one
 * breaks none. What needs the whole of it, or content, is checked once it is complete.
 */
export async function listedProblems(entries: readonly ManifestEntry[], rules: UploadRules): Promise<UploadProblem[]> {
  return entries.length === 0 ? [] : await checkRules(each(entries), rules);
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
