import { addTriggers } from './app/triggers.ts';
import { buildAdapters } from './azure/adapters.ts';
import { managedIdentityAssertion } from './azure/base/client-assertion.ts';
import { managedIdentity } from './azure/credential.ts';
import { parseConfig } from './config.ts';
import { lazily } from './domain/base/reading/lazily.ts';
import { clear } from './orchestrators/clear.ts';
import { discard } from './orchestrators/discard.ts';
import { exportPackage } from './orchestrators/export.ts';
import { ingress } from './orchestrators/ingress.ts';
import { retract } from './orchestrators/retract.ts';
import { revoke } from './orchestrators/revoke.ts';

// Each invocation loads what its kind needs: a page no activities, a timer no pages. What all need is here, and wrong settings fail at once.
const config = parseConfig(process.env);
const credential = managedIdentity(config.clientId);
const log = (text: string) => process.stderr.write(`${text}\n`);
const ports = buildAdapters(config, credential, async (around) => {
  const { sealRowsOfBefore } = await import('./features/verification/seal-first.ts');
  await sealRowsOfBefore({ ...around, log });
});

const services = lazily(async () => {
  const [{ buildServices }, { buildComputeAdapters }, { createSignInProvider }, { createTokenVerifier }] =
    await Promise.all([
      import('./app/build-services.ts'),
      import('./compute/azure/compute-adapters.ts'),
      import('./azure/people/sign-in-provider.ts'),
      import('./azure/people/token-verifier.ts'),
    ]);
  const { signIn, publicBaseUrl } = config;
  const assertion = managedIdentityAssertion(credential);
  const redirectUri = `${publicBaseUrl}/api/sign-in/callback`;
  return buildServices(config, {
    ports,
    computes: buildComputeAdapters(config, credential),
    credential,
    assertion,
    tokens: createTokenVerifier(signIn),
    signIn: createSignInProvider({ issuer: signIn.issuer, clientId: signIn.clientId, redirectUri, assertion }),
  });
});

addTriggers({
  ports,
  services,
  activities: lazily(async () => (await import('./activities/index.ts')).createActivities(ports, config)),
  orchestrators: { ingress, export: exportPackage, discard, retract, revoke, clear },
});
