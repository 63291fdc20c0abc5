import { z } from 'zod';
import { messageOf } from '../../src/domain/base/errors.ts';
import { ask, type Cli } from './cli.ts';

const policies = z.object({
  value: z.array(
    z.object({
      state: z.string(),
      conditions: z.object({
        applications: z.object({ includeAuthenticationContextClassReferences: z.array(z.string()).nullish() }),
      }),
      grantControls: z.unknown(),
    }),
  ),
});
const url = 'https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies';

/**
 * Says which authentication contexts a Conditional Access policy of the tenant protects, because Entra gives every other one to everybody:
 * a project that names such a one asks for nothing. Where the policies cannot be read it says that nobody has looked.
 */
export async function protectedContexts(cli: Cli): Promise<string> {
  try {
    const { value } = await ask(cli, policies, ['rest', '--method', 'GET', '--url', url]);
    const effective = value.filter(({ state, grantControls }) => state === 'enabled' && grantControls !== null);
    const named = effective.flatMap(
      ({ conditions }) => conditions.applications.includeAuthenticationContextClassReferences ?? [],
    );
    const contexts = [...new Set(named)].sort();
    return contexts.length === 0
      ? 'no policy protects an authentication context: Entra gives each to everybody, so no project may name one (egress.approval.authContext)'
      : `policies protect the authentication contexts ${contexts.join(', ')}: Entra gives every other one to everybody, so projects may name only these (egress.approval.authContext)`;
  } catch (error) {
    return `nobody has looked whether policies protect the authentication contexts that projects name: your sign-in may not read them (Policy.Read.All). Ask an administrator of the directory. Microsoft Graph said: ${messageOf(error).split('\n')[0]}`;
  }
}
