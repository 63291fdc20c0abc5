import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { HostError, messageOf } from './host-error.ts';

/** App settings by name, as they would stand in the configuration of a function app. */
export type Settings = Readonly<Record<string, string>>;

/** The settings of an environment, as a function app sees its app settings. */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

const settingsFile = z.object({ Values: z.record(z.string(), z.string()) });

/** Reads a settings file of the form `{"Values": {"NAME": "text"}}`; throws HostError when it is not one. */
export function readSettings(file: string): Settings {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new HostError('settings', `The settings file ${file} cannot be read as JSON: ${messageOf(error)}`);
  }
  const parsed = settingsFile.safeParse(content);
  if (parsed.success) return parsed.data.Values;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`);
  throw new HostError(
    'settings',
    `The settings file ${file} must be {"Values": {"NAME": "text"}}. ${problems.join('; ')}`,
  );
}

/** Replaces `%NAME%` by the setting of that name, as the Functions host does in bindings; an unknown name throws HostError. */
export function resolveExpression(text: string, settings: Settings, where: string): string {
  return text.replace(/%([^%]+)%/g, (_match, name: string) => {
    const value = settings[name];
    if (value === undefined)
      throw new HostError('settings', `${where}: '%${name}%' does not resolve, add the setting ${name}.`);
    return value;
  });
}
