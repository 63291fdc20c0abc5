import { expect, test } from 'vitest';
import { parseRoomConfig, roomSettingNames } from '../../src/inspector/config.ts';

const id = '00000000-0000-4000-8000-000000000001';
const whole = {
  SECURE_BLOB_URL: 'https://stsallyportsecure.blob.core.windows.net/',
  HOST_BLOB_URL: 'https://stsallyportroom.blob.core.windows.net',
  HOST_QUEUE_URL: 'https://stsallyportroom.queue.core.windows.net',
  INSPECT_CLIENT_ID: id,
  KEY_VAULT_URL: 'https://kv-sallyport.vault.azure.net',
  ENTRA_ISSUER: `https://login.microsoftonline.com/${id}/v2.0`,
  ENTRA_CLIENT_ID: id,
  PUBLIC_BASE_URL: 'https://func-room.azurewebsites.net',
  INSPECT_SCHEDULE: '0 * * * * *',
};

test('the room names every missing setting in one message', () => {
  const optional = ['KEY_VAULT_VERIFY_CHALLENGE', 'STORAGE_API_VERSION'];
  expect(() => parseRoomConfig({})).toThrow('SECURE_BLOB_URL: is not set');
  for (const name of roomSettingNames.filter((one) => !optional.includes(one)))
    expect(() => parseRoomConfig({})).toThrow(`${name}: is not set`);
});

test('its settings are a configuration, with addresses in one form', () => {
  const config = parseRoomConfig({ ...whole, KEY_VAULT_VERIFY_CHALLENGE: 'false' });
  expect(config.secureUrl).toBe('https://stsallyportsecure.blob.core.windows.net');
  expect(config.storageVersion).toBe('2026-06-06');
  expect(config.vault.verifyChallenge).toBe(false);
});

test('it has no setting by which it could reach the control account', () => {
  expect(roomSettingNames.filter((name) => /CONTROL|PUBLIC_BLOB|TABLE|ARM/.test(name))).toEqual([]);
});
