import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { z } from 'zod';

const listSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({}),
  components: z.array(z.looseObject({ 'bom-ref': z.string() })),
  dependencies: z.array(z.unknown()),
});
const packageSchema = z.looseObject({ name: z.string(), version: z.string() });

const root = fileURLToPath(new URL('..', import.meta.url));

/** Writes beside a bundle of which packages it is made, as CycloneDX by npm; two lists of one commit are equal. Throws for a package that npm does not list. */
export function writeParts(outdir: string, outputs: Metafile['outputs']): void {
  const { npm_execpath: npm } = process.env;
  const [command, own] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const asked = [...own, 'sbom', '--sbom-format', 'cyclonedx'];
  const {
    serialNumber: _drawn,
    dependencies: _ofAll,
    metadata,
    components,
    ...list
  } = listSchema.parse(
    JSON.parse(execFileSync(command, asked, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })),
  );
  const { timestamp: _now, tools: _npm, ...about } = metadata;
  const listed = new Map(components.map((component) => [component['bom-ref'], component]));
  const parts = packagesIn(outputs).map((id) => {
    const component = listed.get(id);
    if (component === undefined) throw new Error(`${id} is in the bundle, and npm sbom does not list it`);
    return component;
  });
  const text = JSON.stringify({ ...list, metadata: about, components: parts }, undefined, 1);
  writeFileSync(join(outdir, 'parts.cdx.json'), `${text}\n`);
}

/** Each package of which something is in the bundle: `zod@4.0.0`. */
function packagesIn(outputs: Metafile['outputs']): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? []);
  const ids = [...new Set(folders)].map((folder) => {
    const { name, version } = packageSchema.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
    return `${name}@${version}`;
  });
  return [...new Set(ids)].sort();
}
