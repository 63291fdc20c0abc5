import type { OperationKey } from '../domain/operation.ts';
import { type Left, nextOfRetraction, type RetractionStep } from '../domain/retraction.ts';
import type { Ports } from '../ports/ports.ts';
import { endTrouble } from './note-trouble.ts';
import { requireOperation } from './operations.ts';
import { targetSpot } from './places.ts';

/** What a retraction does next; `stopped`: an operator wants it to end. */
export type RetractionLook = RetractionStep | { readonly kind: 'stopped'; readonly message: string };

/** Lists what is left of a retracted version, also what can still be restored, and says what to do next. */
export async function lookAtRetraction(
  ports: Pick<Ports, 'register' | 'versions' | 'audit' | 'clock'>,
  key: OperationKey,
): Promise<RetractionLook> {
  const { value } = await requireOperation(ports.register, key);
  if (value.stop) return { kind: 'stopped', message: value.stop.message };
  const { folder } = targetSpot(value, 'ingress-copy');
  const left = await countLeft(ports, `${folder}/`);
  await endTrouble(ports, value);
  return nextOfRetraction(value, left, ports.clock.now());
}

async function countLeft({ versions }: Pick<Ports, 'versions'>, prefix: string): Promise<Left> {
  let [current, all] = [0, 0];
  for await (const { isCurrent } of versions.all(prefix)) {
    all += 1;
    if (isCurrent) current += 1;
  }
  return { current, all };
}
