import { readFileSync } from 'node:fs';
import { type Cli, type Deployed, readDeployed } from '../../../scripts/deploy/cli.ts';

export const guid = (digit: string): string => `00000000-0000-4000-8000-${digit.repeat(12)}`;
/** What azd knows after the first deployment. */
export const outputs = {
  AZURE_ENV_NAME: 'research',
  AZURE_LOCATION: 'westeurope',
  AZURE_SUBSCRIPTION_ID: guid('1'),
  AZURE_TENANT_ID: guid('2'),
  ENTRA_CLIENT_ID: guid('3'),
  CONTROL_RESOURCE_GROUP: 'rg-control',
  SECURE_RESOURCE_GROUP: 'rg-secure',
  FUNCTION_APP_NAME: 'func-x',
  PUBLIC_URL: 'https://func-x.azurewebsites.net',
  DATA_FACTORY_NAME: 'adf-x',
  DATA_ACCOUNTS: 'stpubx stsecx',
  CONTROL_ACCOUNT: 'stctlx',
  SECURE_ACCOUNT: 'stsecx',
  KEY_VAULT_NAME: 'kv-x',
  CONTROL_PRINCIPAL_ID: guid('4'),
  LOCK_IMMUTABILITY: 'True',
};
export const deployed = (more: NodeJS.ProcessEnv = {}): Deployed => readDeployed({ ...outputs, ...more });

/** Answers by the first words of a command; remembers every command and every body that was sent. */
export function script(answers: Readonly<Record<string, unknown>>) {
  const said: string[] = [];
  const bodies: unknown[] = [];
  const cli: Cli = async (program, args) => {
    const line = [program, ...args].join(' ');
    said.push(line);
    const body = args.find((word) => word.startsWith('@'));
    if (body) bodies.push(JSON.parse(readFileSync(body.slice(1), 'utf8')));
    const key = Object.keys(answers).find((start) => line.startsWith(start));
    return key === undefined ? '' : JSON.stringify(answers[key]);
  };
  return { cli, said, bodies };
}
