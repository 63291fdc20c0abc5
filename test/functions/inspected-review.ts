import { createHash } from 'node:crypto';
import { type Evidence, type FileEvidence, verdictOf } from '../../src/domain/inspection/evidence.ts';
import { type RoundEvidence, summedUp } from '../../src/domain/inspection/round-evidence.ts';
import { ManifestDigest, type ManifestEntry } from '../../src/domain/operation/manifest.ts';
import {
  type ProjectDisclosure,
  projectDisclosure,
  rulesOfProject,
} from '../../src/domain/project/project-disclosure.ts';
import { inspectionPath, viewPath } from '../../src/domain/review/inspection.ts';
import { containerWithRights } from '../azure/listed-containers.ts';
import type { RunningPorts } from '../azure/running-ports.ts';
import { anEntry } from '../contract/samples.ts';
import { lookedAtAll } from '../inspector/a-coverage.ts';
import { aProject, aReview, type SeededReview } from './running-app.ts';

/** What the reading room says of a file, by its name. */
export type SeenFiles = Readonly<
  Record<string, Partial<Pick<FileEvidence, 'type' | 'findings' | 'notChecked' | 'coverage'>>>
>;

/** How the review of an inspected package differs from a usual one. */
interface InspectedChange {
  readonly disclosure?: Partial<ProjectDisclosure>;
  /** The thresholds of the evidence, where they are not those of the project. */
  readonly thresholds?: Partial<ProjectDisclosure['thresholds']>;
  readonly blind?: false;
  /** The evidence is of before coverage. */
  readonly isOld?: true;
  /** What stands in place of the evidence, and what the round says then. */
  readonly instead?: string;
  readonly missing?: RoundEvidence;
}

/** A package that waits for its approvers, with evidence about its files as the reading room leaves it. */
export async function anInspectedReview(
  app: RunningPorts,
  seen: SeenFiles,
  change: InspectedChange = {},
): Promise<SeededReview> {
  const disclosure = { ...projectDisclosure.parse({}), ...change.disclosure };
  const files = Object.keys(seen).map((path) => anEntry(path));
  const evidence = evidenceOf(
    files,
    seen,
    { ...rulesOfProject(disclosure), ...change.thresholds },
    change.isOld === true,
  );
  const text = JSON.stringify(evidence);
  const known = change.missing ?? summedUp(evidence, createHash('sha256').update(text).digest('hex'));
  const { egress } = await aProject(app);
  const review = await aReview(app, {
    files,
    project: { egress: { ...egress, disclosure, approval: { ...egress.approval, blind: change.blind ?? true } } },
    round: { evidence: known },
  });
  const key = { project: review.round.project, exportId: review.operation.id, digest: evidence.digest };
  await put(app, 'evidence', inspectionPath(key), change.instead ?? text);
  return review;
}

function evidenceOf(
  entries: readonly ManifestEntry[],
  seen: SeenFiles,
  thresholds: Evidence['thresholds'],
  isOld: boolean,
): Evidence {
  const digest = new ManifestDigest();
  for (const entry of entries) digest.add(entry);
  const files = entries.map(({ path, size }, index): FileEvidence => {
    const found = { type: 'table' as const, findings: [], notChecked: [], ...seen[path] };
    const judged = isOld ? found : { coverage: lookedAtAll, ...found };
    return { ...judged, number: index + 1, bytes: size, verdict: verdictOf(judged) };
  });
  const definition = 'a'.repeat(64);
  return { digest: digest.summary().digest, definition, thresholds, versions: { app: '0.1.0' }, files, unread: 0 };
}

/** Opens files in the reading room, as somebody does who looks at them there. */
export async function openFiles(
  app: RunningPorts,
  { round, operation }: SeededReview,
  oid: string,
  ...numbers: readonly number[]
): Promise<void> {
  const key = { project: round.project, exportId: operation.id };
  for (const file of numbers) await put(app, 'views', viewPath(key, { round: round.number, oid, file }), '');
}

async function put(app: RunningPorts, name: 'evidence' | 'views', path: string, text: string): Promise<void> {
  const blob = containerWithRights(app, 'secure', name).getBlockBlobClient(path);
  await blob.upload(text, Buffer.byteLength(text));
}
