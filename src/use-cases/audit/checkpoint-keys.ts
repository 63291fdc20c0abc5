import { parseSigningKey } from '../../domain/lifecycle/signing-key.ts';
import { type NoteKey, type NoteSigner, noteKeyOf } from '../../domain/witness/signed-note.ts';
import type { Ports } from '../../ports/ports.ts';

const secret = 'checkpoint-key';

export interface LogSettings {
  readonly publicBaseUrl: string;
}

/** The name of the log of this deployment: where it answers, without the scheme. */
export function originOf({ publicBaseUrl }: LogSettings): string {
  return `${new URL(publicBaseUrl).host}/api/audit`;
}

/** By what checkpoints are signed: each enabled version, so that a key can be changed while witnesses still know the old one. */
export function checkpointSigners(
  ports: Pick<Ports, 'secrets'>,
  settings: LogSettings,
): Promise<readonly NoteSigner[]> {
  return signersNamed(ports, originOf(settings));
}

async function signersNamed({ secrets }: Pick<Ports, 'secrets'>, name: string): Promise<readonly NoteSigner[]> {
  return (await secrets.versions(secret)).map((text) => ({ name, jwk: parseSigningKey(secret, text) }));
}

/** The public keys, as they sign a log of that name. */
export async function keysNamed(ports: Pick<Ports, 'secrets'>, name: string): Promise<readonly NoteKey[]> {
  return (await signersNamed(ports, name)).map(noteKeyOf);
}

export async function checkpointKeys(
  ports: Pick<Ports, 'secrets'>,
  settings: LogSettings,
): Promise<readonly NoteKey[]> {
  return (await checkpointSigners(ports, settings)).map(noteKeyOf);
}
