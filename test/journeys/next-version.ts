import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { z } from 'zod';
import type { Stack } from '../../local/stack/stack.ts';
import { bundle } from '../../scripts/build.ts';
import { nextVersion, presentVersion } from '../orchestrators/present-version.ts';

const isNewer = `context.df.version !== '${presentVersion}'`;
const former = "const loaded = yield* call(context, 'loadOperation', key);";
const changed = `if (${isNewer}) yield* call(context, 'loadOperation', key);\n    ${former}`;

/** Changes the beginning of every flow as docs/develop.md says: instances of the present version go the former way. */
const changedOrchestrators: Plugin = {
  name: 'changed orchestrators',
  setup({ onEnd, onLoad }) {
    const seen: string[] = [];
    onLoad({ filter: /src\/orchestrators\/stages\.ts$/ }, ({ path }) => {
      seen.push(path);
      const source = readFileSync(path, 'utf8');
      if (!source.includes(former)) throw new Error(`${path} does not begin its flows with: ${former}`);
      return { contents: source.replace(former, changed), loader: 'ts' };
    });
    onEnd(() => {
      if (seen.length === 0) throw new Error('No file of that name begins the flows');
    });
    onLoad({ filter: /host\.json$/ }, ({ path }) => {
      return {
        contents: readFileSync(path, 'utf8').replace(`"${presentVersion}"`, `"${nextVersion}"`),
        loader: 'json',
      };
    });
  },
};

const hostJson = z.looseObject({ extensions: z.looseObject({ durableTask: z.looseObject({}) }) });

/** Takes the app of a stack away in the middle of whatever it does, and puts one of the next version in its place. */
export async function deployNextVersion(stack: Stack): Promise<void> {
  const app = join(stack.stateFolder, 'app');
  await stack.killHost();
  await bundle(join(app, 'dist'), [changedOrchestrators]);
  const file = join(app, 'host.json');
  const host = hostJson.parse(JSON.parse(readFileSync(file, 'utf8')));
  host.extensions.durableTask['defaultVersion'] = nextVersion;
  writeFileSync(file, JSON.stringify(host));
  await stack.startHost();
}
