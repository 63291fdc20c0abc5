import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { toReach } from './check-answer.ts';
import { reachedFolder } from './kept.ts';

/** The answers and refusals that are described and that no test has received since the folder was emptied. */
export function notReached(): readonly string[] {
  const files = existsSync(reachedFolder) ? readdirSync(reachedFolder) : [];
  const reached = new Set(files.flatMap((file) => readFileSync(join(reachedFolder, file), 'utf8').split('\n')));
  const routes: readonly (readonly [string, Description])[] = Object.entries(api);
  return routes.flatMap(([name, description]) => toReach(name, description)).filter((one) => !reached.has(one));
}
