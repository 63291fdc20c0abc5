import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { given, type Settings } from './setting-rules.ts';

/** Where the scheduler keeps durable state, and under which name: what host.json says of that is for the host account. */
export const schedulerState = {
  hubName: 'sallyport',
  storageProvider: { type: 'azureManaged', connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING' },
} as const;

const hostFile = z.looseObject({ extensions: z.looseObject({ durableTask: z.looseObject({}) }) });

/**
 * Makes host.json in the clone such as the package of this environment needs it, until `usualHost`. Settings could say the same, but Azure
 * takes no name of one above 64 characters, and scales by host.json alone (azure-functions-durable-extension#2622).
 */
export function packedHost(root: URL, settings: Settings): void {
  usualHost(root);
  if (given(settings, 'DURABLE_TASK_SCHEDULER')?.toLowerCase() !== 'true') return;
  const usual = readFileSync(new URL('host.json', root), 'utf8');
  const host = hostFile.parse(JSON.parse(usual));
  const { extensions } = host;
  const durableTask = { ...extensions.durableTask, ...schedulerState };
  mkdirSync(new URL('.', keptIn(root)), { recursive: true });
  writeFileSync(keptIn(root), usual);
  writeFileSync(
    new URL('host.json', root),
    `${JSON.stringify({ ...host, extensions: { ...extensions, durableTask } }, null, 2)}\n`,
  );
}

/** Puts host.json back; after a package that broke off too. */
export function usualHost(root: URL): void {
  if (existsSync(keptIn(root))) renameSync(fileURLToPath(keptIn(root)), fileURLToPath(new URL('host.json', root)));
}

/** A folder that git ignores. */
const keptIn = (root: URL): URL => new URL('.local/usual-host.json', root);
