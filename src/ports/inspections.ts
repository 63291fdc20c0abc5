import type { Evidence, FileDetail } from '../domain/inspection/evidence.ts';
import type { InspectionKey, InspectionRequest, View } from '../domain/review/inspection.ts';

/** How the control plane asks the reading room to look into a frozen package. */
export interface InspectionRequests {
  /** `stands`: it was asked before, and that request stays. */
  ask(key: InspectionKey, request: InspectionRequest): Promise<'created' | 'stands'>;
}

/** What stands where evidence is awaited: evidence with the SHA-256 of its bytes, or something else. */
export type FoundEvidence =
  | { readonly kind: 'evidence'; readonly evidence: Evidence; readonly hash: string }
  | { readonly kind: 'unreadable'; readonly hash: string };

/** What the control plane reads of what the reading room wrote. It holds no name, text or place of the files. */
export interface InspectionResults {
  /** Undefined while there is none. */
  evidence(key: InspectionKey): Promise<FoundEvidence | undefined>;
  /** The numbers of the files that each person opened in a round, by object id. */
  opened(
    key: Pick<InspectionKey, 'project' | 'exportId'>,
    round: number,
  ): Promise<ReadonlyMap<string, readonly number[]>>;
}

/** What the reading room is asked, and what it answers. Whatever it writes is written once and never changed. */
export interface Inspections {
  /** Requests without evidence, in the order of their names. */
  open(): AsyncIterable<InspectionKey>;
  /** The request about a package, of whichever project, by its id; the newest of several. */
  find(exportId: string): Promise<InspectionKey | undefined>;
  /** The newest request about each package, the newest first. */
  newest(): Promise<readonly InspectionKey[]>;
  /** Throws what zod throws for a request that is none. */
  request(key: InspectionKey): Promise<InspectionRequest>;
  attempts(key: InspectionKey): Promise<readonly number[]>;
  /** `stands`: somebody began that attempt. */
  beginAttempt(key: InspectionKey, attempt: number): Promise<'created' | 'stands'>;
  /** Writes where things were found in the file of that number, and what was looked at; what stands stays. */
  writeDetail(key: InspectionKey, file: number, detail: FileDetail): Promise<void>;
  /** Writes the evidence; `stands`: there is one, which stays. */
  writeEvidence(key: InspectionKey, evidence: Evidence): Promise<'created' | 'stands'>;
  /** Notes that somebody has opened a file; a second time changes nothing. */
  markSeen(key: InspectionKey, view: View): Promise<void>;
  seenBy(key: InspectionKey, round: number, oid: string): Promise<ReadonlySet<number>>;
  /** Who opened which files of a package, in every round. */
  views(key: InspectionKey): Promise<readonly View[]>;
}

/** Opens files of the container `review`, by the reading room's own identity or by that of a person. */
export interface FrozenFiles {
  /**
   * The bytes of a file as they arrive, if it still is what its listing showed. Throws `FileChanged` where it is not, or is gone.
   * Errors name no file, since they come into logs.
   */
  open(path: string, etag: string): AsyncIterable<Uint8Array>;
}

/** A frozen file is not what it was when it was listed. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
}
