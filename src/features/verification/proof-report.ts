import type { ChainVerdict } from '../../domain/audit/audit-chain.ts';
import type { Ports } from '../../ports/ports.ts';
import type { DecisionStore, ProjectStore, Register } from '../../ports/records.ts';
import type { ManifestStore } from '../../ports/storage.ts';

export type ChainProof = ChainVerdict & { readonly chain: string };

export interface BadReceipt {
  readonly name: string;
  readonly why: string;
}

export const findingRecords = [
  'head',
  'signed tree',
  'audit event',
  'definition',
  'register row',
  'owed row',
  'round',
  'decision',
  'evidence',
  'manifest',
  'hold',
  'suspension',
  'absence',
  'change',
  'released file',
  'copy',
  'row',
] as const;

/** A record that is missing, cannot be read or does not agree with the others. */
export interface Finding {
  readonly record: (typeof findingRecords)[number];
  readonly key: string;
  readonly why: string;
}

/** What was found about one operation, or about the closing of a project: receipts that hold, and all that is wrong. */
export interface PartProof {
  readonly verified: number;
  readonly bad: readonly BadReceipt[];
  readonly findings: readonly Finding[];
}

/** Verification writes nothing. */
export interface ProofPorts extends Pick<Ports, 'secrets' | 'clock' | 'secondCopy'> {
  readonly holds: Pick<Ports['holds'], 'at' | 'projects'>;
  readonly absences: Pick<Ports['absences'], 'list'>;
  readonly changes: Pick<Ports['changes'], 'get'>;
  readonly takes: Pick<Ports['takes'], 'of'>;
  readonly duties: Pick<Ports['duties'], 'of'>;
  readonly audit: Pick<
    Ports['audit'],
    | 'head'
    | 'headProblem'
    | 'lines'
    | 'newest'
    | 'blobs'
    | 'listed'
    | 'read'
    | 'chains'
    | 'event'
    | 'holds'
    | 'knownEvents'
  >;
  readonly signedLog: Pick<Ports['signedLog'], 'newest' | 'step' | 'readTile'>;
  readonly register: Pick<
    Register,
    'get' | 'list' | 'briefs' | 'projects' | 'owed' | 'isUnfinished' | 'latestVersion' | 'following'
  >;
  readonly projects: Pick<ProjectStore, 'list' | 'find' | 'versions' | 'version'>;
  readonly decisions: Pick<DecisionStore, 'read'>;
  readonly remarks: Pick<Ports['remarks'], 'kept'>;
  readonly inspectionResults: Pick<Ports['inspectionResults'], 'evidence'>;
  readonly listing: Ports['listing'];
  readonly seals: Pick<Ports['seals'], 'page'>;
  readonly manifests: Pick<ManifestStore, 'read' | 'readReceipt' | 'receiptNames' | 'receiptPage'>;
}

/** So many operations, lines or receipts are checked at the same time, as a page of the register holds: each waits for storage most of its time. */
export const atOnceOfProofs = 50;

/** So many things that are wrong end an answer; the next one goes on. */
const findingsAtMost = 200;

export class ProofReport {
  readonly chains: ChainProof[] = [];
  readonly bad: BadReceipt[] = [];
  readonly findings: Finding[] = [];
  verified = 0;

  add({ verified, bad, findings }: PartProof): void {
    this.verified += verified;
    this.bad.push(...bad);
    this.findings.push(...findings);
  }

  get full(): boolean {
    return this.bad.length + this.findings.length >= findingsAtMost;
  }

  get clean(): boolean {
    return this.bad.length + this.findings.length === 0 && this.chains.every(({ ok }) => ok);
  }
}
