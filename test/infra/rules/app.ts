import { z } from 'zod';
import { at, listAt } from '../snapshot.ts';
import { controlPlane, ofType, type Rule, say, settingsOfControlPlane } from './rule.ts';

/** Code goes in from one address while it is deployed, and from none at other times. */
export const closedUpload: Rule = (world) =>
  ofType(world, 'Microsoft.Web/sites').flatMap((site) => {
    const nobody = [{ name: 'nobody', action: 'Deny', priority: 65000, ipAddress: '0.0.0.0/0' }];
    const closed =
      at(site, 'properties.siteConfig.scmIpSecurityRestrictionsUseMain') === false &&
      at(site, 'properties.siteConfig.scmIpSecurityRestrictionsDefaultAction') === 'Deny' &&
      JSON.stringify(at(site, 'properties.siteConfig.scmIpSecurityRestrictions')) === JSON.stringify(nobody);
    return closed ? [] : [say(site, 'takes code from everybody')];
  });

/** Where only some addresses may call the app, the desktops may: they call from the firewall's one. */
export const desktopsMayCall: Rule = (world) =>
  controlPlane(world).flatMap((site) => {
    const listed = JSON.stringify(at(site, 'properties.siteConfig.ipSecurityRestrictions'));
    const open = at(site, 'properties.siteConfig.ipSecurityRestrictionsDefaultAction') === 'Allow';
    return open || listed.includes('/publicIPAddresses/pip-afw-') ? [] : [say(site, 'shuts out the desktops')];
  });

/** Azure takes no name of a setting above 64 characters; what would need one stands in host.json. */
export const shortSettingNames: Rule = (world) =>
  ofType(world, 'Microsoft.Web/sites/config').flatMap((settings) =>
    Object.keys(settings.properties)
      .filter((name) => name.length > 64)
      .map((name) => say(settings, `the name of ${name} has ${name.length} characters, and Azure takes 64`)),
  );

/** The app takes tokens that were made for its own application: for another one a person may have been let in by others. */
export const ownAudience: Rule = (world) =>
  settingsOfControlPlane(world).flatMap((settings) => {
    const wanted = `api://${at(settings, 'properties.ENTRA_CLIENT_ID')}`;
    const audience = at(settings, 'properties.API_AUDIENCE');
    return audience === wanted ? [] : [say(settings, `takes tokens for ${audience}, and is ${wanted}`)];
  });

const subnet = z.object({ addressPrefix: z.string(), networkSecurityGroup: z.object({ id: z.string() }) });
/** The accounts that people outside reach, of which the app asks blobs. */
const open = ['stpub', 'strel'];

/**
 * The app reaches the accounts that people outside reach through endpoints that nothing else in the network gets to: an account that lets
 * in some addresses only would shut it out, and from a machine the endpoints would be a way out for data.
 */
export const uploadsFromInside: Rule = (world) => {
  const subnets = ofType(world, 'Microsoft.Network/virtualNetworks').flatMap((network) =>
    listAt(network, 'properties.subnets').map((found) => ({ ...found, id: `${network.id}/subnets/${found['name']}` })),
  );
  const named = (name: string) => subnets.find(({ id }) => id.endsWith(`/subnets/${name}`));
  const [place, app] = [named('upload-endpoints'), named('functions')];
  if (!place || !app) return ['there is no subnet for the endpoints of the public account'];
  const { networkSecurityGroup } = subnet.parse(Reflect.get(place, 'properties'));
  const { addressPrefix } = subnet.parse(Reflect.get(app, 'properties'));
  const group = ofType(world, 'Microsoft.Network/networkSecurityGroups').find(
    ({ id }) => id === networkSecurityGroup.id,
  );
  const rules = group ? listAt(group, 'properties.securityRules').map((rule) => JSON.stringify(rule)) : [];
  const strangers = rules.filter(
    (rule) => rule.includes('"Allow"') && !rule.includes(`"sourceAddressPrefix":"${addressPrefix}"`),
  );
  const endpoints = ofType(world, 'Microsoft.Network/privateEndpoints').map((endpoint) => ({
    endpoint,
    target: JSON.stringify(listAt(endpoint, 'properties.privateLinkServiceConnections')),
  }));
  const accounts = ofType(world, 'Microsoft.Storage/storageAccounts').flatMap((account) => {
    if (!open.includes(account.name.slice(0, 5))) return [];
    const own = endpoints.filter(({ target }) => target.includes(`"privateLinkServiceId":"${account.id}"`));
    return [
      ...(own.some(({ target }) => target.includes('"groupIds":["blob"]'))
        ? []
        : [say(account, 'the app does not reach its blob service')]),
      ...own
        .filter(({ endpoint }) => at(endpoint, 'properties.subnet.id') !== place.id)
        .map(({ endpoint }) => say(endpoint, 'is a way out for data')),
    ];
  });
  return [...accounts, ...strangers.map((rule) => `upload-endpoints let others in: ${rule}`)];
};
