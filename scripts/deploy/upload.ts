import { type Cli, type Deployed, resourceUrl, rest } from './cli.ts';

/**
 * Opens the place that takes the code of an app (its SCM site) to one address. It needs a sign-in in any case; the package itself
 * goes on to the host account through the network of the app. Throws when no address is given, so that it is never opened to everybody.
 */
export async function openUpload(cli: Cli, deployed: Deployed, app: string): Promise<void> {
  const address = deployed.DEPLOYER_ADDRESS;
  if (address === undefined) {
    throw new Error(
      'Set DEPLOYER_ADDRESS to the public IPv4 address that you deploy from: azd env set DEPLOYER_ADDRESS 192.0.2.1',
    );
  }
  await restrict(cli, deployed, app, [
    { name: 'deployer', action: 'Allow', priority: 100, ipAddress: `${address}/32` },
  ]);
}

/** Closes it again, whether or not the deployment worked. */
export const closeUpload = (cli: Cli, deployed: Deployed, app: string): Promise<void> =>
  restrict(cli, deployed, app, []);

/** The last rule and the default are those of the templates of both apps: nobody. */
async function restrict(cli: Cli, deployed: Deployed, app: string, allowed: readonly object[]): Promise<void> {
  const site = `Microsoft.Web/sites/${app}/config/web`;
  await rest(cli, 'PATCH', resourceUrl(deployed, deployed.CONTROL_RESOURCE_GROUP, site, '2025-03-01'), {
    properties: {
      scmIpSecurityRestrictionsUseMain: false,
      scmIpSecurityRestrictionsDefaultAction: 'Deny',
      scmIpSecurityRestrictions: [
        ...allowed,
        { name: 'nobody', action: 'Deny', priority: 65000, ipAddress: '0.0.0.0/0' },
      ],
    },
  });
}
