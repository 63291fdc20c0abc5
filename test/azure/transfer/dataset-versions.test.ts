import type { TokenCredential } from '@azure/identity';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { findIdentity } from '../../../local/azure/directory.ts';
import { identityToken } from '../../../local/azure/managed-identity.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { storageAudience } from '../../../local/azure/storage/authenticate.ts';
import { listedAccount } from '../../../src/azure/transfer/arrow-answers.ts';
import { blobVersions } from '../../../src/azure/transfer/dataset-versions.ts';
import { versionsContract } from '../../contract/versions-contract.ts';
import { factoryCredential, fixedCredential, startTestAzure } from '../../local/azure/running-azure.ts';
import { usualVersion } from '../build-ports.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;
/** How far the time of the stand-ins is ahead, in milliseconds. */
let ahead = 0;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure({ now: () => Date.now() + ahead }));
});
afterAll(() => stop());

beforeEach(() => {
  ahead = 0;
  azure.storage.versions.knobs = { retentionDays: 7, softDeleteDays: 7, deleteOfRetained: 'makes-version' };
});

/** The container as somebody with a token of now reaches it, since time moves. */
function datasets(credential: TokenCredential) {
  const options = { retryOptions: { maxTries: 1 } };
  return listedAccount(azure.blobUrl('secure'), credential, usualVersion, options).getContainerClient('datasets');
}
const asControl = () =>
  fixedCredential(() => identityToken(azure.tokens, findIdentity(azure.directory, 'id-control'), storageAudience));
const asFactory = () => datasets(factoryCredential(azure));

versionsContract(() => ({
  versions: blobVersions(datasets(asControl())),
  put: async (path, text) => void (await asFactory().getBlockBlobClient(path).upload(text, text.length)),
  remove: async (path) => void (await asFactory().deleteBlob(path)),
  deleteOfRetained: (is) => {
    azure.storage.versions.knobs = { ...azure.storage.versions.knobs, deleteOfRetained: is };
  },
  letPass: (days) => {
    ahead += days * 86_400_000;
  },
}));
