import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { messageOf } from '../domain/base/errors.ts';
import { Complaint } from './complaint.ts';
import { exitCodes } from './exit-codes.ts';
import type { Surroundings } from './surroundings.ts';

export interface Access {
  /** Without /api at its end. */
  readonly url: string;
  /** Missing where nobody signs in. */
  readonly token?: string;
}

export interface AccessAsked {
  readonly url?: string | undefined;
  readonly as?: string | undefined;
}

/**
 * Finds the API and a token for it. `--as` takes a person of the stack on this machine, else the token stands in SALLYPORT_TOKEN, else the
 * Azure CLI gives that of its user. Throws Complaint that says what to do.
 */
export async function signIn(surroundings: Surroundings, asked: AccessAsked): Promise<Access> {
  const { url } = await addressOf(surroundings, asked);
  return { url, token: await tokenFor(surroundings, asked) };
}

/** Only the address, for what everybody may ask. */
export async function addressOf(surroundings: Surroundings, asked: AccessAsked): Promise<Access> {
  const named = asked.url ?? surroundings.environment['SALLYPORT_URL'];
  const known = asked.as === undefined ? deploymentOf(surroundings).url : undefined;
  const other = ' Of a deployment, name the address with --url or SALLYPORT_URL.';
  return { url: checked(named ?? known ?? (await ofStack(surroundings.people.url(), other))) };
}

async function tokenFor(surroundings: Surroundings, { as }: AccessAsked): Promise<string> {
  const { environment } = surroundings;
  if (as !== undefined) return await ofStack(surroundings.people.tokenOf(as));
  if (environment['SALLYPORT_TOKEN']) return environment['SALLYPORT_TOKEN'];
  const clientId = environment['SALLYPORT_CLIENT_ID'] ?? deploymentOf(surroundings).clientId;
  if (clientId === undefined)
    throw new Complaint(
      exitCodes.unreachable,
      'It is not clear who you are. On a laptop say --as operator while npm start runs. Of a deployment set SALLYPORT_CLIENT_ID to the client id that people sign in to and run az login, or put a token into SALLYPORT_TOKEN.',
    );
  return await tokenOfAzureCli(surroundings, clientId);
}

/** What the stack on this machine says, else a complaint about what it lacks. */
async function ofStack(answer: Promise<string>, advice = ''): Promise<string> {
  return await answer.catch((error: unknown) => {
    throw new Complaint(exitCodes.unreachable, `${messageOf(error)}${advice}`);
  });
}

async function tokenOfAzureCli({ program }: Surroundings, clientId: string): Promise<string> {
  const words = ['account', 'get-access-token', '--scope', `api://${clientId}/.default`];
  try {
    return (await program('az', [...words, '--query', 'accessToken', '--output', 'tsv'])).trim();
  } catch (error) {
    const failed = failedProgram.safeParse(error);
    const isMissing = failed.success && failed.data.code === 'ENOENT';
    const said = failed.success ? failed.data.stderr?.trim().split('\n')[0] : undefined;
    const why = isMissing ? 'it is not installed here' : (said ?? messageOf(error));
    throw new Complaint(
      exitCodes.unreachable,
      `The Azure CLI gave no token: ${why.replace(/\.$/, '')}. Run az login, or put a token into SALLYPORT_TOKEN.`,
    );
  }
}

const failedProgram = z.object({ code: z.union([z.string(), z.number()]), stderr: z.string().optional() });

/** A token must not travel where others can read it. Throws Complaint. */
function checked(text: string): string {
  const url = URL.parse(text);
  const isHere = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere))
    return url.href.replace(/\/+$/, '').replace(/\/api$/, '');
  throw new Complaint(
    exitCodes.wrongUse,
    `The address '${text}' is none that a token may go to: it begins with https:// (on this machine http:// will do).`,
  );
}

const chosenEnvironment = z.object({ defaultEnvironment: z.string() });

/** What azd keeps of the environment that is current in the clone, or that AZURE_ENV_NAME names. */
function deploymentOf({ clone, environment }: Surroundings) {
  const folder = join(clone, '.azure');
  const chosen = read(join(folder, 'config.json'));
  const name =
    environment['AZURE_ENV_NAME'] ??
    (chosen === undefined ? undefined : chosenEnvironment.safeParse(JSON.parse(chosen)).data?.defaultEnvironment);
  const text = name === undefined ? undefined : read(join(folder, name, '.env'));
  const { PUBLIC_URL: url, ENTRA_CLIENT_ID: clientId } = parseEnv(text ?? '');
  return { url, clientId };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
