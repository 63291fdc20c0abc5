import type { Door } from '../../domain/base/door.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { type Started, type StartPorts, startOperation } from './start-operation.ts';

/**
 * Takes the news of an uploaded blob, from an event or from the sweep: opens its operation when none is open, starts the
 * orchestration, and wakes a waiting one only for the marker. May be repeated; a start that got lost is made up for by the sweep.
 */
export async function announceUpload(
  ports: StartPorts,
  workflows: Workflows,
  upload: { readonly door: Door; readonly path: string; readonly isNext?: boolean },
): Promise<Started> {
  const started = await startOperation(ports, upload);
  if (started.kind === 'started') await workflows.start(upload.door, started.key.id, started.key);
  if (started.kind === 'open' && started.marker) await workflows.wake(started.key.id);
  return started;
}
