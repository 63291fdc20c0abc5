import { z } from 'zod';
import { address, clientId, issuer, publicAddress, readSettings, storageVersion } from '../domain/base/app-settings.ts';
import { schedulePattern } from '../domain/base/schedule.ts';

const settings = z.object({
  SECURE_BLOB_URL: address,
  HOST_BLOB_URL: address,
  HOST_QUEUE_URL: address,
  STORAGE_API_VERSION: storageVersion,
  INSPECT_CLIENT_ID: clientId,
  KEY_VAULT_URL: address,
  KEY_VAULT_VERIFY_CHALLENGE: z.enum(['true', 'false']).default('true'),
  ENTRA_ISSUER: issuer,
  ENTRA_CLIENT_ID: clientId,
  PUBLIC_BASE_URL: publicAddress,
  INSPECT_SCHEDULE: schedulePattern,
});

export const roomSettingNames: readonly string[] = Object.keys(settings.shape);

/** Reads the settings of the reading room by `readSettings`, whose error it throws. Addresses have no trailing slash. */
export function parseRoomConfig(env: Readonly<Record<string, string | undefined>>) {
  const given = readSettings(settings, env);
  return {
    secureUrl: given.SECURE_BLOB_URL,
    host: { blobUrl: given.HOST_BLOB_URL, queueUrl: given.HOST_QUEUE_URL },
    storageVersion: given.STORAGE_API_VERSION,
    clientId: given.INSPECT_CLIENT_ID,
    vault: { url: given.KEY_VAULT_URL, verifyChallenge: given.KEY_VAULT_VERIFY_CHALLENGE === 'true' },
    signIn: { issuer: given.ENTRA_ISSUER, clientId: given.ENTRA_CLIENT_ID },
    publicBaseUrl: given.PUBLIC_BASE_URL,
  };
}
