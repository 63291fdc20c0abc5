import type { ManifestEntry } from '../operation/manifest.ts';
import type { Operation, Scanning, UploadProblem } from '../operation/operation.ts';
import type { ScanVerdict } from './scan-verdict.ts';

/** How long an upload waits for verdicts before it rests and operators are told. */
export const longestScanWait = 30 * 60_000;

export interface FlaggedFile {
  readonly path: string;
  readonly detail: string;
}

/** What the gate says of an upload. `waiting`: verdicts are missing and there is still time. Lists name the first files only. */
export type ScanOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'waiting'; readonly missing: number }
  | { readonly kind: 'malicious'; readonly count: number; readonly files: readonly FlaggedFile[] }
  | { readonly kind: 'not-scanned'; readonly count: number; readonly files: readonly FlaggedFile[] };

const shownFiles = 100;
const silent = 'No verdict has come. The scanner may be off, over its monthly limit, or the file too large for it.';

/** Holds the verdicts against a manifest, file by file, in any order and in flat memory: nothing passes without a clean verdict for exactly its ETag. */
export class ScanGate {
  #missing = 0;
  readonly #malicious = new Suspects();
  readonly #unscanned = new Suspects();

  /** Takes a file of the manifest and the verdict about its path and ETag, if there is one. */
  add({ path }: Pick<ManifestEntry, 'path'>, verdict: Pick<ScanVerdict, 'result' | 'detail'> | undefined): void {
    if (verdict?.result === 'clean') return;
    if (verdict?.result === 'malicious') this.#malicious.add({ path, detail: verdict.detail });
    else this.#unscanned.add({ path, detail: verdict?.detail ?? silent });
    if (verdict === undefined) this.#missing += 1;
  }

  /** What the files taken so far come to. Malware counts at once; what is not scanned rests once nothing is missing or the patience is over. */
  outcome(since: Date, now: Date): ScanOutcome {
    if (this.#malicious.count > 0) return { kind: 'malicious', ...this.#malicious.list };
    if (this.#unscanned.count === 0) return { kind: 'passed' };
    const isPatient = now.getTime() - since.getTime() < longestScanWait;
    if (this.#missing > 0 && isPatient) return { kind: 'waiting', missing: this.#missing };
    return { kind: 'not-scanned', ...this.#unscanned.list };
  }
}

class Suspects {
  count = 0;
  readonly #files: FlaggedFile[] = [];

  add(file: FlaggedFile): void {
    this.count += 1;
    if (this.#files.length < shownFiles) this.#files.push(file);
  }

  get list(): { readonly count: number; readonly files: readonly FlaggedFile[] } {
    return { count: this.count, files: [...this.#files] };
  }
}

export const malwareRule = 'malware';

/** What is told of malware to those who sent it. */
export const malwareText =
  'The malware scanner found something in it. Which file that is, the operators of the project can tell.';

/** The problems of an upload with malware. Which file it is, only operators are told. */
export function malwareProblems(files: readonly FlaggedFile[]): UploadProblem[] {
  return files.map(({ path, detail }) => ({
    rule: malwareRule,
    path,
    value: detail,
    message: `The malware scanner found ${detail} in it`,
    publicMessage: malwareText,
  }));
}

/** Why an upload rests in the gate, in words for operators. */
export function whyUnscanned({
  count,
  files,
}: {
  readonly count: number;
  readonly files: readonly FlaggedFile[];
}): string {
  const [first] = files;
  if (first === undefined) return 'Nothing is missing';
  const others = count === 1 ? '' : ` and of ${count - 1} more`;
  return `There is no clean verdict of the malware scan of ${JSON.stringify(first.path)}${others}. ${first.detail}`;
}

/** Whether an upload rests in the gate because it was not scanned, until a verdict comes or an operator acts. */
export function restsUnscanned({ state, scan }: Pick<Operation, 'state' | 'scan'>): boolean {
  return state === 'scanning' && scan?.unscanned !== undefined;
}

/** Milliseconds after which the sweep lets what rests be looked at again. */
const sweepAfterLook = 3_600_000;

/** Then the sweep wakes the upload: a wait that was left over may have taken the wake of a verdict, and the next look would come a day later. */
export function isLookMissing(operation: Pick<Operation, 'state' | 'scan'>, now: Date): boolean {
  const { scan } = operation;
  return restsUnscanned(operation) && scan !== undefined && now.getTime() - Date.parse(scan.lookedAt) >= sweepAfterLook;
}

/** Whether the upload is known to hold malware, by a verdict that came after it had passed. */
export function holdsMalware({ problems }: { readonly problems: readonly UploadProblem[] }): boolean {
  return problems.some(({ rule }) => rule === malwareRule);
}

/** How long a verdict may come after a look without waking the upload for it: a million verdicts must not become a million looks. */
const quietAfterLook = 15_000;

/** After how many seconds an upload looks again before it rests for long: by then the verdicts that woke nobody are in. */
export const secondsAfterLook = 20;

export function isWakeDue(scan: Scanning | undefined, verdict: Pick<ScanVerdict, 'result'>, now: Date): boolean {
  return verdict.result === 'malicious' || scan === undefined || isDueAfterLook(scan, now);
}

/** Whether a verdict that comes now wakes the upload. Until then a look must follow, whoever began the last one. */
export function isDueAfterLook({ lookedAt }: Pick<Scanning, 'lookedAt'>, now: Date): boolean {
  return now.getTime() - Date.parse(lookedAt) >= quietAfterLook;
}
