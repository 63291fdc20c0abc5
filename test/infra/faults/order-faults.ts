import { type Fault, one, rewrite, role, set } from '../breaking.ts';

/** Faults in values that only make sense beside each other, and in single values that no other rule asks for. */
export const orderFaults: readonly Fault[] = [
  [
    'two rules of a group have one priority',
    'ordersAreClear',
    (all) => rewrite(all, /nsg-vnet-secure-\w+-compute$/, '"priority":130', '"priority":120'),
  ],
  [
    'two restrictions of callers have one priority',
    'ordersAreClear',
    (all) => rewrite(all, /\/sites\/func-\w{13}$/, '"priority":101', '"priority":100'),
  ],
  [
    'two collections of the firewall have one priority',
    'ordersAreClear',
    (all) => rewrite(all, /ruleCollectionGroups\/sallyport$/, '"priority":2000', '"priority":1000'),
  ],
  [
    'two subnets overlap',
    'ordersAreClear',
    (all) => rewrite(all, /\/virtualNetworks\/vnet-secure-\w{13}$/, '"10.41.1.0/24"', '"10.41.0.0/23"'),
  ],
  [
    'a subnet lies in another network',
    'ordersAreClear',
    (all) => rewrite(all, /\/virtualNetworks\/vnet-secure-\w{13}$/, '"10.41.1.0/24"', '"10.49.1.0/24"'),
  ],
  [
    'two networks overlap',
    'ordersAreClear',
    (all) =>
      rewrite(
        all,
        /\/virtualNetworks\/vnet-access-\w{13}$/,
        '"addressPrefixes":["10.42.',
        '"addressPrefixes":["10.41.',
      ),
  ],
  [
    'callers are named and everybody else is let in',
    'opennessAsTold',
    (all) =>
      rewrite(
        all,
        /\/sites\/func-\w{13}$/,
        '"ipSecurityRestrictionsDefaultAction":"Deny"',
        '"ipSecurityRestrictionsDefaultAction":"Allow"',
      ),
  ],
  [
    'ranges are named and everybody else reaches the account',
    'opennessAsTold',
    (all) => set(one(all, /\/storageAccounts\/stpub\w+$/), 'networkAcls.defaultAction', 'Allow'),
  ],
  [
    'no range is named and nobody reaches the account',
    'opennessAsTold',
    (all) => set(one(all, /\/storageAccounts\/strel\w+$/), 'networkAcls.defaultAction', 'Deny'),
  ],
  [
    'an identity of ours is said to be a user',
    'kindsOfPrincipals',
    (all) => set(role(all, 'id-control may read secrets and list their versions'), 'principalType', 'User'),
  ],
  [
    'the app knows a group that has no role',
    'groupsAsTold',
    (all) => rewrite(all, /\/func-\w{13}\/config\/appsettings$/, '0000000000a1', '0000000000f1'),
  ],
  [
    'the app takes the researchers of one project for those of another',
    'groupsAsTold',
    (all) => rewrite(all, /\/func-\w{13}\/config\/appsettings$/, '0000000000a2', '0000000000b2'),
  ],
  [
    'no second operator is asked',
    'expectedValues',
    (all) => set(one(all, /\/func-\w{13}\/config\/appsettings$/), 'SECOND_OPERATOR', 'off'),
  ],
];
