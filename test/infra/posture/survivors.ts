/** Seeded faults that no rule sees, each with the reason that nothing need. */
export const survivors: readonly (readonly [what: string, reason: string])[] = [
  [
    'customer-managed-keys: properties.securityRules.2.properties.priority of networkSecurityGroups/nsg-vnet-secure-lvc7dmvjwgjko-compute and properties.securityRules.6.properties.priority of nsg-vnet-secure-lvc7dmvjwgjko-compute change places',
    'both rules allow, so it does not matter which is asked first; the deny of everything stays last',
  ],
  [
    'customer-managed-keys: properties.securityRules.3.properties.priority of networkSecurityGroups/nsg-vnet-secure-lvc7dmvjwgjko-images and properties.securityRules.6.properties.priority of nsg-vnet-secure-lvc7dmvjwgjko-images change places',
    'the same of the images: both rules allow, and the deny of everything stays last',
  ],
  [
    'everything: zones of virtualMachines/vm-desktop-1-1 becomes ["1"]',
    'two of three hosts lie in one zone: people may lose more desktops when it fails, and no data is less safe',
  ],
  [
    'everything: zones.0 of virtualMachines/vm-desktop-1-0 and zones.0 of vm-desktop-1-1 change places',
    'both hosts are made alike, and each still lies in a zone of its own',
  ],
  [
    'second-region: properties.friendlyName of workspaces/mlw-meq6lji25opve is deleted',
    'people then read the name itself, which is the same',
  ],
  [
    'default: properties.securityRules.0.properties.destinationAddressPrefixes.1 of networkSecurityGroups/nsg-vnet-secure-lvc7dmvjwgjko-functions is deleted',
    'less is let through: the app reaches the public account no more, its sweep fails visibly, and no data is less safe',
  ],
  [
    'everything: properties.amount of budgets/budget-research_alpha becomes 3000',
    'how much a project may cost is whoever deploys to say; another amount opens nothing',
  ],
  [
    'default: properties.SMTP_HOST of config/appsettings becomes "smtp.example.orxg"',
    'which server sends mails is whoever deploys to say; preflight and the doctor ask it',
  ],
  [
    'vpn: properties.logs.1.category of diagnosticSettings/sallyport-activity and properties.logs.4.category of sallyport-activity change places',
    'the order of the logs says nothing, and all of them are on',
  ],
];
