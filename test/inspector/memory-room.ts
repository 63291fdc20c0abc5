import { createHash } from 'node:crypto';
import { blobInspections } from '../../src/azure/review/inspections.ts';
import { blobListing } from '../../src/azure/transfer/data-listing.ts';
import { blobFrozenFiles } from '../../src/azure/transfer/frozen-files.ts';
import { disclosureRules } from '../../src/domain/inspection/disclosure.ts';
import { type Evidence, evidenceSchema } from '../../src/domain/inspection/evidence.ts';
import { inspectionEnd } from '../../src/domain/operation/inspection-wait.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/review/inspection.ts';
import type { InspectFiles, InspectingParts } from '../../src/inspector/inspecting.ts';
import { inspectAsked } from '../../src/inspector/looking/inspect-asked.ts';
import type { LookCalls } from '../../src/inspector/looking/waking.ts';
import { listPackage } from '../../src/inspector/package-listing.ts';
import { operationId } from '../contract/samples.ts';
import { noHook } from '../memory/hook.ts';
import { MemoryStorage } from '../memory/storage.ts';
import { aCoverage } from './a-coverage.ts';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Looks for the digit 4, the place of which it notes, and reads the rest. It takes no time. */
export const inspect: InspectFiles = async function* (files, rules) {
  for (const file of files) {
    let text = '';
    for await (const bytes of file.open()) text += Buffer.from(bytes).toString();
    const isSmall = text.includes('4') && rules.minCount > 4;
    const findings = isSmall ? [{ rule: 'small-count', severity: 'review' as const, count: 1 }] : [];
    const places = isSmall ? [{ rule: 'small-count', places: [{ row: 2 }] }] : [];
    const coverage = aCoverage({ lines: 1, looked: text.length });
    const lines = sha256(`lines ${text}`);
    yield { type: 'table', findings, notChecked: [], sha256: sha256(text), lines, places, coverage };
  }
};

/** Nobody calls while it lasts. */
const undisturbed: LookCalls = {
  isCalled: () => false,
  takeCall: () => false,
  stillOpen: () => Promise.resolve(),
  lost: new AbortController().signal,
};

/** The inspection of the reading room over a storage in memory, in time that moves only when somebody moves it. */
export class MemoryRoom {
  now = Date.parse('2026-11-26T10:00:00Z');
  readonly storage = new MemoryStorage({ clock: { now: () => new Date(this.now) }, hook: noHook });
  readonly lines: string[] = [];
  readonly thresholds = disclosureRules.parse({ minCount: 7 });
  readonly definition = 'd'.repeat(64);
  readonly #log = {
    info: (text: string) => void this.lines.push(text),
    error: (text: string) => void this.lines.push(text),
  };

  parts(change: Partial<InspectingParts> = {}): InspectingParts {
    const { secure } = this.storage.ofApp();
    return {
      inspections: blobInspections(secure),
      frozen: blobFrozenFiles(secure),
      listing: blobListing(this.storage.ofApp()),
      inspect,
      versions: { app: '0.1.0' },
      drawKey: ({ exportId }) => Promise.resolve(sha256(exportId)),
      clock: { now: () => new Date(this.now) },
      resting: new Map(),
      ...change,
    };
  }

  /** One look. */
  async run(change: Partial<InspectingParts> = {}): Promise<void> {
    await inspectAsked(this.parts(change), this.#log, undisturbed);
  }

  async put(container: string, path: string, text: string): Promise<void> {
    await this.storage.container('secure', container).getBlobClient(path).upload(text, Buffer.byteLength(text));
  }

  /** Freezes files under names that nobody may see, and asks for their inspection. */
  async asked(
    texts: readonly string[],
    change: Partial<InspectionKey> = {},
    context: readonly string[] = [],
  ): Promise<InspectionKey> {
    const { project = 'heart-study' } = change;
    const exportId = operationId('export');
    const name = (index: number) => `secret-${String(index).padStart(4, '0')}.csv`;
    for (const [index, text] of texts.entries())
      await this.put('review', `${project}/${exportId}/${name(index)}`, text);
    for (const [index, text] of context.entries())
      await this.put('review', `${project}/${exportId}/_context/${name(index)}`, text);
    const { digest } = await listPackage(blobListing(this.storage.ofApp()), { project, exportId });
    const key = { project, exportId, digest, ...change };
    const deadline = inspectionEnd({ since: new Date(this.now).toISOString() }).toISOString();
    const { definition, thresholds } = this;
    await this.put(
      'inspections',
      inspectionPath(key),
      JSON.stringify({ definition, thresholds, approvers: [], deadline }),
    );
    return key;
  }

  async namesIn(container: string): Promise<string[]> {
    const names = [];
    for await (const { name } of this.storage.container('secure', container).listBlobsFlat()) names.push(name);
    return names;
  }

  async evidence(key: InspectionKey): Promise<Evidence> {
    const blob = this.storage.container('secure', 'evidence').getBlobClient(inspectionPath(key));
    return evidenceSchema.parse(JSON.parse((await blob.downloadToBuffer()).toString()));
  }

  /** Evidence of a room that looked at no file. */
  nothingSeen({ digest }: InspectionKey): Evidence {
    const { definition, thresholds } = this;
    return { digest, definition, thresholds, versions: { app: '0.1.0' }, files: [], unread: 1 };
  }

  /** When the evidence was written; undefined while there is none. */
  async written(key: InspectionKey): Promise<number | undefined> {
    const blobs = this.storage.container('secure', 'evidence').listBlobsFlat({ prefix: inspectionPath(key) });
    for await (const { properties } of blobs) return properties.lastModified?.getTime();
    return undefined;
  }

  async attempts(key: InspectionKey): Promise<string[]> {
    const prefix = `${key.project}/${key.exportId}/${key.digest}/attempt-`;
    return (await this.namesIn('places')).filter((name) => name.startsWith(prefix));
  }
}
