import { receiptKeys } from '../../../activities/lifecycle/receipts.ts';
import { incidentChain, isOfSystem, systemChain } from '../../../domain/audit/audit-event.ts';
import { type AuditEvent, eventIn } from '../../../domain/audit/chain-line.ts';
import { auditSentence } from '../../../domain/history/audit-sentence.ts';
import { departuresOf } from '../../../domain/lifecycle/departures.ts';
import type { Somebody } from '../../../domain/people/people.ts';
import type { Project } from '../../../domain/project/project.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Ports } from '../../../ports/ports.ts';
import { type NamesPorts, readNames } from '../../../use-cases/people/known-names.ts';
import { blindVisibility } from '../../../use-cases/review/blind-visibility.ts';
import type { Incident } from '../domain/incident.ts';
import { keyIn, touchedBy } from '../domain/incident-schema.ts';
import { type ReleasePorts, readRelease } from '../read-release.ts';
import { openedBy } from '../trace/opened-by.ts';

export type TimelinePorts = NamesPorts &
  Pick<Ports, 'register' | 'decisions' | 'projects'> & { readonly audit: Pick<AuditLog, 'lines' | 'newest'> };

/** Lines of a project that are looked through, from its last back, and the most that are shown. */
const linesOfProject = 20_000;
const mostShown = 300;

/** What the audit tells about an incident, in sentences. Nothing of it is stored. */
export async function timelineOf(ports: TimelinePorts, caller: Somebody, incident: Incident) {
  const { events, isWhole } = await eventsOfIncident(ports, caller, incident);
  const names = await readNames(ports);
  const items = events.map((event) => {
    const { at, project, kind } = event;
    return { at, project: isOfSystem(project) ? null : project, kind, text: auditSentence(event, names).text };
  });
  return { items, isWhole };
}

/** Its own lines, and those of its projects about what it names, oldest first, as far as whoever asks may see them. */
export async function eventsOfIncident(ports: TimelinePorts, caller: Somebody, incident: Incident) {
  const events = await Array.fromAsync(ownEvents(ports.audit, incident));
  events.push(...(await Array.fromAsync(tracesIn(ports.audit, incident))));
  let isWhole = true;
  const definitions = new Map<string, Project>();
  for (const project of touchedBy(incident.scope)) {
    const found = await ports.projects.find(project);
    if (found !== undefined && 'value' in found) definitions.set(project, found.value);
    let count = 0;
    for await (const event of eventsOf(ports.audit, incident, project)) {
      count += 1;
      isWhole = count <= linesOfProject && events.length < mostShown && isWhole;
      if (!isWhole) break;
      if (event !== undefined) events.push(event);
    }
  }
  const isHidden = blindVisibility(ports, caller, (project) => definitions.get(project));
  const shown: AuditEvent[] = [];
  for (const event of events.toSorted((one, other) => (one.at < other.at ? -1 : 1)))
    if (!(await isHidden(event))) shown.push(event);
  return { events: shown, isWhole };
}

/** Also that the people of its packages were told that a trace names them, and that they answered. */
async function* ownEvents(
  audit: TimelinePorts['audit'],
  { id, scope }: Pick<Incident, 'id' | 'scope'>,
): AsyncGenerator<AuditEvent> {
  const packages = new Set(scope.packages.map((text) => keyIn(text).id));
  for await (const line of audit.lines(incidentChain)) {
    const event = eventIn(line);
    if (event !== undefined && (event.id.startsWith(`${id}.`) || packages.has(String(event.data['export']))))
      yield event;
  }
}

/** Questions which releases held a file, that were asked in it. */
async function* tracesIn(audit: TimelinePorts['audit'], { id, at }: Incident): AsyncGenerator<AuditEvent> {
  for await (const line of audit.newest(systemChain)) {
    const event = eventIn(line);
    if (event !== undefined && event.at < at) return;
    if (event?.kind === 'trace.answered' && event.data['incident'] === id) yield event;
  }
}

/** The lines about what the incident names, and undefined for each other one. */
async function* eventsOf(
  audit: TimelinePorts['audit'],
  { scope, awareAt }: Incident,
  project: string,
): AsyncGenerator<AuditEvent | undefined> {
  const named = [...scope.packages, ...scope.datasets].map(keyIn).filter((key) => key.project === project);
  const ids = new Set(named.map(({ id }) => id));
  const people = new Set(scope.people.map((oid) => oid.toLowerCase()));
  const since = scope.from ?? (ids.size > 0 ? '' : awareAt);
  for await (const line of audit.newest(project)) {
    const event = eventIn(line);
    if (event !== undefined && event.at < since) return;
    const isIn = event !== undefined && (scope.to === undefined || event.at < scope.to);
    yield isIn && isAbout(event, ids, people) ? event : undefined;
  }
}

/** Where a scope names packages, datasets or people, lines about these and about holds; else all of the project. */
function isAbout({ operation, actor, kind, data }: AuditEvent, ids: ReadonlySet<string>, people: ReadonlySet<string>) {
  if (ids.size + people.size === 0 || kind.startsWith('hold.')) return true;
  return ids.has(operation ?? String(data['export'])) || people.has(actor.toLowerCase());
}

export type PackagePorts = ReleasePorts & Pick<Ports, 'secrets' | 'register' | 'inspectionResults'>;

/** Of each package that it names: what left and by whose decisions, for whom, and who opened it in the reading room. */
export async function packagesOf(ports: PackagePorts, { scope }: Incident) {
  const keys = scope.packages.length === 0 ? [] : await receiptKeys(ports);
  return await Promise.all(
    scope.packages.map(keyIn).map(async (key) => {
      const operation = (await ports.register.get(key))?.value;
      if (operation === undefined) return { ...key, releases: [], opened: [] };
      const left = departuresOf(operation).map(({ at }) => readRelease(ports, operation, at, keys));
      const releases = (await Promise.all(left)).flatMap((one) => one ?? []);
      return { ...key, releases, opened: await openedBy(ports, operation) };
    }),
  );
}
