import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type BuildOptions, build, type OutputFile, type Plugin } from 'esbuild';

/** Where a package requires others as it is loaded, and which of them it needs only when it is used. */
export interface LazyRequires {
  /** The package whose CommonJS files are changed. */
  readonly in: string;
  /** The packages that are to be loaded where they are used. */
  readonly of: readonly string[];
}

/**
 * Moves `require` in the CommonJS files of a package from the beginning of a file to each place of use, where it costs nothing
 * until it is needed: `const a = require("b")` … `a.c()` becomes `require("b").c()`. What is required that way becomes a file of
 * its own beside the bundle, `b.cjs`, so that it is not even read until then. The build fails when a package is required in no
 * file any more, so that nobody believes in what has no effect.
 */
export function lazyRequires({ in: owner, of: packages }: LazyRequires): Plugin {
  return {
    name: 'lazy-requires',
    setup({ initialOptions, onLoad, onResolve, onEnd, resolve }) {
      const files = new RegExp(`[\\\\/]node_modules[\\\\/]${owner}[\\\\/].*\\.js$`);
      const found = new Map<string, string>();
      onLoad({ filter: files }, async ({ path }) => {
        let contents = await readFile(path, 'utf8');
        for (const name of packages) {
          const moved = withLazyRequire(contents, name);
          if (moved === undefined) continue;
          contents = moved;
          const { path: entry } = await resolve(name, {
            kind: 'require-call',
            resolveDir: dirname(path),
            pluginData: 'entry',
          });
          found.set(name, entry);
        }
        return { contents, loader: 'js' };
      });
      onResolve({ filter: new RegExp(`^(${packages.join('|')})$`) }, ({ path, importer, pluginData }) =>
        pluginData !== 'entry' && files.test(importer) ? { path: `./${path}.cjs`, external: true } : undefined,
      );
      onEnd(async ({ outputFiles }) => {
        const missing = packages.filter((name) => !found.has(name));
        if (missing.length === 0) {
          const own = await ownFiles(found, initialOptions);
          outputFiles?.push(...own);
        }
        return {
          errors: missing.map((name) => ({ text: `${owner} no longer requires ${name}; take it from the list.` })),
        };
      });
    },
  };
}

/** Bundles each package into a file of its own, where and as the bundle is written. */
async function ownFiles(entries: ReadonlyMap<string, string>, of: BuildOptions): Promise<OutputFile[]> {
  const { outfile, plugins, alias, banner, splitting, external, ...same } = of;
  const { outputFiles } = await build({
    ...{ ...same, outdir: of.outdir ?? dirname(outfile ?? '') },
    ...{ entryPoints: Object.fromEntries(entries), format: 'cjs', outExtension: { '.js': '.cjs' } },
  });
  return outputFiles ?? [];
}

const comment = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;

/**
 * The code with the call of require in each place of use; undefined when it does not require that package. Throws for a use that
 * is no call and no member, which would be left without its variable.
 */
export function withLazyRequire(code: string, name: string): string | undefined {
  const [line, variable] = new RegExp(`^const (\\w+) = require\\("${name}"\\);$`, 'm').exec(code) ?? [];
  if (line === undefined) return undefined;
  const use = new RegExp(`(?<![\\w.$"'])${variable}(?=[.(])`, 'g');
  const moved = code.replace(line, '').replace(use, `require("${name}")`);
  const left = new RegExp(`(?<![\\w.$"'])${variable}(?![\\w"'])`).exec(moved.replace(comment, ''));
  if (left) throw new Error(`A use of ${name} cannot be made lazy: …${left.input.slice(left.index, left.index + 60)}…`);
  return moved;
}
