import { note } from '../../domain/audit/audit-event.ts';
import type { AuditKind } from '../../domain/audit/audit-kinds.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { outcomeOfDrift } from '../../domain/overview/week.ts';
import type { Measurement } from '../../domain/telemetry/metric.ts';
import type { Ports } from '../../ports/ports.ts';
import { describeAction } from '../domain/action.ts';
import type { ComputeEvent } from '../ports/compute.ts';

/**
 * Writes what the reconciler finds and does into the project's audit chain, and counts drift in its week. Every run is its own, so each event
 * gets a fresh id. Drift that is not counted for any reason is no reason to fail: whoever puts the register back counts it again by the audit.
 */
export function recordCompute({
  audit,
  weeks,
  clock,
  random,
  telemetry,
}: Pick<Ports, 'audit' | 'weeks' | 'clock' | 'random' | 'telemetry'>): (event: ComputeEvent) => Promise<void> {
  return async (event) => {
    const parts = { id: random.uuid(), at: clock.now(), kind: kinds[event.type], data: dataOf(event) };
    const line = note(event.project, parts);
    await audit.append(event.project, [line]);
    for (const measurement of measureDrift(event)) telemetry.measure(measurement);
    const ending = outcomeOfDrift(line);
    if (ending) await weeks.count(event.project, [ending]).catch(() => undefined);
  };
}

function measureDrift({ type, project }: ComputeEvent): Measurement[] {
  const change = { 'compute-drift-found': 'found', 'compute-drift-mended': 'mended' }[String(type)];
  if (change === undefined) return [];
  const attributes = { 'sallyport.project': project, 'sallyport.change': change };
  return [{ metric: 'sallyport.compute.drift', value: 1, attributes }];
}

const kinds: Readonly<Record<ComputeEvent['type'], AuditKind>> = {
  'compute-drift-found': 'compute.drift-found',
  'compute-drift-mended': 'compute.drift-mended',
  'compute-intent': 'compute.intent',
  'compute-outcome': 'compute.outcome',
  'compute-stopped': 'compute.stopped',
};

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
