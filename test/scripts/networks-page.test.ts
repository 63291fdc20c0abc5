import { expect, test } from 'vitest';
import { networksText } from '../../scripts/networks-page.ts';
import { readSnapshot } from '../infra/snapshot.ts';

const { predictedResources } = readSnapshot('default');
const page = networksText(predictedResources);
const arrows = [...page.matchAll(/^ {2}(vnet-\S+) --> (vnet-\S+)$/gm)].map(([, from, to]) => `${from} ${to}`);

test('the picture holds every network and every subnet once', () => {
  expect([...page.matchAll(/^ {2}subgraph (\S+)/gm)].map(([, name]) => name).toSorted()).toEqual([
    'vnet-access',
    'vnet-hub',
    'vnet-secure',
  ]);
  for (const prefix of ['10.40.0.0/26', '10.41.0.0/24', '10.41.1.0/24', '10.41.2.0/24', '10.42.0.0/25'])
    expect(page.split(`<br>${prefix}"]`)).toHaveLength(2);
  expect(page.match(/<-\.->\|peered\|/g)).toHaveLength(2);
});

test('desktops and machines reach the secure endpoints, and neither of them the endpoint of uploads', () => {
  expect(arrows).toContain('vnet-access-desktops vnet-secure-endpoints');
  expect(arrows).toContain('vnet-secure-compute vnet-secure-endpoints');
  expect(arrows.filter((arrow) => arrow.endsWith('upload-endpoints'))).toEqual([
    'vnet-secure-functions vnet-secure-upload-endpoints',
  ]);
});

test('a way that is opened in the template shows', () => {
  const opened = predictedResources.map((one) =>
    one.name.includes('-compute')
      ? { ...one, properties: JSON.parse(JSON.stringify(one.properties).replaceAll('10.41.0.0/24', '10.41.3.64/27')) }
      : one,
  );
  expect(networksText(opened)).toContain('vnet-secure-compute --> vnet-secure-upload-endpoints');
});

test('what the firewall refuses stands in no line, and each private endpoint in one', () => {
  expect(page).not.toContain('client.wvd.microsoft.com');
  const endpoints = predictedResources.filter(({ type }) => type === 'Microsoft.Network/privateEndpoints');
  const [, list = ''] = page.split(/## (?:Private endpoints|With a reading room)/);
  expect(list.match(/^\| (upload-)?endpoints /gm)).toHaveLength(endpoints.length);
});
