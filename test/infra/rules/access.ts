import { at, type Resource } from '../snapshot.ts';
import { isLeftOut, ofType, type Rule, say, type World } from './rule.ts';

const hostsOf = (world: World): Resource[] =>
  ofType(world, 'Microsoft.Compute/virtualMachines').filter(({ id }) => id.includes('-access/'));

/** Settings that the host itself keeps, whatever the client asks for. */
const hardening = [
  'fEnableScreenCaptureProtect = 2',
  'fEnableWatermarking = 1',
  'fDisableClip = 1',
  'fDisableCdm = 1',
  'fDisableCpm = 1',
  'fDisableLPT = 1',
  'fDisableCcm = 1',
  'fDisablePNPRedir = 1',
  'fDisableCameraRedir = 1',
  'fDisableAudioCapture = 1',
  'Set-AppLockerPolicy -XmlPolicy',
  'Type="Exe" EnforcementMode="Enabled"',
  'Type="Script" EnforcementMode="Enabled"',
  '%SYSTEM32%\\mstsc.exe',
  'SubmitSamplesConsent -Value 2',
];

/** Each session host lets nothing out by itself, people sign in to it with Entra, and a host that could not be sealed fails the deployment. */
export const hardenedDesktops: Rule = (world) =>
  hostsOf(world).flatMap((host) => {
    const command = ofType(world, 'Microsoft.Compute/virtualMachines/runCommands').find(({ id }) =>
      id.startsWith(`${host.id}/runCommands/harden-`),
    );
    const script = String(command && at(command, 'properties.source.script')).replaceAll(/ +/g, ' ');
    const found = hardening.filter((line) => !script.includes(line)).map((line) => say(host, `is not told ${line}`));
    if (command && at(command, 'properties.treatFailureAsDeploymentFailure') !== true) {
      found.push(say(host, 'may stay unsealed without anybody noticing'));
    }
    const extensions = ofType(world, 'Microsoft.Compute/virtualMachines/extensions');
    const signIn = extensions.some(({ id }) => id === `${host.id}/extensions/AADLoginForWindows`);
    return signIn ? found : [...found, say(host, 'does not ask Entra')];
  });

/** Entra knows a Windows name only once in a tenant, and Windows takes 15 characters: environments differ in theirs, and each host has its own number. */
export const namesOfTheirOwn: Rule = (world) => {
  const [pool] = ofType(world, 'Microsoft.DesktopVirtualization/hostPools');
  const token = pool?.name.split('-').at(-1) ?? '';
  const hosts = hostsOf(world);
  const names = hosts.map((host) => String(at(host, 'properties.osProfile.computerName')));
  return names.flatMap((name, index) => [
    ...(hosts[index]?.id.endsWith(`desktop${/(-\d+){2}$/.exec(name)?.[0]}`)
      ? []
      : [`${name} is the name of another host in this environment`]),
    ...(/^[a-z][a-z0-9-]{0,14}$/.test(name) ? [] : [`${name} is no name for Windows`]),
    ...(name.includes(token.slice(0, 7)) ? [] : [`${name} may be the name of another environment's host`]),
    ...(names.indexOf(name) === index ? [] : [`${name} is there twice`]),
  ]);
};

/** Whoever takes this audience lets in every user of the tenant: applications of Microsoft's own VPN client. */
const everyUser = ['41b23e61-6c1e-4545-b367-cd054e0ed4b4', 'c632b3df-fb67-4d84-bdcf-b95ad541b5c8'];
const bastionSwitches = {
  disableCopyPaste: true,
  enableFileCopy: false,
  enableIpConnect: false,
  enableShareableLink: false,
  enableTunneling: false,
};

const kindsOfWays = [
  'Microsoft.DesktopVirtualization/hostPools',
  'Microsoft.Network/bastionHosts',
  'Microsoft.Network/virtualNetworkGateways',
];

/** People come in by one way or not at all, and by Bastion or VPN no wider than by the desktop. */
export const oneNarrowWayIn: Rule = (world) => {
  const bastions = ofType(world, 'Microsoft.Network/bastionHosts');
  const gateways = ofType(world, 'Microsoft.Network/virtualNetworkGateways');
  const ways = [...ofType(world, 'Microsoft.DesktopVirtualization/hostPools'), ...bastions, ...gateways];
  return [
    ...(ways.length === (kindsOfWays.every((type) => isLeftOut(world, type)) ? 0 : 1)
      ? []
      : [`there are ${ways.length} ways in`]),
    ...bastions.flatMap((bastion) =>
      Object.entries(bastionSwitches)
        .filter(([name, value]) => at(bastion, `properties.${name}`) !== value)
        .map(([name, value]) => say(bastion, `${name} is not ${value}`)),
    ),
    ...gateways.flatMap((gateway) => {
      const audience = at(gateway, 'properties.vpnClientConfiguration.aadAudience');
      const types = JSON.stringify(at(gateway, 'properties.vpnClientConfiguration.vpnAuthenticationTypes'));
      const found = types === '["AAD"]' ? [] : [say(gateway, `lets people in by ${types}`)];
      const narrow = typeof audience === 'string' && audience !== '' && !everyUser.includes(audience);
      return narrow ? found : [...found, say(gateway, 'lets in every user of the tenant')];
    }),
  ];
};
