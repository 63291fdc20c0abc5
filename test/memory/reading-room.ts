import type { BlobContainer } from '../../src/azure/base/blob-container.ts';
import { blobInspections } from '../../src/azure/review/inspections.ts';
import type { RowClass } from '../../src/domain/inspection/coverage.ts';
import { evidenceSchema, type FileEvidence } from '../../src/domain/inspection/evidence.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/review/inspection.ts';
import { collect } from '../contract/samples.ts';
import { lookedAtAll } from '../inspector/a-coverage.ts';

const coverage = lookedAtAll;
const ofEach = { number: 1, bytes: 4, sha256: 'e'.repeat(64) } as const;

/**
 * What the room says of the one file of its evidence: nothing, people who can be told from others, something that it cannot read, or that
 * others took the time that it had for it.
 */
const files = {
  lookedAt: { ...ofEach, type: 'table', verdict: 'lookedAt', findings: [], notChecked: [], coverage },
  block: {
    ...ofEach,
    type: 'table',
    verdict: 'block',
    findings: [{ rule: 'identifier-shape', severity: 'block', count: 3 }],
    notChecked: [],
    coverage,
  },
  starved: { ...ofEach, type: 'table', verdict: 'notChecked', findings: [], notChecked: ['budget'] },
  model: { ...ofEach, type: 'other', verdict: 'notChecked', findings: [], notChecked: ['type'], coverage },
} as const satisfies Record<string, FileEvidence>;

/** What the room finds in a package, where it answers with evidence. */
export type Found = keyof typeof files;

/** How the room answers a request. `garbage` is no evidence; `other-files`: it found other files than it was asked about. */
export type RoomAnswer = Found | 'garbage' | 'other-files';

/** The reading room of a world without one of its own: it looks into no file, and answers only when asked to, at once and without faults. */
export class PlayedRoom {
  readonly #container: (name: string) => BlobContainer;

  /** `container` gives those of the secure account. */
  constructor(container: (name: string) => BlobContainer) {
    this.#container = container;
  }

  /** The requests that nobody has answered. */
  open(): Promise<readonly InspectionKey[]> {
    return collect(this.#inspections.open());
  }

  /** Answers what is open. */
  async answerAll(how: RoomAnswer = 'lookedAt'): Promise<void> {
    for (const key of await this.open()) await this.answer(key, how);
  }

  /** Answers one request; what stands there stays. `rows`: of a table that it could count. */
  async answer(key: InspectionKey, how: RoomAnswer, rows?: RowClass): Promise<void> {
    if (how === 'garbage') {
      const text = '{"verdict":"lookedAt"}';
      const blob = this.#container('evidence').getBlockBlobClient(inspectionPath(key));
      await blob.upload(text, text.length, { blobHTTPHeaders: { blobContentType: 'application/json' } });
      return;
    }
    const [digest, said] = how === 'other-files' ? ['f'.repeat(64), files.lookedAt] : [key.digest, files[how]];
    const file = rows === undefined || !('coverage' in said) ? said : { ...said, coverage: { ...coverage, rows } };
    const { definition, thresholds } = await this.#inspections.request(key);
    const found = { digest, definition, thresholds, versions: { app: '0.1.0' }, files: [file], unread: 0 };
    await this.#inspections.writeEvidence(key, evidenceSchema.parse(found));
  }

  /** A person (object id) opens the one file of a package in a round. */
  async view(key: InspectionKey, round: number, oid: string): Promise<void> {
    await this.#inspections.markSeen(key, { round, oid, file: ofEach.number });
  }

  get #inspections() {
    return blobInspections({ getContainerClient: this.#container });
  }
}
