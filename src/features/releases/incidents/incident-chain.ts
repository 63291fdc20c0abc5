import { incidentChain, note } from '../../../domain/audit/audit-event.ts';
import type { AuditKind } from '../../../domain/audit/audit-kinds.ts';
import { type AuditEvent, eventIn } from '../../../domain/audit/chain-line.ts';
import { NotFound } from '../../../domain/base/errors.ts';
import { digestOfAct } from '../../../domain/base/second-operator.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Clock } from '../../../ports/ports.ts';
import { ConflictError } from '../../../ports/records.ts';
import { type Incident, incidentsIn } from '../domain/incident.ts';

export interface ChainPorts {
  readonly audit: Pick<AuditLog, 'append' | 'lines'>;
  readonly clock: Clock;
}

/** A line to write. */
export interface IncidentLine {
  readonly kind: AuditKind;
  readonly actor: string;
  readonly data: AuditEvent['data'];
}

/** All incidents, the newest first: their chain is the only store of them, so that nothing has to come back from it. */
export async function readIncidents(audit: Pick<AuditLog, 'lines'>): Promise<readonly Incident[]> {
  const events: AuditEvent[] = [];
  for await (const line of audit.lines(incidentChain)) {
    const event = eventIn(line);
    if (event !== undefined) events.push(event);
  }
  return incidentsIn(events);
}

/** Throws NotFound. */
export async function findIncident(audit: Pick<AuditLog, 'lines'>, id: string): Promise<Incident> {
  const found = (await readIncidents(audit)).find((one) => one.id === id);
  if (found === undefined) throw new NotFound(`There is no incident ${id}`);
  return found;
}

/**
 * Writes lines that follow on what was read of the incident. The chain takes one line of a number: throws ConflictError where somebody else
 * wrote it since.
 */
export async function writeLines(
  { audit, clock }: ChainPorts,
  { id, revision }: Pick<Incident, 'id' | 'revision'>,
  lines: readonly IncidentLine[],
): Promise<void> {
  const at = clock.now();
  const events = lines.map(({ kind, actor, data }, index) => {
    const digest = digestOfAct([kind, actor, data]);
    return note(incidentChain, { id: `${id}.${revision + 1 + index}`, at, kind, actor, data: { ...data, digest } });
  });
  try {
    await audit.append(incidentChain, events);
  } catch (error) {
    const stands = (await readIncidents(audit)).find((one) => one.id === id);
    if (stands === undefined || stands.revision <= revision) throw error;
    throw new ConflictError(`Somebody else wrote to the incident ${id} since it was read`);
  }
}
