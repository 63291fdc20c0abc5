import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AzureEndpoints } from '../azure/endpoints.ts';
import { OpsClient } from '../people/operator.ts';
import { trustStack } from '../stack/trust.ts';

const settingsShape = z.object({
  Values: z.object({ PUBLIC_BASE_URL: z.url(), PUBLIC_BLOB_URL: z.url(), RELEASE_BLOB_URL: z.url().optional() }),
});

/** The stack of a state folder, for commands beside it. */
export interface RunningStack {
  readonly azure: AzureEndpoints;
  /** The address of the app. */
  readonly baseUrl: string;
  /** The ops API, as somebody who may only read. */
  readonly reader: OpsClient;
  /** The account that results are released to. */
  readonly releaseAccount: 'public' | 'release';
}

/** Finds the stack of a state folder. Throws with advice when none was started there. */
export function findStack(stateFolder: string): RunningStack {
  const azure = trustStack(stateFolder);
  const { Values: settings } = settingsShape.parse(
    JSON.parse(readFileSync(join(stateFolder, 'app-settings.json'), 'utf8')),
  );
  const releaseAccount = settings.RELEASE_BLOB_URL === undefined ? 'public' : 'release';
  const { PUBLIC_BASE_URL: baseUrl } = settings;
  return { azure, baseUrl, reader: new OpsClient(azure, baseUrl, 'reader'), releaseAccount };
}
