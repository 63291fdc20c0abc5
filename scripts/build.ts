import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import { bundleDigest } from '../src/azure/base/bundle-digest.ts';
import { bundleInspector } from './build-inspector.ts';
import { writeParts } from './bundle-parts.ts';
import { englishZod, requiredBuiltins } from './cheap-start.ts';
import { readCommandLine } from './command-line.ts';
import { type Bundle, joinTogether } from './join-together.ts';
import { lazyRequires } from './lazy-requires.ts';
import { replaceContent } from './replace-content.ts';

/**
 * Bundles the app into `outdir`, which then holds no other file. Splitting keeps SDKs that are imported lazily out of the cold start.
 * Plugins may change it on the way. Gives what was read, and what each file of the bundle is made of.
 */
export async function bundle(outdir: string, plugins: readonly Plugin[] = []): Promise<Metafile> {
  const options = {
    ...{ write: false, metafile: true },
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Names are kept, so a stack says where it was without a map; maps would be two thirds of the package, and nothing reads them.
    sourcemap: false,
    // A third less to read at a start. Node prints the line in which something was thrown, so lines stay short.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    // The host provides this module through require(); a bundled copy would register nothing.
    external: ['@azure/functions-core'],
    logLevel: 'warning',
  } satisfies BuildOptions;
  const split = await build({
    ...options,
    entryPoints: { main: 'src/main.ts' },
    // It comes as an ES module and as CommonJS, each with a registry of its own; @azure/functions reads the CommonJS one.
    alias: {
      '@azure/functions-extensions-base':
        './node_modules/@azure/functions-extensions-base/dist/azure-functions-extensions-base.js',
    },
    plugins: [
      ...plugins,
      // A call by HTTP, a date and a check of an address: few invocations need one, and the three are a fifth of the start.
      lazyRequires({ in: 'durable-functions', of: ['axios', 'moment', 'validator'] }),
      requiredBuiltins('http', 'https'),
      englishZod(),
    ],
  });
  const { outputs } = split.metafile;
  const entry = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === 'src/main.ts');
  if (entry === undefined) throw new Error('The bundle has no entry');
  const joined = await joinTogether({ ...split, outputs }, entry, options);
  replaceContent(outdir, joined.outputFiles.map(withRequire));
  return { ...split.metafile, outputs: joined.outputs };
}

/** CommonJS packages in an ES module bundle still call require(), which ES modules lack. All of them take it from the entry. */
function withRequire({ path, contents, text }: Bundle['outputFiles'][number]): Pick<OutputFile, 'path' | 'contents'> {
  if (!path.endsWith('.mjs') || !text.includes('typeof require')) return { path, contents };
  const given =
    "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);";
  return { path, contents: Buffer.from(`${given}\n${text}`) };
}

if (import.meta.main) {
  readCommandLine(
    'npm run build\n\nMakes what is deployed: dist/main.mjs and its parts, and the reading room in dist/inspector. The digest that it prints stands in GET health of an app that runs it; dist/parts.cdx.json lists the packages.',
    {},
  );
  const outdir = new URL('../dist/', import.meta.url);
  const { outputs } = await bundle(fileURLToPath(outdir));
  writeParts(fileURLToPath(outdir), outputs);
  await bundleInspector(fileURLToPath(new URL('../dist/inspector', import.meta.url)));
  console.log(`built dist/main.mjs (${await bundleDigest(outdir)}) and dist/inspector`);
}
