import { type Showing, type Shown, shown } from './child/shown.ts';
import { askChild, type ChildTerms, type FileToInspect } from './inspect-file.ts';

/** Has one child read the part of a file that a page shows; undefined when it did anything but answer in time and in form. */
export async function showFile(file: FileToInspect, terms: ChildTerms, showing: Showing): Promise<Shown | undefined> {
  const { text } = await askChild(file, terms, showing);
  if (text === undefined) return undefined;
  try {
    return shown.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Lets so many at once, and the others wait: each page view starts a process. */
export function inTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
