import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };
import { englishZod, requiredBuiltins } from './cheap-start.ts';
import { replaceContent } from './replace-content.ts';

/**
 * Bundles the reading room into `outdir`, which then is a whole app: its programs, and in the folder `child` the code that reads files. A child may open that folder
 * and nothing else, so all that it loads lies there; each reader is a file of its own, which only a file of its type brings in. Gives what was read and made.
 */
export async function bundleInspector(outdir: string, plugins: readonly Plugin[] = []): Promise<Metafile> {
  const shared: BuildOptions & { write: false; metafile: true } = {
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    outExtension: { '.js': '.mjs' },
    ...{
      write: false,
      metafile: true,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
    },
    ...{ minifyWhitespace: true, lineLimit: 200, logLevel: 'warning' },
  };
  const programs = await build({
    ...shared,
    entryPoints: { main: 'src/inspector/main.ts', check: 'src/inspector/check.ts' },
    outdir,
    // As for the other app (`build.ts`).
    external: ['@azure/functions-core'],
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
    },
    plugins: [requiredBuiltins('http', 'https'), englishZod()],
  });
  const folder = join(outdir, 'child');
  const child = await build({
    ...shared,
    entryPoints: { main: 'src/inspector/child/main.ts' },
    outdir: folder,
    plugins: [...plugins, importedBuiltins(), englishZod()],
  });
  replaceContent(outdir, [...programs.outputFiles, ...partsOfApp(outdir)]);
  replaceContent(folder, child.outputFiles);
  const [own, read] = [programs.metafile, child.metafile];
  return {
    inputs: { ...own.inputs, ...read.inputs, [hostJson]: { bytes: 0, imports: [] } },
    outputs: { ...own.outputs, ...read.outputs },
  };
}

const hostJson = 'src/inspector/host.json';

/** What the Functions host reads of an app beside its code. */
function partsOfApp(outdir: string) {
  const { version, engines } = packageJson;
  const described = {
    name: 'sallyport-reading-room',
    version,
    private: true,
    type: 'module',
    main: 'main.mjs',
    engines,
  };
  return [
    { path: join(outdir, 'host.json'), contents: readFileSync(new URL(`../${hostJson}`, import.meta.url)) },
    { path: join(outdir, 'package.json'), contents: Buffer.from(`${JSON.stringify(described, null, 2)}\n`) },
  ];
}

/**
 * Lets CommonJS packages take modules of Node by `import`: a child has no `require`. Files are not for readers, and a package that
 * could open one finds an empty module in its place.
 */
function importedBuiltins(): Plugin {
  return {
    name: 'imported-builtins',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(node:)?[a-z_]+(\/promises)?$/ }, ({ path, kind }) => {
        if (kind !== 'require-call' || !isBuiltin(path)) return undefined;
        return { path, namespace: 'imported-builtin' };
      });
      onLoad({ filter: /^/, namespace: 'imported-builtin' }, ({ path }) => ({
        contents: /^(node:)?fs$/.test(path)
          ? 'module.exports = {};'
          : `import it from ${JSON.stringify(path)}; module.exports = it;`,
      }));
    },
  };
}
