import { DAY, pauseAfter } from '../../domain/base/time.ts';
import { revealedSince } from '../../domain/lifecycle/revealed-ends.ts';
import { secondsToTick } from '../../domain/notification/tick.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import {
  isDueAfterLook,
  malwareProblems,
  ScanGate,
  type ScanOutcome,
  secondsAfterLook,
  whyUnscanned,
} from '../../domain/transfer/scan-gate.ts';
import { isInPart, markOf, partsFor, type ScanVerdict, scannedFile } from '../../domain/transfer/scan-verdict.ts';
import type { Ports } from '../../ports/ports.ts';
import { endOutage } from '../operation/note-outage.ts';
import { amend, requireOperation, rewrite } from '../operation/operations.ts';
import { record } from '../operation/record.ts';
import { mayRevealEnd } from '../operation/reveal-end.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { sourceLocation, sourceManifest } from './places.ts';

export type GatePorts = Pick<Ports, 'manifests' | 'scanVerdicts'>;
type NotePorts = Pick<Ports, 'register' | 'projects' | 'audit' | 'clock'>;

/**
 * How an upload stands at the gate of the malware scan. `wait`: verdicts are missing. `rest`: people must look; a verdict that comes
 * later still counts. Both are looked at again after so many seconds. `elsewhere`: it is no longer in the gate.
 */
export type ScanLook =
  | { readonly kind: 'passed' }
  | { readonly kind: 'malicious' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'wait' | 'rest'; readonly seconds: number }
  | { readonly kind: 'stopped'; readonly message: string };

/** `woken`: a verdict asked for this look. */
export interface ScanLookInput {
  readonly key: OperationKey;
  readonly woken: boolean;
}

const longestPause = 60;

/**
 * Holds the verdicts against the source manifest and writes into the row what that comes to. The time of the look is written before the
 * verdicts are read, because verdicts that come soon after it wake nobody: there is another look then. Only the last look before a long
 * rest leaves the time as it is, so that every verdict behind it wakes the upload.
 */
export async function lookAtScan(
  ports: GatePorts & NotePorts,
  { transferPollSeconds, ticks }: Pick<FlowSettings, 'transferPollSeconds' | 'ticks'>,
  { key, woken }: ScanLookInput,
): Promise<ScanLook> {
  const { value: found } = await requireOperation(ports.register, key);
  const operation = await endOutage(ports, found);
  if (operation.state !== 'scanning') return { kind: 'elsewhere' };
  if (operation.stop) return { kind: 'stopped', message: operation.stop.message };
  const now = ports.clock.now();
  const isLast = operation.scan?.unscanned !== undefined && !woken && isDueAfterLook(operation.scan, now);
  const looked = isLast ? operation : await noteLook(ports, key, now.toISOString());
  const since = new Date(looked.scan?.since ?? looked.since);
  const outcome = await judgeUpload(ports, looked, since, ports.clock.now());
  switch (outcome.kind) {
    case 'passed':
      await recordPassed(ports, await note(ports, key, undefined));
      return { kind: 'passed' };
    case 'malicious':
      await amend(ports.register, key, ({ state }) =>
        state === 'scanning' ? { problems: malwareProblems(outcome.files) } : {},
      );
      return { kind: 'malicious' };
    case 'waiting': {
      await note(ports, key, undefined);
      const bounds = { least: transferPollSeconds, most: longestPause };
      return { kind: 'wait', seconds: pauseAfter(since.toISOString(), now, bounds) };
    }
    case 'not-scanned': {
      const rests = await note(ports, key, whyUnscanned(outcome));
      const usual = isLast ? DAY / 1000 : secondsAfterLook;
      // Operators are told at a tick.
      const toTick = secondsToTick(revealedSince(rests) ?? rests.since, ports.clock.now(), ticks?.tell);
      return { kind: 'rest', seconds: toTick > 0 ? Math.min(usual, toTick) : usual };
    }
  }
}

function noteLook({ register }: NotePorts, key: OperationKey, lookedAt: string): Promise<Operation> {
  return amend(register, key, ({ scan, since, state }) =>
    state === 'scanning' ? { scan: { since, ...scan, lookedAt } } : {},
  );
}

/** Writes down that the upload rests and why, or that it does not, when that is news, and gives the row. The audit tells of the beginning of each rest. */
async function note(ports: NotePorts, key: OperationKey, unscanned: string | undefined): Promise<Operation> {
  const told = unscanned === undefined ? {} : await toldRest(ports, key);
  const noted = await rewrite(ports.register, key, (operation) => {
    const { toldSince: _, ...rest } = operation;
    const { scan, state } = operation;
    if (state !== 'scanning' || scan === undefined || scan.unscanned === unscanned) return operation;
    const { since, lookedAt } = scan;
    return { ...rest, ...told, scan: { since, lookedAt, ...(unscanned === undefined ? {} : { unscanned }) } };
  });
  if (noted.scan?.unscanned === undefined) return noted;
  await record(ports, noted, {
    id: restStep(noted),
    kind: 'scan.unfinished',
    data: { message: noted.scan.unscanned, since: noted.scan.since },
  });
  return noted;
}

async function toldRest(ports: NotePorts, key: OperationKey): Promise<Pick<Operation, 'toldSince'>> {
  const { value: operation } = await requireOperation(ports.register, key);
  const { door, project, id, scan, toldSince: since } = operation;
  if (door === 'ingress') return {};
  if (scan?.unscanned !== undefined) return since === undefined ? {} : { toldSince: since };
  const may = await mayRevealEnd(ports, { project, end: `${id}.${restStep(operation)}` });
  return may ? { toldSince: ports.clock.now().toISOString() } : {};
}

/** The audit keeps what the verdicts, which are forgotten at the end, came to: every file of this manifest was clean. */
async function recordPassed(ports: Pick<Ports, 'audit' | 'clock'>, operation: Operation): Promise<void> {
  const { revision, source } = operation;
  const data = { files: source?.count ?? 0, sourceDigest: source?.digest ?? '' };
  await record(ports, operation, { id: `scan-passed-${revision}`, kind: 'scan.passed', data });
}

/** Names one rest of an operation: it is told of once, and again when it rests after an operator had it looked at anew. */
export function restStep({ revision, scan }: Operation): string {
  return `not-scanned-${revision}-${scan?.since.replace(/\D/g, '') ?? ''}`;
}

async function judgeUpload(
  { manifests, scanVerdicts }: GatePorts,
  operation: Operation,
  since: Date,
  now: Date,
): Promise<ScanOutcome> {
  const gate = new ScanGate();
  const { folder } = sourceLocation(operation);
  const { door, project, name } = operation;
  for (const part of partsFor(operation.source?.count ?? 0)) {
    const verdicts = new Map<string, Pick<ScanVerdict, 'result' | 'detail'>>();
    for await (const verdict of scanVerdicts.read(door, `${project}/${name}`, part)) {
      const { result, detail } = verdict;
      verdicts.set(markOf(verdict), { result, detail });
    }
    for await (const entry of manifests.read(sourceManifest(operation))) {
      const mark = markOf(scannedFile(door, folder, entry));
      if (isInPart(mark, part)) gate.add(entry, verdicts.get(mark));
    }
  }
  return gate.outcome(since, now);
}

/**
 * Why the originals of an upload may not be deleted, in a sentence: what was copied is its manifest as it is now, and a verdict may be
 * missing for it or have come since. Undefined when every file has its clean verdict, or no scan was required.
 */
export async function whyNotScanned(
  ports: GatePorts & Pick<Ports, 'clock'>,
  operation: Operation,
): Promise<string | undefined> {
  if (operation.scan === undefined) return undefined;
  const now = ports.clock.now();
  const outcome = await judgeUpload(ports, operation, new Date(0), now);
  if (outcome.kind === 'malicious') {
    return `Nothing was deleted: the malware scanner found ${outcome.files[0]?.detail} in ${outcome.files[0]?.path}, which was copied already`;
  }
  return outcome.kind === 'not-scanned' ? `Nothing was deleted. ${whyUnscanned(outcome)}` : undefined;
}
