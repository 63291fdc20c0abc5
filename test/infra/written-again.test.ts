import { expect, test } from 'vitest';
import { listAt, readSnapshot } from './snapshot.ts';

const named = (environment: string, type: string) =>
  readSnapshot(environment).predictedResources.filter((resource) => resource.type === type);

test('a template of an image with another content has another name, since Azure refuses to write one again', () => {
  const [plain, withBinaries] = ['default', 'everything'].map(
    (environment) => named(environment, 'Microsoft.VirtualMachineImages/imageTemplates')[0]?.name,
  );
  expect(plain).toMatch(/^it-[a-z0-9]{13}-[a-z0-9]{6}$/);
  expect(withBinaries).toMatch(/^it-[a-z0-9]{13}-[a-z0-9]{6}$/);
  expect(plain?.slice(-6)).not.toBe(withBinaries?.slice(-6));
});

test('the role on the subscription, which outlives the environment, has the name of whoever holds it', () => {
  const roles = named('default', 'Microsoft.Authorization/roleAssignments');
  const [assignment, another] = roles.filter(({ id }) => id.startsWith('[subscriptionResourceId('));
  expect(assignment?.name).toMatch(/^\[guid\(.*id-control-.*principalId/);
  expect(another).toBeUndefined();
});

test('the storage of uploads is given a single address without a prefix, which it refuses', () => {
  const rules = named('everything', 'Microsoft.Storage/storageAccounts')
    .flatMap((account) => listAt(account, 'properties.networkAcls.ipRules'))
    .map(({ value }) => String(value));
  expect([...new Set(rules)].sort()).toEqual(['192.0.2.0/24', '198.51.100.7']);
});

test('an account for releases that is chosen later is not stopped by the denial that is there already', () => {
  const [denial] = named('default', 'Microsoft.Authorization/policyAssignments').filter(({ id }) =>
    id.includes('-control/providers/Microsoft.Authorization/policyAssignments/deny-public-network-access'),
  );
  expect(JSON.stringify(denial?.properties['notScopes'])).toMatch(/strel[a-z0-9]{13}"/);
});
