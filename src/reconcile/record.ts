import { note } from '../domain/audit-event.ts';
import type { AuditEvent } from '../domain/chain-line.ts';
import { describeAction } from '../domain/compute/action.ts';
import type { ComputeEvent } from '../ports/compute.ts';
import type { Ports } from '../ports/ports.ts';

/** Writes what the reconciler finds and does into the project's audit chain. Every run is its own, so each event gets a fresh id. */
export function recordCompute({
  audit,
  clock,
  random,
}: Pick<Ports, 'audit' | 'clock' | 'random'>): (event: ComputeEvent) => Promise<void> {
  return async (event) => {
    const kind = event.type.replace('-', '.');
    const line = note(event.project, { id: random.uuid(), at: clock.now(), kind, data: dataOf(event) });
    await audit.append(event.project, [line]);
  };
}

function dataOf(event: ComputeEvent): AuditEvent['data'] {
  switch (event.type) {
    case 'compute-drift-found':
      return { drift: event.drift, reason: event.reason };
    case 'compute-drift-mended':
      return { drift: event.drift };
    case 'compute-intent':
      return { action: describeAction(event.action), digest: event.digest };
    case 'compute-outcome':
      return { action: describeAction(event.action), digest: event.digest, error: event.error ?? null };
    case 'compute-stopped':
      return { reason: event.reason, digest: event.digest };
  }
}
