import { systemChain } from '../../../domain/audit/audit-event.ts';
import { type AuditEvent, eventIn } from '../../../domain/audit/chain-line.ts';
import { jsonOf } from '../../../domain/base/reading/json-of.ts';
import {
  changeDigest,
  digestInId,
  type PendingChange,
  stillPending,
} from '../../../domain/definition/pending-change.ts';
import { applyDutyLine, type ToldDuties } from '../../../domain/lifecycle/recorded-duties.ts';
import { applyTakeLine, type ToldTakes } from '../../../domain/lifecycle/recorded-takes.ts';
import { applyAbsenceLine, type RecordedAbsence } from '../../../domain/review/recorded-absence.ts';
import { openDoors, whyNotOpen } from '../../../use-cases/overview/copied-account.ts';
import { askedChange } from '../../../use-cases/project/asked-change.ts';
import { KnownPeople } from './known-people.ts';
import { planDuties, planTakes } from './plan-takes.ts';
import type { PlannedPart, PlannedRepair, RestorePorts } from './planned-repair.ts';

/** What the chain of a project tells of absences, takes and duties. */
interface Told {
  readonly absences: readonly RecordedAbsence[];
  readonly noted: ReadonlyMap<string, AuditEvent>;
  readonly takes: ToldTakes;
  readonly duties: ToldDuties;
}

/** Plans takes, duties, absences and the change that waits, of which no row stands; of the system the marks of tables and containers that were lost. */
export async function planStores(ports: RestorePorts, project: string): Promise<PlannedPart> {
  if (project === systemChain) return { repairs: await planMarks(ports), problems: [] };
  const told = await read(ports, project);
  const change = await planChange(ports, project, await askedChange(ports.audit, project, ports.clock.now()));
  const absences = await planAbsences(ports, project, told);
  const takes = await planTakes(ports, project, told.takes);
  return {
    repairs: [...takes, ...(await planDuties(ports, project, told.duties)), ...absences.repairs, ...change.repairs],
    problems: [...absences.problems, ...change.problems],
  };
}

/** Whoever applies it has put back what comes back, and says that the rest is lost. The mark in the second copy comes last of all. */
async function planMarks(ports: RestorePorts): Promise<PlannedRepair[]> {
  const { marks } = ports;
  const missing = await marks.missing();
  const shut = missing.length === 0 ? await whyNotOpen(ports) : undefined;
  if (shut !== undefined)
    return [{ what: 'mark', key: 'container:safe/copy', why: shut, write: () => openDoors(ports) }];
  return missing.map((place) => {
    const why = 'Its mark is missing. Put back first what the plans of projects name; then what is left is lost';
    return { what: 'mark', key: place, why, write: () => marks.put([place]) };
  });
}

async function read({ audit, clock }: RestorePorts, project: string): Promise<Told> {
  let absences: readonly RecordedAbsence[] = [];
  const noted = new Map<string, AuditEvent>();
  let takes: ToldTakes;
  let duties: ToldDuties = new Map();
  for await (const { lines } of audit.blobs(project))
    for await (const line of lines) {
      const event = eventIn(line);
      if (event === undefined) continue;
      takes = applyTakeLine(takes, event);
      duties = applyDutyLine(duties, event);
      absences = applyAbsenceLine(absences, event, clock.now());
      if (event.kind === 'absence.noted') noted.set(event.id, event);
    }
  return { absences, noted, takes, duties };
}

async function planAbsences(
  { absences: store, projects }: RestorePorts,
  project: string,
  { absences, noted }: Told,
): Promise<PlannedPart> {
  const standing = new Set((await store.list()).map(({ id }) => id));
  const people = new KnownPeople(projects, project);
  const [repairs, problems]: [PlannedRepair[], string[]] = [[], []];
  for (const { id, person: oid, from, to } of absences.filter((one) => !standing.has(one.id))) {
    const line = noted.get(`absence.${id}.noted`);
    const who = await people.approver(oid);
    if (line === undefined || who === undefined) {
      problems.push(`The absence ${id} of ${oid} cannot be put back: no definition names them. Note it again`);
      continue;
    }
    const { actor: by, at, data } = line;
    const said = { by, reason: String(data['reason']), at: String(data['said'] ?? at) };
    const absence = { id, oid, email: who.email, name: who.name, from, to, ...said };
    const why = `It is missing: the audit tells of the days ${from} to ${to}`;
    repairs.push({ what: 'absence', key: id, why, write: () => store.put(absence) });
  }
  return { repairs, problems };
}

async function planChange(ports: RestorePorts, project: string, asked: AuditEvent | undefined): Promise<PlannedPart> {
  if (asked === undefined || (await ports.changes.get(project)) !== undefined) return { repairs: [], problems: [] };
  const change = await changeIn(ports, project, asked);
  const inForce = (await ports.projects.find(project))?.hash ?? null;
  if (change === undefined)
    return {
      repairs: [],
      problems: [`The change ${String(asked.data['change'])} cannot be put back: ask for it again`],
    };
  if (stillPending(change, inForce, ports.clock.now()) !== 'open') return { repairs: [], problems: [] };
  const why = `It is missing: the audit tells that it was asked for at ${change.askedAt}`;
  return {
    repairs: [{ what: 'change', key: change.id, why, write: () => ports.changes.put(change, null) }],
    problems: [],
  };
}

/** The change that a line tells of, exactly as it was asked for: its id holds the digest of that. Undefined where somebody has another name by now, or the line is of an earlier version. */
async function changeIn(
  { projects, people }: RestorePorts,
  project: string,
  { actor, data }: AuditEvent,
): Promise<PendingChange | undefined> {
  const { change: id, definition: hash, against, reason, askedAt, expires } = data;
  const text = await projects.proposed(project, String(hash));
  const who = await people.get(actor);
  if (text === undefined || askedAt === undefined || who?.name === undefined || who.name === null) return undefined;
  const by = { oid: actor, name: who.name, emails: who.email === null ? [] : [who.email] };
  const change: PendingChange = {
    ...{ id: String(id), project, by, reason: String(reason), hash: String(hash), definition: jsonOf(text) },
    ...{ askedAt: String(askedAt), expiresAt: String(expires), against: against === null ? null : String(against) },
    changes: wordsIn(String(data['changes'])),
  };
  return digestInId(change) === changeDigest(change) ? change : undefined;
}

/** What the change consists of, as its line says it. */
function wordsIn(text: string): PendingChange['changes'] {
  return text.split('\n').map((words) => ({ path: '', kind: 'second-operator', words }));
}
