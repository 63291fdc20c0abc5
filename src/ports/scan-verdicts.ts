import type { Door } from '../domain/base/door.ts';
import type { MarkPart, ScanVerdict } from '../domain/transfer/scan-verdict.ts';

/** Verdicts of the malware scanner about files at the doors, each for one ETag, until the operation of the files has ended. */
export interface ScanVerdicts {
  /** Keeps the stronger of this verdict and the one that stands about the same file under the same ETag. */
  keep(verdict: ScanVerdict): Promise<void>;
  /** The verdicts about files of an upload (`project/name`) whose marks lie in the part, in no order. */
  read(door: Door, upload: string, part: MarkPart): AsyncIterable<ScanVerdict>;
  /** Removes the verdicts; what is gone already is no error. */
  remove(verdicts: AsyncIterable<ScanVerdict>): Promise<void>;
}
