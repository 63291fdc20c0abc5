import packageJson from '../package.json' with { type: 'json' };
import { createActivities } from './activities/index.ts';
import { readHold } from './activities/transfer/holds.ts';
import { addedParts } from './app/added.ts';
import { addTriggers } from './app/triggers.ts';
import { buildAdapters } from './azure/adapters.ts';
import { managedIdentityAssertion } from './azure/base/client-assertion.ts';
import { managedIdentity } from './azure/credential.ts';
import { createSignInProvider } from './azure/people/sign-in-provider.ts';
import { createTokenVerifier } from './azure/people/token-verifier.ts';
import { buildComputeAdapters } from './compute/azure/compute-adapters.ts';
import { createReconciler } from './compute/reconcile/reconcile.ts';
import { recordCompute } from './compute/reconcile/record.ts';
import { parseConfig } from './config.ts';
import { sealRowsOfBefore } from './features/verification/seal-first.ts';
import { clear } from './orchestrators/clear.ts';
import { discard } from './orchestrators/discard.ts';
import { exportPackage } from './orchestrators/export.ts';
import { ingress } from './orchestrators/ingress.ts';
import { retract } from './orchestrators/retract.ts';
import { revoke } from './orchestrators/revoke.ts';
import { createCookieCipher } from './web/cookie-cipher.ts';

const config = parseConfig(process.env);
const credential = managedIdentity(config.clientId);
const log = (text: string) => process.stderr.write(`${text}\n`);
const ports = buildAdapters(config, credential, (around) => sealRowsOfBefore({ ...around, log }));
const { signIn, publicBaseUrl, groupsClaim, secondOperator } = config;
const computes = buildComputeAdapters(config, credential);
const assertion = managedIdentityAssertion(credential);
const images = Object.keys(config.compute.template.images);
const reconciler = createReconciler({
  ...computes,
  memory: ports.computeMemory,
  hours: ports.hours,
  record: recordCompute(ports),
  telemetry: ports.telemetry,
  isInForce: async (project, definition) => (await ports.projects.find(project))?.hash === definition,
  isHeld: async (project) => (await readHold(ports, project)) !== undefined,
  now: () => ports.clock.now(),
});

addTriggers({
  services: {
    ...ports,
    publicBaseUrl,
    readingRoomUrl: config.readingRoomUrl,
    groupsClaim,
    outageHours: config.outageHours,
    ticks: config.ticks,
    mailWindowSeconds: config.mailWindowSeconds,
    incidentClocks: config.incidentClocks,
    peopleKeepDays: config.peopleKeepDays,
    restorableDays: config.restorableDays,
    datasetDays: config.datasetDays,
    transferPollSeconds: config.transferPollSeconds,
    storageSkewSeconds: config.storageSkewSeconds,
    secondOperator,
    releaseUrl: config.storage.releaseUrl,
    scannedDoors: config.scannedDoors,
    doorUrls: config.doorUrls,
    reconciler,
    images,
    review: {
      ...ports,
      secureBlobUrl: config.storage.secureUrl,
      readingRoomUrl: config.readingRoomUrl,
      groupsClaim,
    },
    added: addedParts,
    ...computes,
    credential,
    assertion,
    deployment: { ...config, images, runtime: { app: packageJson.version, node: process.version } },
    sealer: createCookieCipher(ports.secrets, ports.clock),
    tokens: createTokenVerifier(signIn),
    signIn: createSignInProvider({
      issuer: signIn.issuer,
      clientId: signIn.clientId,
      redirectUri: `${publicBaseUrl}/api/sign-in/callback`,
      assertion,
    }),
  },
  activities: createActivities(ports, config),
  orchestrators: { ingress, export: exportPackage, discard, retract, revoke, clear },
});
