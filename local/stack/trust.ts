import { readFileSync } from 'node:fs';
import { trustAuthority } from '../azure/certificates.ts';
import type { AzureEndpoints } from '../azure/endpoints.ts';
import { readEndpoints } from './stack.ts';

/** Endpoints of the running stack of a state folder, after which this process trusts its certificate authority. */
export function trustStack(stateFolder: string): AzureEndpoints {
  const azure = readEndpoints(stateFolder);
  trustAuthority(readFileSync(azure.caFile, 'utf8'));
  return azure;
}
