import type { RemarkStore } from '../../../ports/remarks.ts';
import { type PersonNamePorts, seenName } from '../../../use-cases/people/person-name.ts';
import { keptText } from '../../../use-cases/review/kept-text.ts';
import { type Incident, lapsesAt, type Step, stateOf } from '../domain/incident.ts';
import { clocksOf, dueAt, markOf } from '../domain/incident-clocks.ts';
import type { ShownIncident } from '../domain/incident-schema.ts';

export type ShowPorts = PersonNamePorts & { readonly remarks: Pick<RemarkStore, 'kept'> };

/** An incident with the names of people, the state of its clocks and the texts of its notes. */
export async function showIncident(ports: ShowPorts, incident: Incident, now: Date): Promise<ShownIncident> {
  const { id, severity, by, reason, awareAt, scope, takeBack, confirmed, contained, closed, asked } = incident;
  const name = async (oid: string) => await seenName(ports, { oid });
  const named = async <Of extends Step>(step: Of | null) => step && { ...step, name: await name(step.by) };
  const wanted = asked && {
    ...{ act: asked.act, clock: asked.clock ?? null, awareAt: asked.awareAt ?? null },
    ...{ by: asked.by, name: await name(asked.by), at: asked.at, reason: asked.reason },
  };
  const clocks = clocksOf(incident).map(async (clock) => {
    const whom = incident.clocks[clock] ?? '';
    const met = incident.met.get(clock) ?? null;
    const mark = met === null ? markOf(incident, clock, now) : null;
    const said = whom === '' ? {} : { whom };
    return { name: clock, ...said, due: dueAt(incident, clock).toISOString(), mark, met: await named(met) };
  });
  return {
    ...{ id, state: stateOf(incident, now), severity, by, name: await name(by), reason },
    ...{ openedAt: incident.at, awareAt, scope, takeBack },
    lapsesAt: lapsesAt(incident)?.toISOString() ?? null,
    ...{ confirmed: await named(confirmed), contained: await named(contained), closed: await named(closed) },
    ...{ clocks: await Promise.all(clocks), asked: wanted, notes: await notesOf(ports, incident, name) },
  };
}

async function notesOf({ remarks }: ShowPorts, { id, notes }: Incident, name: (oid: string) => Promise<string>) {
  return await Promise.all(
    notes.map(async ({ by, at, digest }) => {
      return { by, name: await name(by), at, text: await keptText(remarks, id, digest) };
    }),
  );
}
