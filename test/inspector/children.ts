import { disclosureRules } from '../../src/domain/inspection/disclosure.ts';
import type { FileToInspect } from '../../src/inspector/inspect-file.ts';
import { type ChildTerms, childLimits, inspectFile } from '../../src/inspector/inspect-file.ts';

/** How the child in a folder is run, as it is by itself. */
export function termsOf(folder: string, change: Partial<ChildTerms> = {}): ChildTerms {
  return {
    program: `${folder}/child/main.mjs`,
    rules: disclosureRules.parse({}),
    clock: { now: () => new Date() },
    ...childLimits,
    ...change,
  };
}

/** A file that is held in memory. */
export function fileOf(content: string | Uint8Array, ending = ''): FileToInspect {
  const bytes = Buffer.from(content);
  return {
    bytes: bytes.length,
    ending,
    async *open() {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    },
  };
}

/** What the child in a folder says about a file. */
export const inspect = (folder: string, content: string | Uint8Array, change: Partial<ChildTerms> = {}) =>
  inspectFile(fileOf(content), termsOf(folder, change));
