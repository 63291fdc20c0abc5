import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Takes modules of Node by `require`. An `import` reads every export of the module at once, and one of `node:http` is a getter
 * that loads Node's whole fetch with HTTP/2: a tenth of the start of an app that may never call it.
 */
export function requiredBuiltins(...names: readonly string[]): Plugin {
  return {
    name: 'required-builtins',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^(node:)?(${names.join('|')})$`) }, ({ path, kind }) =>
        kind === 'import-statement' ? { path, namespace: 'required-builtin' } : { path, external: true },
      );
      onLoad({ filter: /^/, namespace: 'required-builtin' }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
      }));
    },
  };
}

/** Leaves the messages of zod in English, the language of this app; the other fifty are a tenth of the code that is read at a start. */
export function englishZod(): Plugin {
  return {
    name: 'english-zod',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
        contents: "export { default as en } from './en.js';",
        resolveDir: dirname(path),
      }));
    },
  };
}
