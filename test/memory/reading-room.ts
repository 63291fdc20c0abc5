import type { BlobContainer } from '../../src/azure/blob-container.ts';
import { blobInspections } from '../../src/azure/inspections.ts';
import type { FileEvidence } from '../../src/domain/evidence.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/inspection.ts';
import { collect } from '../contract/samples.ts';

/** What the room says of each file of its evidence: of one. */
const files: readonly FileEvidence[] = [
  { number: 1, bytes: 4, sha256: 'e'.repeat(64), type: 'table', verdict: 'clean', findings: [], notChecked: [] },
];

/** How the room answers a request. `garbage` is no evidence; `other-files`: it found other files than it was asked about. */
export type RoomAnswer = 'evidence' | 'garbage' | 'other-files';

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
  async answerAll(how: RoomAnswer = 'evidence'): Promise<void> {
    for (const key of await this.open()) await this.answer(key, how);
  }

  /** Answers one request; what stands there stays. */
  async answer(key: InspectionKey, how: RoomAnswer): Promise<void> {
    if (how === 'garbage') {
      const text = '{"verdict":"clean"}';
      const blob = this.#container('evidence').getBlockBlobClient(inspectionPath(key));
      await blob.upload(text, text.length, { blobHTTPHeaders: { blobContentType: 'application/json' } });
      return;
    }
    const digest = how === 'evidence' ? key.digest : 'f'.repeat(64);
    const { definition, thresholds } = await this.#inspections.request(key);
    const found = { digest, definition, thresholds, versions: { app: '0.1.0' }, files: [...files], unread: 0 };
    await this.#inspections.writeEvidence(key, found);
  }

  get #inspections() {
    return blobInspections({ getContainerClient: this.#container });
  }
}
