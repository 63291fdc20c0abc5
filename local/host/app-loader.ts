import { existsSync, globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { HostError, messageOf } from './host-error.ts';

const packageJson = z.object({ main: z.string().min(1) });

/** Lists the entry files of an app: `main` of its package.json, which may be a glob, as in the Node worker. */
function entryFiles(appFolder: string): string[] {
  const file = join(appFolder, 'package.json');
  if (!existsSync(file))
    throw new HostError('app', `${file} does not exist: --app must be the folder of a function app.`);
  const parsed = packageJson.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success)
    throw new HostError('app', `${file} has no "main": it must name the entry file or a pattern of files.`);
  const found = globSync(parsed.data.main, { cwd: appFolder }).sort();
  if (found.length === 0)
    throw new HostError(
      'app',
      `"main" of ${file} is '${parsed.data.main}', and no such file exists. Build the app first.`,
    );
  return found.map((entry) => join(appFolder, entry));
}

/** Loads each entry file; the first that throws stops the host, as entry-point errors do on Node 20 and later. */
export async function loadApp(appFolder: string): Promise<void> {
  for (const file of entryFiles(appFolder)) {
    if (!['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'].includes(extname(file)))
      throw new HostError('app', `${file} is not JavaScript.`);
    try {
      await import(pathToFileURL(file).href);
    } catch (error) {
      throw new HostError('app', `The app does not load. File: ${file}. Reason: ${messageOf(error)}`, { cause: error });
    }
  }
}
