import type { UploadProblem } from './operation.ts';

/** Files of a package in this folder at its root are shown to those who review it, and never released. */
export const contextFolder = '_context';

/** Letters of other scripts that look like those of the name, as another keyboard writes them. */
const lookalikes: Readonly<Record<string, string>> = {
  с: 'c',
  ϲ: 'c',
  о: 'o',
  ο: 'o',
  т: 't',
  τ: 't',
  е: 'e',
  ε: 'e',
  х: 'x',
  χ: 'x',
};

/** Whether people may read a part of a path as the name of that folder: in another case, width or script, with marks, or with what nobody sees. */
export function foldsToContext(segment: string): boolean {
  const seen = segment.normalize('NFKD').replace(/[\p{M}\p{Default_Ignorable_Code_Point}\s]/gu, '');
  const letters = [...seen.toLowerCase()].map((letter) => lookalikes[letter] ?? letter).join('');
  return letters.replace(/\p{Pc}/gu, '_') === contextFolder;
}

export function isContext(path: string): boolean {
  return path.startsWith(`${contextFolder}/`);
}

/** The problem of a path that is context where a project takes none, or may be read as context and is not. */
export function contextProblem(path: string, isTaken: boolean): UploadProblem | undefined {
  const isRight = isContext(path);
  if (isRight && !isTaken) {
    const message = `Take the folder ${contextFolder} out: the project takes no files that are shown to approvers and not released`;
    return { rule: 'context', path, value: path, message, publicMessage: message };
  }
  const rest = isRight ? path.slice(contextFolder.length + 1) : path;
  if (!rest.split('/').some(foldsToContext)) return undefined;
  const message = `Rename it: people may take it for ${contextFolder}, the folder of what is never released, which stands only at the root of a package and only in this spelling`;
  return { rule: 'name:context', path, value: path, message, publicMessage: message };
}

/** That there is nothing in a package that could be released. */
export function onlyContextProblem(files: number, context: number): UploadProblem | undefined {
  if (context === 0 || context < files) return undefined;
  const message = `There is nothing to release in it: all of its files stand in ${contextFolder}`;
  return { rule: 'empty', path: null, value: '0', message, publicMessage: message };
}
