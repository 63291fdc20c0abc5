import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { bundleInspector } from '../../../scripts/build-inspector.ts';

/** Puts a file of this folder in the place of one of the child. Everything else in the bundle is as it is deployed. */
function inPlaceOf(source: RegExp, file: string): Plugin {
  return {
    name: 'taken-over',
    setup({ onResolve }) {
      onResolve({ filter: source }, () => ({ path: resolve(import.meta.dirname, file) }));
    },
  };
}

/** The bundle with a reader of text that does what the file tells it to. */
export const bundleWithReader = (folder: string) => bundleInspector(folder, [inPlaceOf(/^\.\/text\.ts$/, 'reader.ts')]);

/** The bundle with an answer that is what the file says. */
export const bundleWithAnswer = (folder: string) =>
  bundleInspector(folder, [inPlaceOf(/^\.\/answer-one\.ts$/, 'answer.ts')]);
