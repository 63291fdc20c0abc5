import { z } from 'zod';
import type { AzureEndpoints } from '../azure/endpoints.ts';

const answer = z.object({ access_token: z.string() });

/** A bearer token of a test person (id, alias or e-mail), as `az account get-access-token` would give it: for the API of the app, for storage or for the vault. */
export async function personToken(
  azure: AzureEndpoints,
  person: string,
  audience: 'api' | 'storage' | 'vault',
  lifetime?: number,
): Promise<string> {
  const response = await fetch(`${azure.entraUrl}/laptop/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, audience, ...(lifetime === undefined ? {} : { lifetime }) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`No token for ${person}: ${text}`);
  return answer.parse(JSON.parse(text)).access_token;
}
