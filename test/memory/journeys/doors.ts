import { scanBlob } from '../../../local/azure/malware-scan/engine.ts';
import type { ScanOutcome } from '../../../local/azure/malware-scan/outcome.ts';
import { scannedContainers } from '../../../local/azure/malware-scan/places.ts';
import { scanEvent } from '../../../local/azure/malware-scan/scan-event.ts';
import type { Door } from '../../../src/domain/base/door.ts';
import { takeScanResult } from '../../../src/functions/operation/scan-results.ts';
import { announceUpload } from '../../../src/use-cases/operation/announce-upload.ts';
import type { MemoryStorage } from '../storage.ts';
import type { AppProcess } from './app-process.ts';
import { doorUrls } from './app-process.ts';

/** What tells the app of new files at the doors: Event Grid, and the scanner. Both can be told to say nothing. */
export class Doors {
  /** Events of new files are lost. */
  isDeaf = false;
  /** What a verdict is to wake does not hear of it: a wait that was left over took the wake, or the process died before it. */
  losesWakes = false;
  readonly #storage: MemoryStorage;
  readonly #known: Record<Door, ReadonlyMap<string, string>> = { ingress: new Map(), export: new Map() };

  constructor(storage: MemoryStorage) {
    this.#storage = storage;
  }

  /** Tells of every file that is new, or another one than before; says whether there was one. */
  async tell(process: AppProcess): Promise<boolean> {
    let isNew = false;
    for (const door of ['ingress', 'export'] as const) {
      const before = this.#known[door];
      const there = await this.#etags(door);
      this.#known[door] = there;
      for (const [path, etag] of there) {
        if (before.get(path) === etag) continue;
        isNew = true;
        const { account, container } = scannedContainers[door];
        const blob = this.#storage.container(account, container).getBlobClient(path);
        const outcome = await scanBlob(path, () => contentOf(blob), undefined);
        if (outcome !== undefined) await this.say(process, door, path, outcome, etag);
        if (!this.isDeaf) await announceUpload(process.app.ports, process.workflows, { door, path });
      }
    }
    return isNew;
  }

  /** A result of the scanner about a file, whatever a scan would say; without an ETag about the file as it lies there. */
  async say(process: AppProcess, door: Door, path: string, outcome: ScanOutcome, etag?: string): Promise<void> {
    const there = etag ?? (await this.#etags(door)).get(path);
    if (there === undefined) throw new Error(`There is no ${path} at the door ${door}`);
    const blob = { name: path, etag: there.replaceAll('"', '') };
    const event = scanEvent(doorUrls[door], scannedContainers[door], blob, outcome);
    const { app, workflows } = process;
    const heard = this.losesWakes ? { ...workflows, wake: async () => undefined } : workflows;
    await takeScanResult({ ...app.ports, doorUrls }, heard, event, quiet);
  }

  async #etags(door: Door): Promise<ReadonlyMap<string, string>> {
    const { account, container } = scannedContainers[door];
    const there = new Map<string, string>();
    for await (const { name, properties } of this.#storage.container(account, container).listBlobsFlat())
      there.set(name, properties.etag ?? '');
    return there;
  }
}

const quiet = { info: () => undefined, error: () => undefined };

async function* contentOf(blob: { downloadToBuffer(): Promise<Buffer> }): AsyncGenerator<Uint8Array> {
  yield await blob.downloadToBuffer();
}
