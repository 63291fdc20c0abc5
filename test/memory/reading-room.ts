import { blobInspections } from '../../src/azure/inspections.ts';
import type { Evidence, FileEvidence } from '../../src/domain/evidence.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/inspection.ts';
import { collect } from '../contract/samples.ts';
import type { MemoryStorage } from './storage.ts';

/** What the room says of each file of its evidence, by default of one. */
const files: readonly FileEvidence[] = [
  { number: 1, bytes: 4, sha256: 'e'.repeat(64), type: 'table', verdict: 'clean', findings: [], notChecked: [] },
];

/** How the room answers a request. `garbage` is no evidence; `other-files`: it found other files than it was asked about. */
export type RoomAnswer = 'evidence' | 'garbage' | 'other-files';

/** The reading room of a world in memory. It answers only when asked to, at once and without faults. */
export class MemoryReadingRoom {
  readonly #storage: MemoryStorage;

  constructor(storage: MemoryStorage) {
    this.#storage = storage;
  }

  /** The requests that nobody has answered. */
  open(): Promise<readonly InspectionKey[]> {
    return collect(this.#inspections.open());
  }

  /** Answers what is open, and gives how many requests that were. */
  async answer(how: RoomAnswer = 'evidence', seen: readonly FileEvidence[] = files): Promise<number> {
    const open = await this.open();
    for (const key of open) {
      if (how === 'garbage') await this.#write(key, '{"verdict":"clean"}');
      else {
        const digest = how === 'evidence' ? key.digest : 'f'.repeat(64);
        await this.#inspections.writeEvidence(key, await this.#evidence(key, digest, seen));
      }
    }
    return open.length;
  }

  async #evidence(key: InspectionKey, digest: string, seen: readonly FileEvidence[]): Promise<Evidence> {
    const { definition, thresholds } = await this.#inspections.request(key);
    return { digest, definition, thresholds, versions: { app: '0.1.0' }, files: [...seen], unread: 0 };
  }

  async #write(key: InspectionKey, text: string): Promise<void> {
    const container = this.#storage.container('secure', 'evidence');
    await container.getBlockBlobClient(inspectionPath(key)).upload(text, Buffer.byteLength(text));
  }

  get #inspections() {
    return blobInspections({ getContainerClient: (name) => this.#storage.container('secure', name) });
  }
}
