import { readParameters } from '../../deploy/parameters.ts';
import { settingProblems } from '../../deploy/setting-rules.ts';

/** What makes a trial of a deployment, as docs/deploy.md has it. */
export const trialSettings: Readonly<Record<string, string>> = {
  FIREWALL: 'false',
  ACCESS: 'none',
  MACHINE_LEARNING: 'false',
  SENTINEL: 'false',
  SCANNED_GIGABYTES: '0',
  ZONES: '[]',
  STORAGE_SKU: 'Standard_LRS',
  AUDIT_DAYS: '1',
  DATASET_DAYS: '1',
};

/** Whom the trial is for. */
export interface Person {
  /** Gets the alerts. */
  readonly contact: string;
  /** The public address that the code is sent from. */
  readonly address: string;
}

/** The project whose owner the person is. */
export const project = 'verify';

/** A mail server that there is not: the trial sends no mail, and its alerts do not go by it. */
const mail = {
  SMTP_HOST: 'mail.invalid',
  SMTP_USER: 'verify@mail.invalid',
  SMTP_PASSWORD: 'no-server',
  MAIL_FROM: 'verify@mail.invalid',
} as const;

/** What the look before a deployment would refuse of it, so that nothing is made for it before. */
export function trialProblems(
  person: Person,
  at: { readonly name: string; readonly region: string; readonly subscription: string },
): readonly string[] {
  const known = { AZURE_ENV_NAME: at.name, AZURE_LOCATION: at.region, AZURE_SUBSCRIPTION_ID: at.subscription };
  return settingProblems({ ...known, ...settingsOf(person, '') }, readParameters());
}

/** Every setting of the trial. `group` is the group in Entra that holds the person alone. */
export const settingsOf = ({ contact, address }: Person, group: string): Readonly<Record<string, string>> => ({
  ...trialSettings,
  ...mail,
  CONTACT: contact,
  DEPLOYER_ADDRESS: address,
  PROJECTS: JSON.stringify([{ id: project, owners: group }]),
});
