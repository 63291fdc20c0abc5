import { retractedSources } from '../../activities/lifecycle/retracted-sources.ts';
import { sourceLocation, sourceManifest } from '../../activities/transfer/places.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { messageOf, NotFound } from '../../domain/base/errors.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import { mostNamed, unused } from '../../domain/lifecycle/used-by.ts';
import type { PendingNotification } from '../../domain/notification/pending-work.ts';
import { publishedVersion } from '../../domain/operation/made-from.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { undeletable } from '../../domain/transfer/transfer.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Orchestrations } from '../../ports/workflows.ts';
import { eventsAbout } from '../../use-cases/audit/read-history.ts';
import { findUsedBy } from '../../use-cases/overview/find-used-by.ts';
import { causeOf, secretIn } from './domain/causes.ts';
import type { Findings, GoneFile, Unreached } from './domain/findings.ts';

export type FindingPorts = Pick<Ports, 'doorFiles' | 'manifests' | 'secrets' | 'register'> & {
  readonly audit: Pick<AuditLog, 'blobs'>;
};

/** Looks up what the newest error of an operation is about, as it is now. What cannot be looked up is not found. */
export async function findOut(
  ports: FindingPorts,
  orchestrations: Pick<Orchestrations, 'newerVersion'>,
  operation: Operation,
): Promise<Findings> {
  const newerVersion = await unlessAway(newerVersionOf(orchestrations, operation), undefined);
  const message = operation.state === 'failed' ? operation.failure?.message : operation.trouble?.message;
  const cause = message === undefined ? undefined : causeOf(message)?.id;
  return {
    untold: await untoldOf(ports, operation),
    unreached: await unlessAway(unreachedOf(ports, operation), []),
    leased: cause === 'leased' ? await unlessAway(leasedOf(ports, operation), []) : [],
    gone: cause === 'vanished' ? await unlessAway(goneOf(ports, operation), []) : [],
    secrets: message === undefined ? [] : await unreadableSecrets(ports, message),
    usedBy:
      publishedVersion(operation) === undefined
        ? unused
        : await unlessAway(findUsedBy(ports, operation, { limit: mostNamed }), unused),
    retracted: await unlessAway(retractedSources(ports, operation), []),
    isLeftToHands: undeletable(operation) !== undefined && (await unlessAway(liesAtDoor(ports, operation), false)),
    ...(newerVersion === undefined ? {} : { newerVersion }),
  };
}

/** Only what is worked on has an orchestration that could wait. */
async function newerVersionOf(
  orchestrations: Pick<Orchestrations, 'newerVersion'>,
  operation: Operation,
): Promise<string | undefined> {
  if (!factsOf(operation).runs) return undefined;
  return await orchestrations.newerVersion(orchestrationOf(operation).instance);
}

/** A service that is away must keep nobody from what the rows tell. */
async function unlessAway<T>(looked: Promise<T>, nothing: T): Promise<T> {
  return await looked.catch(() => nothing);
}

/** Files at the door, and those that can be restored there. */
async function* filesOf({ doorFiles }: Pick<Ports, 'doorFiles'>, operation: Operation) {
  const { folder, only } = sourceLocation(operation);
  const place = operation.door === 'ingress' ? 'ingress' : 'exports';
  for await (const file of doorFiles.all(place, `${folder}/${only ?? ''}`))
    if (only === undefined || file.path === `${folder}/${only}`) yield file;
}

/** No more files than anybody is told of. */
const mostFiles = 20;

async function leasedOf(ports: FindingPorts, operation: Operation): Promise<string[]> {
  const leased: string[] = [];
  for await (const { path, isLeased } of filesOf(ports, operation)) {
    if (isLeased) leased.push(path);
    if (leased.length === mostFiles) break;
  }
  return leased;
}

async function goneOf(ports: FindingPorts, operation: Operation): Promise<GoneFile[]> {
  const there = new Set<string>();
  const deleted = new Set<string>();
  for await (const { path, isDeleted } of filesOf(ports, operation)) (isDeleted ? deleted : there).add(path);
  const gone: GoneFile[] = [];
  const { folder } = sourceLocation(operation);
  try {
    for await (const entry of ports.manifests.read(sourceManifest(operation))) {
      const path = `${folder}/${entry.path}`;
      if (!there.has(path)) gone.push({ path, isRestorable: deleted.has(path) });
      if (gone.length === mostFiles) break;
    }
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
  return gone;
}

async function liesAtDoor(ports: FindingPorts, operation: Operation): Promise<boolean> {
  for await (const { isDeleted } of filesOf(ports, operation)) if (!isDeleted) return true;
  return false;
}

async function unreadableSecrets({ secrets }: FindingPorts, message: string): Promise<Findings['secrets']> {
  const name = secretIn(message);
  if (name === undefined) return [];
  try {
    await secrets.get(name);
    return [];
  } catch (error) {
    const cause = causeOf(messageOf(error))?.id;
    return cause === 'secret-gone' || cause === 'secret-off' ? [{ name, isOff: cause === 'secret-off' }] : [];
  }
}

async function untoldOf({ register }: FindingPorts, { project, id }: Operation): Promise<PendingNotification[]> {
  const untold: PendingNotification[] = [];
  for await (const { value } of register.owed(project, id))
    if (value.kind === 'telling' && value.times > 0) untold.push(value);
  return untold;
}

/** Whom the newest mail that asks them to decide did not reach, as the audit tells. */
async function unreachedOf({ audit }: FindingPorts, operation: Operation): Promise<Unreached[]> {
  if (operation.state !== 'in-review' || operation.round === undefined) return [];
  const asks = new RegExp(`^(?:decide|last-day)-${operation.round}-`);
  const newest = new Map<string, Unreached | undefined>();
  for await (const event of eventsAbout(audit, operation)) {
    if (event === 'too-many') break;
    const { kind, at, data } = event;
    if (!asks.test(String(data['step'])) || (kind !== 'mail.sent' && kind !== 'mail.given-up')) continue;
    const oid = String(data['to']);
    newest.set(oid, kind === 'mail.sent' ? undefined : { oid, at, reason: String(data['reason']) });
  }
  return [...newest.values()].filter((one) => one !== undefined);
}
