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
