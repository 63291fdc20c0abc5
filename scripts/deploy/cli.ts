import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** Runs a command line tool and gives what it printed. Throws with the tool's own message when it fails, and when the signal ends it. */
export type Cli = (program: 'az' | 'azd', args: readonly string[], signal?: AbortSignal) => Promise<string>;

/** The tools as they are installed. On Windows they are command files, which need a shell to start. */
export const installedCli: Cli = async (program, args, signal) => {
  const shell = process.platform === 'win32';
  const command: [string, string[]] = shell ? [windowsCommandLine(program, args), []] : [program, [...args]];
  try {
    const { stdout } = await run(...command, { shell, signal, maxBuffer: 16 * 1024 * 1024 });
    return stdout.trim();
  } catch (error) {
    throw new Error(whyItFailed(program, args, error), { cause: error });
  }
};

const installation = { az: 'https://aka.ms/azure-cli', azd: 'https://aka.ms/azd-install' };
const signIn = { az: 'az login', azd: 'azd auth login' };

/** What to do about a tool that is missing, that nobody signed in to, or that failed: in its own words, without its arguments' values. */
function whyItFailed(program: 'az' | 'azd', args: readonly string[], error: unknown): string {
  const { code, stderr } = z
    .object({ code: z.unknown(), stderr: z.string().catch('') })
    .catch({ code: '', stderr: '' })
    .parse(error);
  if (code === 'ENOENT' || /is not recognized as an internal or external command/.test(stderr))
    return `${program} is not installed, or not on the PATH: ${installation[program]}`;
  if (stderr.includes(signIn[program])) return `${program} is not signed in. Run: ${signIn[program]}`;
  const said = stderr.trim() === '' ? `it ended with ${String(code)}` : stderr.trim();
  const command = args.slice(
    0,
    Math.max(
      1,
      args.findIndex((word) => word.startsWith('-')),
    ),
  );
  return `${program} ${command.join(' ')} failed: ${said}`;
}

/** One line for the shell of Windows, which splits at blanks and knows no single quotes. Throws for what no quoting keeps from it. */
export function windowsCommandLine(program: string, args: readonly string[]): string {
  const quoted = args.map((word) => {
    if (/[%\r\n]/.test(word)) throw new Error(`The shell of Windows would change the argument ${JSON.stringify(word)}`);
    return /^[\w./:@=-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
  });
  return [program, ...quoted].join(' ');
}

/** Sends a request to Azure with the caller's sign-in. The body goes through a file that only the caller can read, since it may hold a secret. */
export async function rest(cli: Cli, method: 'PUT' | 'PATCH' | 'POST', url: string, body: unknown): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-deploy-'));
  const file = join(folder, 'body.json');
  try {
    writeFileSync(file, JSON.stringify(body), { mode: 0o600 });
    await cli('az', ['rest', '--method', method, '--url', url, '--body', `@${file}`, '--output', 'none']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Address of a resource at Resource Manager. `resource` is its path below a group's providers, such as `Microsoft.KeyVault/vaults/kv-x/secrets`. */
export function resourceUrl(deployed: Deployed, group: string, resource: string, apiVersion: string): string {
  const scope = `/subscriptions/${deployed.AZURE_SUBSCRIPTION_ID}/resourceGroups/${group}`;
  return `https://management.azure.com${scope}/providers/${resource}?api-version=${apiVersion}`;
}

/** Asks az for JSON and parses it; an empty answer is null. */
export async function ask<Schema extends z.ZodType>(
  cli: Cli,
  schema: Schema,
  args: readonly string[],
): Promise<z.output<Schema>> {
  const text = await cli('az', [...args, '--output', 'json']);
  return schema.parse(text === '' ? null : JSON.parse(text));
}

const environmentSchema = z.object({
  AZURE_ENV_NAME: z.string().min(1),
  AZURE_LOCATION: z.string().min(1),
  AZURE_SUBSCRIPTION_ID: z.guid(),
  ACCESS: z.enum(['desktop', 'bastion', 'vpn', 'none']).default('desktop'),
});

const outputsSchema = environmentSchema.extend({
  AZURE_TENANT_ID: z.guid(),
  ENTRA_CLIENT_ID: z.guid(),
  CONTROL_RESOURCE_GROUP: z.string(),
  SECURE_RESOURCE_GROUP: z.string(),
  FUNCTION_APP_NAME: z.string(),
  PUBLIC_URL: z.url(),
  DATA_FACTORY_NAME: z.string(),
  DATA_ACCOUNTS: z.string().transform((names) => names.split(' ')),
  CONTROL_ACCOUNT: z.string(),
  SECURE_ACCOUNT: z.string(),
  KEY_VAULT_NAME: z.string(),
  CONTROL_PRINCIPAL_ID: z.guid(),
  LOCK_IMMUTABILITY: z.string().transform((text) => text.toLowerCase() === 'true'),
  LEFT_ALONE: z.string().optional(),
  ROOM_APP_NAME: z.string().optional(),
  ROOM_URL: z.url().optional(),
  ROOM_VAULT_NAME: z.string().optional(),
  ROOM_PRINCIPAL_ID: z.guid().optional(),
  ROOM_CLIENT_ID: z.guid().optional(),
  SMTP_PASSWORD: z.string().optional(),
  DEPLOYER_ADDRESS: z.ipv4().optional(),
});

/** What azd knows before it provisions. */
export type Environment = z.infer<typeof environmentSchema>;
/** What azd knows afterwards: the outputs of infra/main.bicep. */
export type Deployed = z.infer<typeof outputsSchema>;

/** The reading room as it was deployed. */
const roomSchema = z.object({
  app: z.string(),
  url: z.string(),
  vault: z.string(),
  principalId: z.string(),
  clientId: z.string(),
});
export type DeployedRoom = z.infer<typeof roomSchema>;

/** The reading room; undefined where there is none. Throws a zod error that names what is missing of one. */
export function roomOf(deployed: Deployed): DeployedRoom | undefined {
  if (deployed.ROOM_APP_NAME === undefined) return undefined;
  return roomSchema.parse({
    app: deployed.ROOM_APP_NAME,
    url: deployed.ROOM_URL,
    vault: deployed.ROOM_VAULT_NAME,
    principalId: deployed.ROOM_PRINCIPAL_ID,
    clientId: deployed.ROOM_CLIENT_ID,
  });
}

/** The settings that a hook reads, by name: what azd knows by itself, what people set, and the outputs of infra/main.bicep. */
export const settingsOfHooks: readonly string[] = Object.keys(outputsSchema.shape);

/** What azd hands to a hook; for somebody who runs the hook by hand, what azd knows about its current environment. */
export async function azdSettings(cli: Cli, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (env['AZURE_ENV_NAME']) return env;
  const text = await cli('azd', ['env', 'get-values', '--output', 'json']);
  return { ...z.record(z.string(), z.string()).parse(JSON.parse(text)), ...env };
}

/** Reads what azd knows before it provisions. Throws a zod error that names what is missing. */
export const readEnvironment = (settings: NodeJS.ProcessEnv): Environment => environmentSchema.parse(given(settings));
/** Reads the outputs of the deployment. Throws a zod error that names what is missing. */
export const readDeployed = (settings: NodeJS.ProcessEnv): Deployed => outputsSchema.parse(given(settings));

/** A setting that was set to nothing counts as not given. */
function given(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
}
