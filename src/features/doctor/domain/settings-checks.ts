import { doorFacts } from '../../../domain/base/door.ts';
import { usualTicks } from '../../../domain/notification/tick.ts';
import type { Deployment } from '../../../domain/overview/deployment.ts';
import { accountName } from '../../../domain/people/account-name.ts';
import { broken, brokenBy, type CheckFacts, type CheckVerdict, cannotSay, holds, listOf } from './check.ts';

const failing = 'cannot-tell';

export const settingsChecks = {
  'accounts-apart': {
    title: 'Each kind of storage is an account of its own',
    why: 'The roles of people and services are given for each account: in a shared one the doors would open together.',
    mend: 'Correct PUBLIC_BLOB_URL, SECURE_BLOB_URL, RELEASE_BLOB_URL, CONTROL_BLOB_URL and CONTROL_TABLE_URL; provisioning again sets them.',
    failing,
  },
  'base-url': {
    title: 'People reach the app by https',
    why: 'Browsers keep the cookie of a session for https only, and mails link to this address.',
    mend: 'Set PUBLIC_BASE_URL to an address that starts with https://.',
    failing,
  },
  'vault-challenge': {
    title: "The vault's challenge is verified",
    why: 'Otherwise whoever poses as the vault gets a token for it.',
    mend: 'Remove KEY_VAULT_VERIFY_CHALLENGE, or set it to true.',
    failing,
  },
  'mail-security': {
    title: 'The password of the mail server travels encrypted',
    why: 'Whoever reads it can send mails in our name.',
    mend: 'Set SMTP_SECURITY to starttls or tls.',
    failing,
  },
  'second-operator': {
    title: 'Weaker rules wait for a second operator',
    why: 'One person alone could let themselves approve what leaves.',
    mend: 'Give a second person the app role Ops.Operator and set the parameter secondOperator to true (docs/limits.md).',
    failing,
  },
  'groups-claim': {
    title: "The groups in people's tokens count",
    why: 'Without them only the definitions keep researchers from deciding about their own results.',
    mend: 'azd env set GROUPS_CLAIM on, then provision again (docs/environment.md, groups in tokens).',
    failing,
  },
  'doors-scanned': {
    title: 'What comes in is scanned for malware',
    why: 'An upload from outside is copied into the secure network as it is.',
    mend: 'Set the parameter scannedGigabytes above 0 and provision again (docs/limits.md).',
    failing,
  },
  'left-out': {
    title: 'The environment has the parts that protect research data',
    why: 'Without them it is a trial: whoever is inside gets out unseen, or nobody who works with the data gets in.',
    mend: 'Bring in no research data. Set what is named to true, and access to a way in, and provision again (docs/parameters.md).',
    failing,
  },
  ticks: {
    title: 'Mails about packages leave at ticks before their approval',
    why: 'The moment in which a mail leaves is chosen inside, and so a message.',
    mend: 'Remove TELL_TICK_SECONDS and LINK_TICK_SECONDS, or set them to 900 and 300.',
    failing,
  },
  versions: {
    title: 'The app runs on the version of Node that it was tested with',
    why: 'Azure takes old versions of Node out of service, and new ones behave differently.',
    mend: 'Set the runtime of the function app to Node 24 (infra/modules/function-app.bicep) and deploy again.',
    failing,
  },
  'code-sent': {
    title: 'The code that runs is the code that was sent',
    why: 'Whoever writes into the account that keeps the package changes what decides.',
    mend: 'Wait some minutes after a deployment; otherwise find out who wrote into packages of the host account, and deploy again.',
    failing,
  },
} satisfies Record<string, CheckFacts>;

export function judgeAccounts({ storage }: Pick<Deployment, 'storage'>): CheckVerdict {
  const { publicUrl, secureUrl, releaseUrl, controlUrl, tableUrl, safeUrl } = storage;
  const [secure, control] = [accountName(secureUrl), accountName(controlUrl)];
  const problems = [
    ...(publicUrl === secureUrl ? [`uploads come in to the secure account ${secure}`] : []),
    ...(releaseUrl === secureUrl ? [`results are released to the secure account ${secure}`] : []),
    ...([publicUrl, secureUrl, releaseUrl].includes(controlUrl) ? [`the control account ${control} holds data`] : []),
    ...(safeUrl === controlUrl ? [`the second copy lies in the control account ${control}`] : []),
    ...(accountName(tableUrl) === control ? [] : [`tables are in ${accountName(tableUrl)}, blobs in ${control}`]),
  ];
  const released = releaseUrl === publicUrl ? 'the public account' : accountName(releaseUrl);
  return brokenBy(problems, `public, secure and control account differ; results are released to ${released}`);
}

export function judgeBaseUrl({ publicBaseUrl }: Pick<Deployment, 'publicBaseUrl'>): CheckVerdict {
  const { protocol, hostname } = new URL(publicBaseUrl);
  const found = `PUBLIC_BASE_URL is ${publicBaseUrl}`;
  // Browsers take the machine itself for a secure place.
  return protocol === 'https:' || hostname === 'localhost' ? holds(found) : broken(found);
}

/** Ends of the names that Azure gives vaults, in all its clouds. */
const vaultHosts = /\.vault\.(azure\.net|usgovcloudapi\.net|azure\.cn)$/;

export function judgeChallenge({ vault }: Pick<Deployment, 'vault'>): CheckVerdict {
  const { hostname } = new URL(vault.url);
  if (vault.verifyChallenge) return holds(`the challenge of ${hostname} is verified`);
  return vaultHosts.test(hostname)
    ? broken(`KEY_VAULT_VERIFY_CHALLENGE is false for ${hostname}`)
    : holds(`${hostname} is no name of Azure's, so there is no challenge to verify`);
}

export function judgeMailSecurity({ mail }: Pick<Deployment, 'mail'>): CheckVerdict {
  const { host, port, security, user } = mail;
  if (security !== 'none') return holds(`${host}:${port} is reached with ${security}`);
  return user === undefined
    ? holds(`${host}:${port} takes mails without a password`)
    : broken(`the password of ${user} goes to ${host}:${port} in clear`);
}

export function judgeSecondOperator({ secondOperator }: Pick<Deployment, 'secondOperator'>): CheckVerdict {
  return secondOperator ? holds('SECOND_OPERATOR is on') : broken('SECOND_OPERATOR is off: one operator is enough');
}

export function judgeGroupsClaim({ groupsClaim }: Pick<Deployment, 'groupsClaim'>): CheckVerdict {
  return groupsClaim.on ? holds('GROUPS_CLAIM is on') : broken('GROUPS_CLAIM is off: tokens are not asked for groups');
}

export function judgeScannedDoors({ scannedDoors }: Pick<Deployment, 'scannedDoors'>): CheckVerdict {
  const containers = scannedDoors.map((door) => doorFacts(door).container);
  return scannedDoors.includes('ingress')
    ? holds(`scanned: ${containers.join(', ')}`)
    : broken(`SCANNED_DOORS says that ingress is not scanned`);
}

/** What an environment is without each of its parts. */
const without: Readonly<Record<string, string>> = {
  firewall: 'no firewall: names and programs that reach out are held back by rules for subnets only',
  sentinel: 'no Sentinel: nobody is told of what must never happen',
};
const waysIn = ['desktops', 'bastion', 'vpn'];

/** Names the parts that were left out. Defender and initiatives may be the subscription's own, and others are only more to work with. */
export function judgeLeftOut({ leftOut }: Pick<Deployment, 'leftOut'>): CheckVerdict {
  const missing = Object.entries(without).flatMap(([part, text]) => (leftOut.includes(part) ? [text] : []));
  const closed = waysIn.every((part) => leftOut.includes(part)) ? ['no desktops, Bastion or VPN: nobody comes in'] : [];
  const others = leftOut.filter((part) => without[part] === undefined && !waysIn.includes(part));
  const rest = others.length === 0 ? [] : [`left out too: ${others.join(', ')}`];
  const problems = [...missing, ...closed];
  return problems.length > 0
    ? broken(listOf([...problems, ...rest]))
    : holds(others.length === 0 ? 'nothing is left out' : `left out: ${others.join(', ')}`);
}

export function judgeTicks({ ticks, publicBaseUrl }: Pick<Deployment, 'ticks' | 'publicBaseUrl'>): CheckVerdict {
  const shorter = [
    ...(ticks.tell < usualTicks.tell ? [`TELL_TICK_SECONDS is ${ticks.tell}`] : []),
    ...(ticks.link < usualTicks.link ? [`LINK_TICK_SECONDS is ${ticks.link}`] : []),
  ];
  const found = `${listOf(shorter)}; the usual ones are ${usualTicks.tell} and ${usualTicks.link}`;
  // On a machine of one's own nobody is outside.
  if (shorter.length > 0) return new URL(publicBaseUrl).hostname === 'localhost' ? holds(found) : broken(found);
  return holds(`every ${ticks.tell} seconds, and every ${ticks.link} to approvers`);
}

/** The version that the package names as the one everywhere. */
const nodeMajor = '24';

export function judgeVersions({ runtime: { app, node } }: Pick<Deployment, 'runtime'>): CheckVerdict {
  const found = `Sallyport ${app} on Node ${node}`;
  return node.replace(/^v/, '').split('.')[0] === nodeMajor ? holds(found) : broken(found);
}

/** `runs`: the digest of the bundle that answers; undefined where the app runs from its sources. */
export function judgeCode({ sentBundle }: Pick<Deployment, 'sentBundle'>, runs: string | undefined): CheckVerdict {
  const found = `${runs ?? 'code without a bundle'} runs`;
  if (sentBundle === undefined) return cannotSay(`${found}, and SENT_BUNDLE does not say what was sent`);
  return sentBundle === runs ? holds(found) : broken(`${found}, and ${sentBundle} was sent`);
}
