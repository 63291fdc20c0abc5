import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseHostJson } from '../../local/host/host-json.ts';
import { resolveExpression } from '../../local/host/settings.ts';

test('what is not given has the defaults of Azure', () => {
  expect(parseHostJson('{"version":"2.0"}', 'host.json')).toMatchObject({
    functionTimeout: 600_000,
    extensions: {
      http: { routePrefix: 'api' },
      blobs: { poisonBlobThreshold: 5 },
      durableTask: { hubName: 'TestHubName', storageProvider: { connectionStringName: 'Storage' } },
    },
  });
});

test('the host.json of this repository is accepted', () => {
  expect(() => parseHostJson(readFileSync('host.json', 'utf8'), 'host.json')).not.toThrow();
});

test('every problem stands in one message', () => {
  const text = JSON.stringify({
    version: '1.0',
    functionTimeout: 'long',
    extensions: { blobs: { poisonBlobThreshold: 0 } },
  });
  expect(() => parseHostJson(text, 'x/host.json')).toThrow(
    /x\/host\.json is wrong: .*version.*functionTimeout.*poisonBlobThreshold/,
  );
});

test('time spans with days and fractions are read', () => {
  expect(parseHostJson('{"version":"2.0","functionTimeout":"1.02:03:04.5"}', 'h').functionTimeout).toBe(93_784_500);
});

test('%NAME% is replaced by the setting, and an unknown one is named', () => {
  expect(resolveExpression('%A%/x/%B%', { A: '1', B: '2' }, 'here')).toBe('1/x/2');
  expect(() => resolveExpression('%C%', {}, 'The path')).toThrow("The path: '%C%' does not resolve");
});
