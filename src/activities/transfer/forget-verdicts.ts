import { DAY } from '../../domain/base/time.ts';
import { startTimeSlice } from '../../domain/base/time-slice.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import {
  isInPart,
  type MarkPart,
  markOf,
  partsFor,
  type ScanVerdict,
  scannedFile,
} from '../../domain/transfer/scan-verdict.ts';
import type { Ports } from '../../ports/ports.ts';
import { listFiles } from './location-listing.ts';
import { sourceLocation, sourceManifest } from './places.ts';

type ForgetPorts = Pick<Ports, 'listing' | 'manifests' | 'scanVerdicts' | 'clock'>;

/** The host ends a function after ten minutes. What is left then harms nobody, and goes with the next upload of this name. */
const mostSeconds = 240;

/**
 * Removes the verdicts about an upload whose operation has ended: those of its manifest, and old ones of files that were overwritten since. A file that
 * still lies at the door keeps its verdict: it belongs to the next upload, and nobody scans it again.
 */
export async function forgetVerdicts(ports: ForgetPorts, operation: Operation): Promise<void> {
  if (factsOf(operation).open || operation.source === undefined) return;
  const slice = startTimeSlice(ports.clock, mostSeconds);
  for (const part of partsFor(operation.source.count)) {
    if (slice.isOver()) return;
    await ports.scanVerdicts.remove(over(ports, operation, part));
  }
}

/** The marks of the upload's files are looked up only when there is a verdict at all. */
async function* over(ports: ForgetPorts, operation: Operation, part: MarkPart): AsyncGenerator<ScanVerdict> {
  const { door, project, name } = operation;
  const old = new Date(ports.clock.now().getTime() - DAY).toISOString();
  let marks: { readonly there: ReadonlySet<string>; readonly moved: ReadonlySet<string> } | undefined;
  for await (const verdict of ports.scanVerdicts.read(door, `${project}/${name}`, part)) {
    marks ??= {
      there: await marksOf(listFiles(ports.listing, sourceLocation(operation)), operation, part),
      moved: await marksOf(ports.manifests.read(sourceManifest(operation)), operation, part),
    };
    const mark = markOf(verdict);
    if (marks.there.has(mark)) continue;
    if (marks.moved.has(mark) || verdict.scannedAt < old) yield verdict;
  }
}

async function marksOf(
  entries: AsyncIterable<{ readonly path: string; readonly etag: string }>,
  operation: Operation,
  part: MarkPart,
): Promise<Set<string>> {
  const { folder } = sourceLocation(operation);
  const marks = new Set<string>();
  for await (const entry of entries) {
    const mark = markOf(scannedFile(operation.door, folder, entry));
    if (isInPart(mark, part)) marks.add(mark);
  }
  return marks;
}
