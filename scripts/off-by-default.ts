import { readFileSync } from 'node:fs';
import { type Parameter, readParameters } from './deploy/parameters.ts';
import { table } from './markdown-table.ts';

/** What an installation goes without while something is off, and what it asks for to be on. */
interface Off {
  readonly costs: string;
  readonly asks: string;
}

/** Every parameter that is off, empty or left out where nobody sets it. */
export const offByDefault: Readonly<Record<string, Off>> = {
  readingRoom: {
    costs:
      'Nothing looks into the files of a package before people decide; the review page says so. Approvers open them on the access desktop.',
    asks: 'the firewall, an app registration of its own and the consent of a tenant administrator',
  },
  projects: {
    costs: 'Nobody reaches the data of any project; one that is defined shows as "access not deployed".',
    asks: 'Entra groups for each project',
  },
  defender: {
    costs:
      'No plan of Defender for Cloud but the malware scan of uploads; its alerts go to whom the subscription names.',
    asks: 'plans that a subscription has once and pays for by resource; they take the place of what stands there',
  },
  hub: {
    costs: 'The environment pays for a firewall, desktops and a workspace of its own.',
    asks: '[a hub](environment.md#a-second-environment-on-one-hub), and ranges that no other environment on it has',
  },
  desktopGroup: {
    costs: 'Each group of researchers and approvers is let onto the desktops, which take 200 groups.',
    asks: 'a group in Entra with all those groups as its members',
  },
  uploadAddresses: {
    costs: 'The public account answers every address; only roles keep people out.',
    asks: 'the addresses of owners and readers, and a change whenever one moves',
  },
  callerAddresses: {
    costs: 'The control plane answers every address; only sign-in keeps people out.',
    asks: 'the addresses of approvers and operators, and that of whoever deploys: otherwise nobody can wake the app for its [first start](#one-command)',
  },
  separateReleaseAccount: {
    costs: 'What was released lies in the account that takes uploads, under its firewall.',
    asks: 'a storage account more',
  },
  secondCopyLocation: {
    costs: 'Whoever loses the control account loses all records with it.',
    asks: 'a storage account in another region, which takes a copy every hour',
  },
  secondCopySubscription: {
    costs: 'Whoever loses the subscription loses the second copy with it.',
    asks: 'a second copy, and the role Owner in another subscription of the tenant',
  },
  channelHosts: {
    costs: 'Projects tell people by mail only.',
    asks: 'the host names of their workflows and webhooks, and a secret for each',
  },
  collectorHost: {
    costs: 'Logs go to Application Insights; traces and measurements of operations go nowhere.',
    asks: 'a collector that takes OTLP',
  },
  managedMail: {
    costs: 'Mail needs a server of your own (`SMTP_HOST`).',
    asks: 'Communication Services and an application that sends',
  },
  customerManagedKeys: {
    costs: 'Storage is encrypted with keys that Microsoft manages.',
    asks: 'keys in the vault: whoever deletes one loses the data',
  },
  durableTaskScheduler: {
    costs: 'Orchestrations keep their state in the host account, which is asked all day.',
    asks: 'a scheduler, which [nobody has verified](not-verified.md)',
  },
  incidentClocks: {
    costs: 'Others are to be told of an incident within 24 hours, 72 hours and a month; no mail says who they are.',
    asks: 'times and who is told by each, as your law and contracts have it',
  },
  scanExports: {
    costs: 'Packages of results are not scanned for malware, and no project can require it of them.',
    asks: 'the scanner on the secure account, paid for by the gigabyte',
  },
  regulation: {
    costs: 'No regulatory initiative shows how the subscription stands.',
    asks: 'a choice; it changes nothing, and shows what other parts of the subscription lack too',
  },
  regulationParameters: { costs: 'The initiative is assigned with its own defaults.', asks: 'what it asks for' },
  imageBinaries: {
    costs: 'The image of machines holds no programs of your own.',
    asks: 'the dataset `platform/image-binaries`, brought in as any other',
  },
  imageRegions: { costs: 'Machines start in the region of the environment only.', asks: 'storage for each copy' },
  lockImmutability: {
    costs:
      'Whoever may change storage accounts can shorten or remove the retention of `audit`, `datasets` and what the reading room wrote, so that the write-once promise holds against everybody else only.',
    asks: 'certainty: a locked policy can never be shortened or removed, and its account and resource group stay until the last blob is free (7 years for the audit). Lock after a trial, before the first real dataset',
  },
  immutabilityLocked: {
    costs: 'Each provisioning writes the policies on `audit` and `datasets`, which Azure refuses once they are locked.',
    asks: 'nothing with `azd`, whose hook finds out; whoever deploys without it sets this once they are locked',
  },
  evidenceLocked: {
    costs: 'The same for what the reading room wrote.',
    asks: 'the same',
  },
  sentBundle: {
    costs: 'The doctor cannot tell whether the code that runs is the code that was sent.',
    asks: 'nothing with `azd`, whose hook sets it',
  },
};

/** Whether nothing is there, or nothing happens, where nobody sets it. */
export function isOff({ description, fallback }: Parameter): boolean {
  return description.startsWith('Optional.') && ['false', '', '[]', '{}', 'none', undefined].includes(fallback);
}

const heading = '## What is off by default';
const page = new URL('../docs/deploy.md', import.meta.url);

/** The guide to deploying, with the section of what is off as the parameters say it. The rest is written by hand. */
export function deployText(): string {
  const text = readFileSync(page, 'utf8');
  const at = text.indexOf(`${heading}\n`);
  if (at < 0) throw new Error(`docs/deploy.md has no section '${heading}'`);
  const next = text.indexOf('\n## ', at + 1);
  return `${text.slice(0, at)}${section()}${text.slice(next < 0 ? text.length : next)}`;
}

function section(): string {
  const intro =
    'Made by `npm run docs` from the parameters: what a deployment lacks until somebody sets it, and what that costs.';
  const rows = readParameters()
    .filter(isOff)
    .map(({ name, settings }) => {
      const off = offByDefault[name];
      if (off === undefined)
        throw new Error(`scripts/off-by-default.ts does not say what it costs that ${name} is off`);
      const set = settings.length === 0 ? [name] : settings.map((setting) => setting.name);
      return [set.map((one) => `\`${one}\``).join(', '), off.costs, off.asks];
    });
  return `${heading}\n${intro}\n\n${table(['Setting', 'What it costs that it is off', 'What it asks for'], rows)}\n`;
}
