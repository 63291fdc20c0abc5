import { BlockList, isIPv4 } from 'node:net';
import type { Parameter, SettingKind } from './parameters.ts';

/** What azd knows by itself, and what people set with `azd env set`. */
export type Settings = Readonly<Record<string, string | undefined>>;

interface Rule {
  readonly name: string;
  /** What it is for, as the end of a sentence. */
  readonly purpose: string;
  readonly must: string;
  /** What somebody may type, where there is something to set. */
  readonly example: string;
  fits(text: string): boolean;
  /** Whether the deployment needs it. */
  needed(settings: Settings): boolean;
}

/** A setting; one that was set to nothing counts as not given. */
export const given = (settings: Settings, name: string): string | undefined => settings[name]?.trim() || undefined;

/** A switch of the template that is on unless it is set to false. */
export const isOn = (settings: Settings, name: string): boolean => given(settings, name)?.toLowerCase() !== 'false';

/** Whether nothing has been deployed yet. */
export const isFirst = (settings: Settings): boolean => given(settings, 'KEY_VAULT_NAME') === undefined;

const mailAddress = /^[^\s<>@,;]+@[^\s<>@,;.]+(\.[^\s<>@,;.]+)+$/;
const hostName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/i;
const region = /^[a-z][a-z0-9]+$/;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ranges that no request from the internet comes from: private, shared, link-local, of documentation, multicast. */
const notPublic = new BlockList();
for (const range of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ...['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
]) {
  const [network = '', bits] = range.split('/');
  notPublic.addSubnet(network, Number(bits));
}

const mostMails = { MAIL_PER_MINUTE: 1000, MAIL_PER_HOUR: 5000 };
const ownServer = (settings: Settings): boolean => given(settings, 'MANAGED_MAIL') === undefined;
const always = (): boolean => true;
const never = (): boolean => false;
const oneOf = (...values: readonly string[]) => ({
  must: `be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`,
  fits: (text: string) => values.includes(text),
});
const isJson = (text: string, fits: (value: unknown) => boolean): boolean => {
  try {
    return fits(JSON.parse(text));
  } catch {
    return false;
  }
};

/** What a setting must be that is read as something else than a text. */
const kinds: Readonly<Record<Exclude<SettingKind, 'text'>, Pick<Rule, 'must' | 'example' | 'fits'>>> = {
  // azd keeps an output of the template as Bicep writes it, with a capital letter.
  flag: { must: 'be true or false', example: 'true', fits: (text) => /^(true|false)$/i.test(text) },
  whole: { must: 'be a whole number', example: '1', fits: (text) => /^\d{1,9}$/.test(text) },
  list: { must: 'be a list in JSON', example: `'["…"]'`, fits: (text) => isJson(text, Array.isArray) },
  record: {
    must: 'be an object in JSON',
    example: `'{"…":"…"}'`,
    fits: (text) => isJson(text, (value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  },
};

const rules: readonly Rule[] = [
  {
    name: 'AZURE_ENV_NAME',
    purpose: 'the name of the environment',
    must: 'have 1 to 20 letters, digits and hyphens, since names of groups and roles begin with it',
    example: 'research',
    fits: (text) => /^[a-z0-9][a-z0-9-]{0,19}$/i.test(text),
    needed: always,
  },
  {
    name: 'AZURE_LOCATION',
    purpose: 'the region',
    must: 'be the name of a region, in small letters without blanks',
    example: 'westeurope',
    fits: (text) => region.test(text),
    needed: always,
  },
  {
    name: 'AZURE_SUBSCRIPTION_ID',
    purpose: 'the subscription',
    must: 'be the id of a subscription (a GUID)',
    example: '00000000-0000-0000-0000-000000000000',
    fits: (text) => guid.test(text),
    needed: always,
  },
  {
    name: 'CONTACT',
    purpose: 'who gets the alerts of operation and of security',
    must: 'be one mail address',
    example: 'operators@hospital.org',
    fits: (text) => mailAddress.test(text),
    needed: always,
  },
  {
    name: 'SMTP_HOST',
    purpose: 'the server that mails are sent by',
    must: 'be a host name without scheme or port, and not the one of an example',
    example: 'smtp.hospital.org',
    fits: (text) => hostName.test(text) && !/(^|\.)example\.(org|com|net)$/i.test(text),
    needed: ownServer,
  },
  {
    name: 'SMTP_USER',
    purpose: 'the name that Sallyport signs in to that server with',
    must: 'be one word',
    example: 'sallyport@hospital.org',
    fits: (text) => /^\S+$/.test(text),
    needed: ownServer,
  },
  {
    name: 'MAIL_FROM',
    purpose: 'the sender of mails',
    must: 'be a mail address, or a name and <address>',
    example: "'Sallyport <sallyport@hospital.org>'",
    fits: (text) => mailAddress.test(/^[^<>\r\n]*<([^<>]+)>$/.exec(text)?.[1] ?? text),
    needed: ownServer,
  },
  {
    name: 'SMTP_PORT',
    purpose: 'the port of the mail server',
    must: 'be the number of a port, and not 25, which Azure lets nobody use',
    example: '587',
    fits: (text) => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536 && Number(text) !== 25,
    needed: never,
  },
  {
    name: 'SMTP_SECURITY',
    purpose: 'how the way to the mail server is encrypted',
    example: 'starttls',
    needed: never,
    ...oneOf('starttls', 'tls'),
  },
  ...(['MAIL_PER_MINUTE', 'MAIL_PER_HOUR'] as const).map((name) => ({
    name,
    purpose: 'how many mails the mail server takes',
    must: `be a whole number from 1 to ${mostMails[name]}`,
    example: String(mostMails[name]),
    fits: (text: string) => /^\d{1,4}$/.test(text) && Number(text) > 0 && Number(text) <= mostMails[name],
    needed: never,
  })),
  {
    name: 'SMTP_PASSWORD',
    purpose: 'the password of the mail server, which goes into the vault',
    must: 'be more than blanks',
    // azd asks for what is not given, so that it stands in no history of a shell.
    example: '',
    fits: always,
    // Once there is a vault, an empty one means that the vault keeps what it has.
    needed: isFirst,
  },
  {
    name: 'DEPLOYER_ADDRESS',
    purpose: 'the only address that may upload the code',
    must: 'be the public IPv4 address that you deploy from',
    example: '$(curl -s https://api.ipify.org)',
    fits: (text) => isIPv4(text) && !notPublic.check(text),
    needed: always,
  },
  {
    name: 'VPN_AUDIENCE',
    purpose: 'the application that lets people into the VPN',
    must: 'be a client id (a GUID)',
    example: '00000000-0000-0000-0000-000000000000',
    fits: (text) => guid.test(text),
    needed: (settings) => given(settings, 'ACCESS') === 'vpn',
  },
  {
    name: 'SECOND_COPY_LOCATION',
    purpose: 'the region of the second copy',
    must: 'be the name of a region, in small letters without blanks',
    example: 'northeurope',
    fits: (text) => region.test(text),
    needed: (settings) => given(settings, 'SECOND_COPY_SUBSCRIPTION') !== undefined,
  },
  {
    name: 'SECOND_COPY_SUBSCRIPTION',
    purpose: 'the subscription of the second copy',
    must: 'be the id of a subscription (a GUID)',
    example: '00000000-0000-0000-0000-000000000000',
    fits: (text) => guid.test(text),
    needed: never,
  },
  {
    name: 'BUDGET_START',
    purpose: 'the month that the budget begins with',
    must: 'be the first day of a month, as 2027-01-01',
    example: '""',
    fits: (text) => /^\d{4}-(0[1-9]|1[0-2])-01$/.test(text),
    needed: never,
  },
];

/** What is wrong with the settings, one text each: which one, what for, which rule, which value and what to type. */
export function settingProblems(settings: Settings, parameters: readonly Parameter[]): string[] {
  return [...rules, ...parameters.flatMap(rulesOf)].flatMap(({ name, purpose, must, example, fits, needed }) => {
    const value = given(settings, name);
    const advice = `It must ${must}. Run: azd env set ${name} ${example}`.trimEnd();
    if (value === undefined) return needed(settings) ? [`${name} is not set (${purpose}). ${advice}`] : [];
    return fits(value) ? [] : [`${name} is '${value}' (${purpose}). ${advice}`];
  });
}

/** The template says what each parameter may be, and its file how each setting is read. */
const rulesOf = ({ name, values, settings }: Parameter): Rule[] =>
  settings.flatMap(({ name: setting, kind }) => {
    const rule = kind === 'text' ? oneOfFew(values) : kinds[kind];
    return rule === undefined ? [] : [{ name: setting, purpose: `the parameter ${name}`, needed: never, ...rule }];
  });

const oneOfFew = (values: readonly string[]) =>
  values.length === 0 ? undefined : { example: values[0] ?? '', ...oneOf(...values) };
