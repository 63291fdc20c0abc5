import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type OutputFile } from 'esbuild';
import { readCommandLine } from './command-line.ts';
import { lazyRequires } from './lazy-requires.ts';

/** Bundles the app into `outdir`, which then holds nothing else. Splitting keeps SDKs that are imported lazily out of the cold start. */
export async function bundle(outdir: string): Promise<void> {
  const { outputFiles } = await build({
    write: false,
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: { main: 'src/main.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Names are kept, so a stack says where it was without a map; maps would be two thirds of the package, and nothing reads them.
    sourcemap: false,
    // The host provides this module through require(); a bundled copy would register nothing.
    external: ['@azure/functions-core'],
    // It comes as an ES module and as CommonJS, each with a registry of its own; @azure/functions reads the CommonJS one.
    alias: {
      '@azure/functions-extensions-base':
        './node_modules/@azure/functions-extensions-base/dist/azure-functions-extensions-base.js',
    },
    // CommonJS packages in an ES module bundle still call require(), which ES modules lack.
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
    },
    // A call by HTTP, a date and a check of an address: few invocations need one, and the three are a fifth of the start.
    plugins: [lazyRequires({ in: 'durable-functions', of: ['axios', 'moment', 'validator'] })],
    logLevel: 'warning',
  });
  replaceContent(outdir, outputFiles);
}

/** Changes only files that differ, each in one step: whoever starts the app meanwhile finds a whole bundle, old or new. */
function replaceContent(folder: string, files: readonly OutputFile[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of files) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    const fresh = `${path}.${process.pid}.new`;
    writeFileSync(fresh, contents);
    renameSync(fresh, path);
  }
  const wanted = new Set(files.map(({ path }) => basename(path)));
  for (const name of readdirSync(folder)) {
    if (!wanted.has(name) && !name.endsWith('.new')) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

if (import.meta.main) {
  readCommandLine('npm run build\n\nMakes the bundle that is deployed, dist/main.mjs and its parts.', {});
  await bundle(fileURLToPath(new URL('../dist', import.meta.url)));
  console.log('built dist/main.mjs');
}
