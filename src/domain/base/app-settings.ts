import { z } from 'zod';

/** An address without a trailing slash. A query or user name is refused: an address with a key in it would be a secret in the settings. */
export const address = z
  .url({ protocol: /^https$/, error: 'must be an address that starts with https://' })
  .refine((text) => !/[?#@]/.test(text), 'must be a plain address: no key, query or user name in it')
  .transform((text) => text.replace(/\/+$/, ''));

export const clientId = z.guid('must be a client id (a GUID)');

export const issuer = z
  .url({ protocol: /^https$/, error: 'must be an address that starts with https://' })
  .regex(/\/[0-9a-f-]{36}\//i, 'must hold the tenant id, as in https://login.microsoftonline.com/{tenant}/v2.0');

/** Under which address people reach an app; without a trailing slash. */
export const publicAddress = z
  .url({ protocol: /^https?$/, error: 'must be the address under which people reach this app' })
  .refine((text) => !/[?#@]/.test(text), 'must be a plain address without query')
  .transform((text) => text.replace(/\/+$/, ''));

/** The first version of the storage services that takes an append of more than 4 MiB, which the lines of one append to the audit may have. */
const firstVersion = '2022-11-02';

/** The version of the storage services that the app asks for. What is newest in one region is refused in another for months. */
export const storageVersion = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/, 'must be a version of the storage services, such as 2026-06-06')
  .refine((version) => version >= firstVersion, `must be ${firstVersion} or a newer version of the storage services`)
  .prefault('2026-06-06');

/** Throws one error that names every setting that is missing or wrong, without its value, since a secret may have been pasted into it. Empty counts as missing. */
export function readSettings<T>(schema: z.ZodType<T>, env: Readonly<Record<string, string | undefined>>): T {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== '');
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const [setting, ...inside] = issue.path.map(String);
    const where = inside.length === 0 ? setting : `${setting} (${inside.join('.')})`;
    const missing = setting !== undefined && !given.some(([key]) => key === setting);
    return `  ${where}: ${missing ? 'is not set' : issue.message}`;
  });
  throw new Error(`The settings of the app are incomplete or wrong:\n${lines.join('\n')}`);
}
