import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { requireNode24 } from './node-version.ts';

/** What the bundle is made of; `outdir` is replaced. Splitting keeps SDKs that are imported lazily out of the cold start. */
export async function bundle(outdir: string): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: { main: 'src/main.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    sourcemap: true,
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
    logLevel: 'warning',
  });
}

if (import.meta.main) {
  requireNode24();
  await bundle(fileURLToPath(new URL('../dist', import.meta.url)));
  console.log('built dist/main.mjs');
}
