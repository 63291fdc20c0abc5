import { everyProject, type Hold, holdOf, holdText } from '../domain/hold.ts';
import type { Operation } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { requireOperation, rewrite } from './operations.ts';
import type { FlowSettings } from './settings.ts';
import { isStopped, type TransferKey } from './transfer-rows.ts';

export type HoldPorts = Pick<Ports, 'holds' | 'clock'>;

/** The hold that keeps the project now. Throws when that cannot be read: then nothing may begin. */
export async function readHold({ holds, clock }: HoldPorts, project: string): Promise<Hold | undefined> {
  const found = await Promise.all([holds.get(project), holds.get(everyProject)]);
  return holdOf(
    found.flatMap((stored) => (stored === undefined ? [] : [stored.value])),
    project,
    clock.now(),
  );
}

/** Reads whether the operation is kept by a hold, and lets its row say so. */
export async function isHeld(ports: HoldPorts & Pick<Ports, 'register'>, operation: Operation): Promise<boolean> {
  const found = await readHold(ports, operation.project);
  const text = found && holdText(found);
  if (operation.hold !== text) {
    await rewrite(ports.register, operation, ({ hold: _before, ...rest }) => {
      return text === undefined ? rest : { ...rest, hold: text };
    });
  }
  return found !== undefined;
}

/** Between two looks whether a hold has ended; a multiple of the first pause between two looks at a run. */
const calm = 6;

/** Whether the operation has to wait for the end of a hold that keeps the step from beginning. One that is to stop waits for nothing. */
export async function lookAtHold(
  ports: HoldPorts & Pick<Ports, 'register'>,
  { transferPollSeconds }: Pick<FlowSettings, 'transferPollSeconds'>,
  { key, step }: TransferKey,
): Promise<{ readonly held: boolean; readonly waitSeconds: number }> {
  const { value } = await requireOperation(ports.register, key);
  const held = !isStopped(value, step) && (await isHeld(ports, value));
  return { held, waitSeconds: calm * transferPollSeconds };
}
