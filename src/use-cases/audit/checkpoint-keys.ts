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
export async function checkpointSigners(
  { secrets }: Pick<Ports, 'secrets'>,
  settings: LogSettings,
): Promise<readonly NoteSigner[]> {
  const name = originOf(settings);
  return (await secrets.versions(secret)).map((text) => ({ name, jwk: parseSigningKey(secret, text) }));
}

export async function checkpointKeys(
  ports: Pick<Ports, 'secrets'>,
  settings: LogSettings,
): Promise<readonly NoteKey[]> {
  return (await checkpointSigners(ports, settings)).map(noteKeyOf);
}
