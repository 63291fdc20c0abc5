import { receiptsOf, signByReceiptKey } from '../../../activities/lifecycle/receipts.ts';
import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { eventIn } from '../../../domain/audit/chain-line.ts';
import { Forbidden } from '../../../domain/base/errors.ts';
import type { LineProof } from '../../../domain/witness/line-proof.ts';
import { type SignedStep, sizeOf } from '../../../domain/witness/signed-step.ts';
import { inclusionProof, KnownTiles } from '../../../domain/witness/tiles.ts';
import type { Ports } from '../../../ports/ports.ts';
import { rootsLog } from '../../../ports/signed-log.ts';
import { seenName } from '../../../use-cases/people/person-name.ts';
import type { Read } from '../../../web/reading.ts';
import type { Incident } from '../domain/incident.ts';
import { digestOfPart, type Pack, type PackNames, packReport } from '../domain/incident-pack.ts';
import { keyIn, touchedBy } from '../domain/incident-schema.ts';
import type { incidents } from './descriptions.ts';
import { findIncident } from './incident-chain.ts';
import type { IncidentServices } from './incident-routes.ts';
import { showIncident } from './show-incident.ts';
import { eventsOfIncident } from './timeline.ts';
import { whyNotShown } from './touched.ts';

export type PackServices = IncidentServices & Pick<Ports, 'signedLog' | 'secrets' | 'manifests'>;

/** GET ops/incidents/{incident}/pack: what the command puts into two files, of which one names people. No file of a package is in it. */
export const packIncident = (async (services, { caller, params }) => {
  const incident = await findIncident(services.audit, params.incident);
  const why = await whyNotShown(services, incident.scope, caller);
  if (why !== undefined) throw new Forbidden(why);
  const { events, isWhole } = await eventsOfIncident(services, caller, incident);
  const step = await services.signedLog.newest();
  const lines = await linesOf(services, events, step);
  const receipts = await receiptsIn(services, incident);
  const names = await namesIn(services, incident, events);
  const report = {
    ...{ kind: 'incident', incident: incident.id, at: services.clock.now().toISOString(), by: caller.oid, isWhole },
    ...{ lines: digestOfPart(lines), receipts: digestOfPart(receipts), names: digestOfPart(names) },
  } as const;
  const signed = await signByReceiptKey(services, packReport, report);
  return { pack: { report: signed, note: step?.note ?? null, lines, receipts }, names };
}) satisfies Read<PackServices, typeof incidents.packIncident>;

/** The lines as they stand, chain by chain, each with what leads from it to the log as it was signed last. */
async function linesOf(
  { audit, signedLog }: PackServices,
  events: readonly AuditEvent[],
  step: SignedStep | undefined,
): Promise<Pack['lines']> {
  const found: Pack['lines'][number][] = [];
  for (const [chain, wanted] of Map.groupBy(events, ({ project }) => project)) {
    const ids = new Set(wanted.map(({ id }) => id));
    let place = -1;
    for await (const line of audit.lines(chain)) {
      place += 1;
      if (!ids.has(eventIn(line)?.id ?? '')) continue;
      found.push({ chain, line, proof: step === undefined ? null : await proofOf(signedLog, step, chain, place) });
    }
  }
  return found;
}

/** Null for a line that came after the log was signed. */
async function proofOf(
  signedLog: Ports['signedLog'],
  step: SignedStep,
  chain: string,
  line: number,
): Promise<LineProof | null> {
  const at = step.chains.findIndex((one) => one.chain === chain);
  const signed = step.chains[at];
  if (signed === undefined || line >= signed.size) return null;
  const { size, salt } = signed;
  const text = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('base64'));
  const index = step.before + at;
  const tilesOf = (log: string) => new KnownTiles((place) => signedLog.readTile(log, place));
  const inChain = await inclusionProof(line, size, tilesOf(chain));
  const inLog = await inclusionProof(index, sizeOf(step), tilesOf(rootsLog));
  return { line, size, salt, inChain: text(inChain), index, inLog: text(inLog) };
}

async function receiptsIn({ manifests }: PackServices, { scope }: Incident): Promise<Pack['receipts']> {
  const found: Pack['receipts'][number][] = [];
  for (const { project, id: operation } of [...scope.packages, ...scope.datasets].map(keyIn))
    for (const [end, jws] of Object.entries(await receiptsOf({ manifests }, operation))) {
      const proof = (await manifests.readReceiptProof(`${operation}-${end}`)) ?? null;
      found.push({ name: end, project, operation, jws, proof });
    }
  return found;
}

/** Who people are, the texts of notes, and the definitions in force, which name people too. */
async function namesIn(services: PackServices, incident: Incident, events: readonly AuditEvent[]): Promise<PackNames> {
  const people: Record<string, string> = {};
  for (const oid of new Set(events.map(({ actor }) => actor))) people[oid] = await seenName(services, { oid });
  const definitions = [];
  for (const project of touchedBy(incident.scope)) {
    const found = await services.projects.find(project);
    const text = found && (await services.projects.versionOnce(project, found.hash));
    if (found !== undefined && text !== undefined) definitions.push({ project, hash: found.hash, text });
  }
  return { incident: await showIncident(services, incident, services.clock.now()), people, definitions };
}
