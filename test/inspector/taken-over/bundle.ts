import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { bundleInspector } from '../../../scripts/build-inspector.ts';

/** Puts a file of this folder in the place of what one file of the child imports. Everything else in the bundle is as it is deployed. */
function inPlaceOf(imported: RegExp, by: string, file: string): Plugin {
  return {
    name: 'taken-over',
    setup({ onResolve }) {
      onResolve({ filter: imported }, ({ importer }) =>
        importer === resolve(child, by) ? { path: resolve(import.meta.dirname, file) } : undefined,
      );
    },
  };
}

const child = resolve(import.meta.dirname, '../../../src/inspector/child');

/** The bundle with a reader of text that does what the file tells it to. */
export const bundleWithReader = (folder: string) =>
  bundleInspector(folder, [inPlaceOf(/^\.\/text\.ts$/, 'readers/index.ts', 'reader.ts')]);

/** The bundle with an answer that is what the file says. */
export const bundleWithAnswer = (folder: string) =>
  bundleInspector(folder, [inPlaceOf(/^\.\/answer-one\.ts$/, 'main.ts', 'answer.ts')]);
