import { z } from 'zod';
import { type Directory, findPerson } from '../directory.ts';
import { pairwiseSubject, resourceIssuer, type TokenIssuer } from '../tokens.ts';
import { membershipClaims } from './person-claims.ts';

/** What a script asks for: a person by id, alias or e-mail, what the token is for, and its lifetime in seconds (negative for an expired one). */
export const personTokenRequest = z.strictObject({
  person: z.string(),
  audience: z.enum(['api', 'storage', 'vault']),
  lifetime: z.number().int().max(86_400).optional(),
});
export type PersonTokenRequest = z.infer<typeof personTokenRequest>;

/**
 * Issues an access token for a person; on the laptop this takes the place of `az account get-access-token`. For the API it is a token of
 * version 2.0, as the app registration asks for: its audience is the app's client id. Throws when nobody has that name.
 */
export async function issuePersonToken(
  asked: PersonTokenRequest,
  options: { readonly directory: Directory; readonly tokens: TokenIssuer; readonly issuer: string },
): Promise<string> {
  const person = findPerson(options.directory, asked.person);
  const lifetime = asked.lifetime === undefined ? {} : { lifetime: asked.lifetime };
  if (asked.audience !== 'api') {
    const claims = { oid: person.oid, upn: person.email };
    const audience = resources[asked.audience];
    return await options.tokens.issue({ issuer: resourceIssuer, audience, subject: person.oid, claims, ...lifetime });
  }
  const [application] = options.directory.applications;
  const { clientId } = application;
  const claims = {
    oid: person.oid,
    name: person.name,
    preferred_username: person.email,
    azp: azureCli,
    azpacr: '0',
    scp: 'user_impersonation',
    ver: '2.0',
    ...membershipClaims(options.directory, application, person),
  };
  const subject = pairwiseSubject(person.oid, clientId);
  return await options.tokens.issue({ issuer: options.issuer, audience: clientId, subject, claims, ...lifetime });
}

const resources = { storage: 'https://storage.azure.com', vault: 'https://vault.azure.net' } as const;

/** Client id of the Azure CLI in every tenant. */
const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
