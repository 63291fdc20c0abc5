import { ComputeManagementClient } from '@azure/arm-compute';
import type { TokenCredential } from '@azure/identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { laptopResources } from '../../../local/azure/laptop-resources.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { resourceIssuer } from '../../../local/azure/tokens.ts';
import { fixedCredential, identityCredential, startTestAzure } from './running-azure.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure({ providers: (context) => laptopResources(context).providers }));
});
afterAll(() => stop());

function list(credential: TokenCredential): Promise<unknown> {
  const options = { endpoint: azure.armUrl, credentials: { scopes: [`${azure.armUrl}/.default`] } };
  return new ComputeManagementClient(credential, azure.subscription, options).virtualMachines.listAll().next();
}

test.each([
  ['for another audience', 'InvalidAuthenticationTokenAudience', { audience: 'https://vault.azure.net' }],
  ['that has expired', 'ExpiredAuthenticationToken', { lifetime: -1 }],
  ['of another issuer', 'InvalidAuthenticationToken', { issuer: 'https://sts.windows.net/other/' }],
])('a token %s is refused as %s', async (_what, code, change) => {
  const [identity] = azure.directory.identities;
  const credential = fixedCredential(() =>
    azure.tokens.issue({
      issuer: resourceIssuer,
      audience: azure.armUrl,
      subject: 's',
      claims: { oid: identity?.oid, appid: identity?.clientId },
      ...change,
    }),
  );
  await expect(list(credential)).rejects.toMatchObject({ statusCode: 401, code });
});

test('a request without a token is told where to get one', async () => {
  const answer = await fetch(
    `${azure.armUrl}/subscriptions/${azure.subscription}/providers/Microsoft.Compute/virtualMachines`,
  );
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ error: { code: 'AuthenticationFailed' } });
  expect(answer.headers.get('www-authenticate')).toContain(
    'Bearer authorization_uri="https://login.microsoftonline.com/',
  );
});

test.each([
  ['', 'MissingApiVersionParameter'],
  ['?api-version=newest', 'InvalidApiVersionParameter'],
])('the query "%s" is refused as %s', async (query, code) => {
  const { token } = await identityCredential(azure, 'id-control').getToken(`${azure.armUrl}/.default`);
  const path = `/subscriptions/${azure.subscription}/providers/Microsoft.Compute/virtualMachines${query}`;
  const answer = await fetch(azure.armUrl + path, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code } });
});
