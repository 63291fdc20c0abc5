metadata description = 'Types that several modules share.'

@export()
@description('Where private endpoints are put and which private DNS zone, by service, each of them registers in.')
type privateNetwork = {
  @description('Subnet of the private endpoints.')
  subnetId: string
  @description('Resource id of the private DNS zone of each service: blob, queue, table, file, vault, dataFactory, machineLearning, notebooks, sites.')
  zoneIds: {
    *: string
  }
}

@export()
@description('A customer-managed key and the identity that may use it. Null means keys managed by Microsoft.')
type customerKey = {
  @description('Resource id of the user-assigned identity that reads the key.')
  identityId: string
  @description('Client id of the same identity.')
  identityClientId: string
  @description('Resource id of the vault that holds the key.')
  vaultId: string
  @description('Address of the vault that holds the key.')
  vaultUri: string
  @description('Name of the key.')
  keyName: string
  @description('Resource id of the disk encryption set for managed disks.')
  diskEncryptionSetId: string
}

@export()
@description('A project, and the Entra groups of its people by role.')
type projectAccess = {
  @description('Project id, as in its definition; the first segment of every path of the project.')
  @minLength(3)
  @maxLength(32)
  id: string
  @description('Object id of the group of data owners.')
  owners: string?
  @description('Object id of the group of researchers.')
  researchers: string?
  @description('Object id of the group of approvers.')
  approvers: string?
  @description('Object id of the group of outside readers of released results.')
  externalReaders: string?
  @description('Versions of datasets that are closed to researchers, such as cohort/v2: the answer to a retraction names the line. Take it out again once the version is retracted.')
  retracted: string[]?
  @description('Doors at which the definition asks for the marker (requireMarker). Event Grid then tells the app of the marker alone; single files are found by the sweep.')
  marked: ('ingress' | 'exports')[]?
  @description('Monthly budget of its computes, in the currency of the subscription; CONTACT is told before and after it is used up.')
  @minValue(1)
  budget: int?
}

@export()
@description('A subnet with its own network security group, which ends in a deny of everything in both directions.')
type subnet = {
  @description('Name of the subnet.')
  name: string
  @description('Address range.')
  prefix: string
  @description('Service that the subnet is delegated to.')
  delegation: string?
  @description('What is allowed. Without it the subnet has no network security group; only Azure Firewall and gateways may do without.')
  rules: rule[]?
  @description('False leaves out the route through the firewall; only Azure Firewall, gateways and Bastion may do without.')
  routed: bool?
  @description('True lets it out through the NAT gateway of a network without a firewall.')
  translated: bool?
}

@export()
@description('One allowed flow. Addresses are ranges or service tags.')
type rule = {
  @description('Name of the rule.')
  name: string
  @description('Direction as seen from the subnet.')
  direction: 'Inbound' | 'Outbound'
  @description('Transport protocol; TCP when left out.')
  protocol: ('Tcp' | 'Udp')?
  @description('Ranges or one service tag.')
  from: string[]
  @description('Ranges or one service tag.')
  to: string[]
  @description('Application security group that is meant instead of all of `to`.')
  toGroup: string?
  @description('Ports.')
  ports: string[]
}

@export()
@description('Days for which a storage administrator can still restore what was deleted from ingress and from exports, and days for which each version of a dataset cannot be deleted at all.')
type restorable = { ingress: int, exports: int, datasets: int }

@export()
@description('A mail server. Its password is the secret smtp-password of the vault.')
type mailServer = {
  @description('Host name.')
  @minLength(1)
  host: string
  @description('Port.')
  @minLength(1)
  port: string
  @description('How the connection is encrypted.')
  security: 'starttls' | 'tls'
  @description('Name that the app signs in with.')
  @minLength(1)
  user: string
  @description('Sender of mails: an address, or a name and an address in angle brackets.')
  @minLength(3)
  from: string
  @description('Mails that the server takes in a minute; without it no limit.')
  @minValue(1)
  @maxValue(1000)
  perMinute: int?
  @description('Mails that the server takes in an hour; without it no limit.')
  @minValue(1)
  @maxValue(5000)
  perHour: int?
}

@export()
@description('Mail by Communication Services: client id of the Entra application that sends, where data is kept, and the domain that mails come from.')
type managedMail = {
  @description('Client id of the application that sends.')
  @minLength(36)
  @maxLength(36)
  clientId: string
  @description('Where data is kept, such as Europe.')
  @minLength(1)
  dataLocation: string
  @description('Resource id of a domain of your own in an e-mail service with data in the same place, verified before. Without it Azure manages the domain, which is for trials: 5 mails a minute and 10 an hour for the whole subscription.')
  @minLength(100)
  domainId: string?
  @description('Mails a minute, where support granted the subscription others than 5, or 30 with a domain of your own.')
  @minValue(1)
  @maxValue(1000)
  perMinute: int?
  @description('Mails an hour, where support granted the subscription others than 10, or 100 with a domain of your own.')
  @minValue(1)
  @maxValue(5000)
  perHour: int?
}

@export()
@description('A hub that several environments share: what infra/hub.bicep puts out as HUB.')
type hubPlaces = {
  @description('Resource id of the network of the hub; the private DNS zones lie in the same resource group.')
  @minLength(60)
  networkId: string
  @description('Resource id of the policy of the firewall.')
  @minLength(60)
  policyId: string
  @description('Private address of the firewall.')
  @minLength(7)
  firewallAddress: string
  @description('Address that the firewall sends from.')
  @minLength(7)
  publicAddress: string
  @description('Resource id of the workspace that gets all logs.')
  @minLength(60)
  workspaceId: string
  @description('Id of the same workspace that agents send logs to, part of the host name.')
  @minLength(36)
  customerId: string
  @description('Address ranges of the hub, of its desktops, and of all environments on it together.')
  ranges: { hub: string, access: string, spokes: string }
  @description('Services beside storage and vaults whose private DNS zones the hub has.')
  services: { machineLearning: bool, readingRoom: bool, durableScheduler: bool }
  @description('Resource group of the desktops, and the names of the application groups that people are let into.')
  desktops: { group: string, desktop: string, applications: string }
}
