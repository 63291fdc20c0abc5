/** Seeded faults that no rule sees, each with the reason that nothing need. */
export const survivors: readonly (readonly [what: string, reason: string])[] = [
  [
    'everything: properties.osProfile.computerName of virtualMachines/vm-desktop-1-1 and properties.osProfile.computerName of vm-desktop-1-2 change places',
    'both hosts are made alike; which of them has which of the two names changes nothing',
  ],
  [
    'everything: properties.networkAcls.ipRules.0.value of storageAccounts/stpublvc7dmvjwgjko and properties.networkAcls.ipRules.1.value of stpublvc7dmvjwgjko change places',
    'the same ranges are let in, in another order',
  ],
  [
    'customer-managed-keys: properties.securityRules.2.properties.priority of networkSecurityGroups/nsg-vnet-secure-lvc7dmvjwgjko-compute and properties.securityRules.6.properties.priority of nsg-vnet-secure-lvc7dmvjwgjko-compute change places',
    'both rules allow, so it does not matter which is asked first; the deny of everything stays last',
  ],
];
