import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const shape = z.strictObject({ person: z.string(), stateFolder: z.string() });

/** Who is signed in, and the folder of the stack whose Azure is meant. */
export type SignedIn = z.infer<typeof shape>;

/** Where the Azure CLI keeps who is signed in, unless AZURE_CONFIG_DIR says otherwise. */
const usualFolder = resolve(import.meta.dirname, '../../../.local/az');

/** The folder in which the sign-in is kept. */
export function configFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['AZURE_CONFIG_DIR'] ?? usualFolder;
}

/** Keeps who is signed in. */
export function keepSignIn(folder: string, signedIn: SignedIn): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'signed-in.json'), JSON.stringify(signedIn), { mode: 0o600 });
}

/** Who is signed in. Throws, in the words of the Azure CLI, when nobody is. */
export function readSignIn(folder: string): SignedIn {
  try {
    return shape.parse(JSON.parse(readFileSync(join(folder, 'signed-in.json'), 'utf8')));
  } catch (error) {
    throw new Error("Please run 'az login' to setup account.", { cause: error });
  }
}
