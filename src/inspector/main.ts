import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import triggers from '../../infra/triggers.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { managedIdentityAssertion } from '../azure/base/client-assertion.ts';
import { systemClock as clock } from '../azure/base/clock-random.ts';
import { vaultClient, vaultSecrets } from '../azure/base/secrets.ts';
import { managedIdentity } from '../azure/credential.ts';
import { createSignInProvider } from '../azure/people/sign-in-provider.ts';
import { blobInspections } from '../azure/review/inspections.ts';
import { blobLookRight } from '../azure/review/look-right.ts';
import { storageWakeQueue } from '../azure/review/wake-queue.ts';
import { listedAccount } from '../azure/transfer/arrow-answers.ts';
import { blobListing } from '../azure/transfer/data-listing.ts';
import { blobFrozenFiles } from '../azure/transfer/frozen-files.ts';
import { readingAs } from '../azure/transfer/reading.ts';
import { disclosureRules } from '../domain/inspection/disclosure.ts';
import { createCookieCipher } from '../web/cookie-cipher.ts';
import { parseRoomConfig } from './config.ts';
import { drawKeyOf } from './draw-key.ts';
import { childLimits } from './inspect-file.ts';
import { childrenAtOnce, inspectPackage, packageLimits } from './inspect-package.ts';
import { personTurns } from './person-turns.ts';
import { roomKey } from './routes.ts';
import { rulesVersion } from './rules/version.ts';
import { showFile } from './show-file.ts';
import { addRoom } from './triggers.ts';

/** So many files are read for pages at once, beside those of an inspection; one place is always left for somebody else. */
/** Nobody waits longer for a page. */
const pageMilliseconds = 60_000;
const pageViews = { atOnce: 2, mostEach: 1, mostWaiting: 20 };

const config = parseRoomConfig(process.env);
const credential = managedIdentity(config.clientId);
const secure = listedAccount(config.secureUrl, credential, config.storageVersion);
const inspections = blobInspections(secure);
const host = listedAccount(config.host.blobUrl, credential, config.storageVersion);
const { queue } = triggers.readingRoom.wake;
const secrets = vaultSecrets(vaultClient(config.vault, credential));
const children = {
  program: fileURLToPath(new URL('child/main.mjs', import.meta.url)),
  ...{ clock, atOnce: childrenAtOnce(totalmem()), ...childLimits, ...packageLimits },
};
const inTurn = personTurns(pageViews);

addRoom(
  {
    ...{ inspections, clock, resting: new Map() },
    listing: blobListing({ public: secure, secure, release: secure }),
    frozen: blobFrozenFiles(secure),
    inspect: (files, rules, packageMilliseconds) => inspectPackage(files, { ...children, rules, packageMilliseconds }),
    drawKey: (key) => drawKeyOf(secrets, key),
    versions: { app: packageJson.version, node: process.versions.node, rules: rulesVersion },
  },
  {
    ...{ inspections, secrets, publicBaseUrl: config.publicBaseUrl },
    readAs: readingAs(config.secureUrl, config.storageVersion),
    show: (person, file, showing) =>
      inTurn(person, () =>
        showFile(file, { ...children, milliseconds: pageMilliseconds, rules: disclosureRules.parse({}) }, showing),
      ),
    sealer: createCookieCipher(secrets, clock, roomKey),
    signIn: createSignInProvider({
      ...config.signIn,
      redirectUri: `${config.publicBaseUrl}/api/sign-in/callback`,
      assertion: managedIdentityAssertion(credential),
      resourceScope: 'https://storage.azure.com/user_impersonation',
    }),
  },
  {
    right: blobLookRight(host.getContainerClient('locks')),
    queue: storageWakeQueue(config.host.queueUrl, queue, credential, config.storageVersion),
  },
);
