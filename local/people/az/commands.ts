import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { AzureEndpoints } from '../../azure/endpoints.ts';
import { personToken } from '../tokens.ts';
import { required, type TypedCommand, WrongUse } from './words.ts';

/** Who asks which Azure. */
export interface Session {
  readonly azure: AzureEndpoints;
  readonly person: string;
}

interface KnownCommand {
  readonly takes: readonly string[];
  run(session: Session, typed: TypedCommand): Promise<unknown>;
}

const blobOptions = ['--account-name', '--container-name', '--auth-mode'];

/** What the Azure CLI of the laptop knows; each is the real one's, with the options that we use. */
export const commands: Readonly<Record<string, KnownCommand>> = {
  'account get-access-token': { takes: ['--scope', '--resource', '--query', '--output'], run: accessToken },
  'storage blob lease break': {
    takes: [...blobOptions, '--blob-name'],
    run: (session, typed) => blob(session, typed, '--blob-name', 'PUT', 'lease', { 'x-ms-lease-action': 'break' }),
  },
  'storage blob undelete': {
    takes: [...blobOptions, '--name'],
    run: (session, typed) => blob(session, typed, '--name', 'PUT', 'undelete'),
  },
  'storage blob upload': {
    takes: [...blobOptions, '--name', '--file'],
    run: (session, typed) =>
      blob(
        session,
        typed,
        '--name',
        'PUT',
        '',
        { 'x-ms-blob-type': 'BlockBlob' },
        readFileSync(required(typed, '--file')),
      ),
  },
  'keyvault secret recover': { takes: ['--id'], run: (session, typed) => secret(session, typed, 'POST', '/recover') },
  'keyvault secret set-attributes': {
    takes: ['--id', '--enabled'],
    run: (session, typed) =>
      secret(session, typed, 'PATCH', '', { attributes: { enabled: required(typed, '--enabled') === 'true' } }),
  },
};

/** A token for the API of the app, storage or the vault, in the form that was asked for. */
async function accessToken({ azure, person }: Session, { options }: TypedCommand): Promise<unknown> {
  const wanted = options.get('--scope') ?? options.get('--resource') ?? '';
  const audiences = { storage: 'https://storage.azure.com', vault: 'https://vault.azure.net' } as const;
  const resource = wanted.replace(/\/\.default$/, '');
  const known = (['storage', 'vault'] as const).find((audience) => audiences[audience] === resource);
  const isApp = [azure.apiAudience, `api://${azure.clientId}`].includes(resource);
  if (known === undefined && !isApp) throw new WrongUse(`nobody here gives tokens for ${wanted}`);
  return { accessToken: await personToken(azure, person, known ?? 'api'), tokenType: 'Bearer' };
}

/** One request about a blob as the person, without any key. */
async function blob(
  { azure, person }: Session,
  typed: TypedCommand,
  nameOption: '--name' | '--blob-name',
  method: string,
  component: string,
  headers: Readonly<Record<string, string>> = {},
  body?: Buffer,
): Promise<unknown> {
  if (required(typed, '--auth-mode') !== 'login') throw new WrongUse('keys are switched off: use --auth-mode login');
  const account = required(typed, '--account-name');
  const base = z.record(z.string(), z.url()).parse(azure.blobUrls)[account];
  if (base === undefined) throw new Error(`There is no storage account ${account}`);
  const path = [required(typed, '--container-name'), ...required(typed, nameOption).split('/')];
  const query = component === '' ? '' : `?comp=${component}`;
  const token = await personToken(azure, person, 'storage');
  const versioned = { authorization: `Bearer ${token}`, 'x-ms-version': '2023-11-03', ...headers };
  const answer = await fetch(`${base}/${path.map(encodeURIComponent).join('/')}${query}`, {
    method,
    headers: versioned,
    ...(body === undefined ? {} : { body }),
  });
  return await accepted(answer);
}

/** One request about a secret, by its id, as the person. */
async function secret(
  { azure, person }: Session,
  typed: TypedCommand,
  method: string,
  ending: string,
  body?: object,
): Promise<unknown> {
  const id = required(typed, '--id');
  if (!id.startsWith(`${azure.vaultUrl}/`))
    throw new Error(`The vault of this machine is ${azure.vaultUrl}, not that of ${id}`);
  const token = await personToken(azure, person, 'vault');
  const answer = await fetch(`${id}${ending}?api-version=7.5`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return await accepted(answer);
}

async function accepted(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Azure answered ${answer.status}: ${text}`);
  return text === '' ? {} : { status: answer.status };
}
