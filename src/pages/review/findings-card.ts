import { html } from 'hono/html';
import { countText, enumerated } from '../../domain/base/count-text.ts';
import type { PassedKind } from '../../domain/inspection/coverage.ts';
import { type FileType, isQuiet, type NotCheckedReason, type Verdict } from '../../domain/inspection/evidence.ts';
import { type MissingReason, missingWords } from '../../domain/inspection/round-evidence.ts';
import type { WithoutEvidence } from '../../domain/inspection/without-evidence.ts';
import type { otherThresholds } from '../../domain/project/project-disclosure.ts';
import { causeText, type Opened, type ReasonCause } from '../../domain/review/evidence-requirements.ts';
import type { Html } from '../base/layout.ts';
import { passedWords } from '../base/passed-words.ts';
import { reasonWords, thresholdWords, verdictWords } from '../base/verdict-words.ts';
import { momentText } from '../base/words.ts';

/** Files of which something is the same, by their numbers. */
export interface FilesWith<Of> {
  readonly of: Of;
  readonly files: readonly number[];
}

/** How many of the files that somebody is to open they opened. */
export interface OpenedBy {
  readonly name: string;
  readonly opened: number;
  readonly toOpen: number;
}

/** What the evidence says of the files of a round, without names, values and places. */
export interface FoundInFiles {
  readonly kind: 'found';
  /** SHA-256 of the evidence. */
  readonly hash: string;
  /** The files under each verdict, the heaviest first. */
  readonly verdicts: readonly FilesWith<Verdict>[];
  readonly notChecked: readonly FilesWith<NotCheckedReason>[];
  /** Pieces of files that were not looked at, by what they are. */
  readonly passed: readonly FilesWith<PassedKind>[];
  /** Files with columns of numbers that were taken for nothing. */
  readonly unexplained: readonly number[];
  /** How many more files there are, at which nobody looked. */
  readonly unread: number;
  /** Types that the project does not allow by themselves. */
  readonly types: readonly FilesWith<FileType>[];
  readonly thresholds: ReturnType<typeof otherThresholds>;
  /** Who opened how many; nobody but the reader while the others are not to be seen. */
  readonly openedBy: readonly OpenedBy[];
}

/**
 * What is known of the content of the files. `none`: the deployment has no reading room; `missing`: it said nothing that counts; `another`: what
 * stands now where the evidence stood is not what the round names.
 */
export type KnownOfFiles =
  | { readonly kind: 'none' }
  | { readonly kind: 'missing'; readonly missing: MissingReason }
  | { readonly kind: 'another'; readonly hash: string }
  | FoundInFiles;

/** What is known of the files, and what an approval needs because of it. */
export interface Findings {
  readonly known: KnownOfFiles;
  readonly causes: readonly ReasonCause[];
  readonly viewing: 'none' | 'required' | 'impossible';
  /** That two operators let it go on without evidence. */
  readonly without?: WithoutEvidence | undefined;
  /** What the reader is to open and opened in this round; undefined where that is not known. */
  readonly own: Opened | undefined;
}

export function findingsCard({ known, viewing, without }: Findings, timeZone: string): Html {
  return html`<section class="card" id="found"><h2>What was found in the files</h2>
${knownText(known)}${viewing === 'impossible' ? html`<p>The project asks approvers to open files in the reading room before they approve. Without evidence nobody knows which, so nobody can approve yet: the package waits for the reading room, or for two operators who let it go on without evidence.</p>` : ''}${without === undefined ? '' : withoutText(without, timeZone)}
</section>`;
}

function withoutText({ askedBy, agreedBy, at, reason }: WithoutEvidence, timeZone: string): Html {
  const who = askedBy === agreedBy ? 'The one operator of this deployment' : 'Two operators';
  return html`<div class="note"><p>The project asks approvers to open files in the reading room before they approve. ${who} let this review go on without, at ${momentText(at, timeZone)}: <bdi>${reason}</bdi></p></div>`;
}

function knownText(known: KnownOfFiles): Html {
  switch (known.kind) {
    case 'none':
      return html`<p>Nothing looked into the files, so there is no evidence of what they hold. Look at them yourself.</p>`;
    case 'missing':
      return html`<div class="note"><p>There was no evidence ${missingWords[known.missing]}: ${missingSentences[known.missing]} Look at the files yourself.</p></div>`;
    case 'another':
      return html`<div class="note bad"><p>The evidence stored about these files is not the one that this review names, so it is not shown. Tell an operator before you decide.</p></div>
<dl class="facts"><dt>Evidence</dt><dd><code>${known.hash}</code></dd></dl>`;
    case 'found':
      return foundText(known);
  }
}

const missingSentences: Readonly<Record<MissingReason, string>> = {
  late: 'the reading room was asked, and had written nothing when you were asked.',
  unreadable: 'what the reading room wrote is not of the form that evidence has.',
  'other-files': 'the reading room found other files than those that were frozen.',
};

function foundText(found: FoundInFiles): Html {
  const { hash, verdicts, notChecked, passed, unexplained, unread, types, thresholds, openedBy } = found;
  const unseen = [
    ...notChecked.map(
      ({ of, files }) => html`<div>${reasonWords[of]} <span class="soft">${numbersText(files)}</span></div>`,
    ),
    ...passed.map(
      ({ of, files }) => html`<div>In it ${passedWords[of]}: <span class="soft">${numbersText(files)}</span></div>`,
    ),
    ...(unread === 0 ? [] : [html`<div>Nobody looked at the last ${countText(unread, 'file')}.</div>`]),
  ];
  return html`<p>The rules of the reading room find only what they look for. A file can hold more than was found in it.</p>
<dl class="facts">
<dt>Verdicts</dt><dd>${verdicts.map(verdictLine)}</dd>
${unseen.length === 0 ? '' : html`<dt>Not looked at</dt><dd>${unseen}</dd>`}
${unexplained.length === 0 ? '' : html`<dt>Numbers</dt><dd>Columns that no rule could explain, so nobody checked whether they count people: <span class="soft">${numbersText(unexplained)}</span></dd>`}
${types.length === 0 ? '' : html`<dt>Allowed types</dt><dd>${types.map(({ of, files }) => html`<div>The type ${of} is not among the allowed types: <span class="soft">${numbersText(files)}</span></div>`)}</dd>`}
${thresholds.length === 0 ? '' : html`<dt>Thresholds</dt><dd>${thresholds.map(({ name, used, now }) => html`<div>Looked at: ${used} ${thresholdWords[name]}. The project has ${now} now.</div>`)}</dd>`}
${openedBy.length === 0 ? '' : html`<dt>Opened</dt><dd>${openedBy.map(({ name, opened, toOpen }) => html`<div><bdi>${name}</bdi> opened ${opened} of ${toOpen} to open</div>`)}</dd>`}
<dt>Evidence</dt><dd><code>${hash}</code><br><span class="soft small">SHA-256 of what the reading room wrote; your decision names it.</span></dd>
</dl>`;
}

function verdictLine({ of, files }: FilesWith<Verdict>): Html {
  const { word, tone } = verdictWords[of];
  const which = isQuiet(of) ? countText(files.length, 'file') : numbersText(files);
  return html`<div><span class="tag ${tone}">${word}</span> ${which}</div>`;
}

const mostNumbers = 40;

/** `file 4`, `3 files: 4, 7 and 12`. */
function numbersText(files: readonly number[]): string {
  if (files.length === 1) return `file ${files[0]}`;
  const shown = files.slice(0, mostNumbers).map(String);
  const rest = files.length - shown.length;
  return `${countText(files.length, 'file')}: ${enumerated(rest === 0 ? shown : [...shown, `${rest} more`])}`;
}

/** What stands beside the name of a file in which anything was found, or of which something was not looked at. */
export function verdictMarks({ known }: Findings): ReadonlyMap<number, Html> {
  const marked = known.kind === 'found' ? known.verdicts.filter(({ of }) => !isQuiet(of)) : [];
  return new Map(
    marked.flatMap(({ of, files }) => {
      const { word, tone } = verdictWords[of];
      return files.map((number) => [number, html` <span class="tag ${tone}">${word}</span>`] as const);
    }),
  );
}

/** Beside the tick that the files were looked at: how many the reader opened, which sets no tick. */
export function openedNote({ own, viewing }: Findings): Html | '' {
  if (own === undefined || own.toOpen.length === 0) return '';
  const left = own.toOpen.length - own.opened.length;
  const due =
    viewing === 'required' && left > 0 ? ' The project asks that you open all of them before you approve.' : '';
  return html` <span class="soft">In the reading room you opened ${own.opened.length} of ${own.toOpen.length} to open.${due}</span>`;
}

/** What an approval has to say in writing; empty where nothing is asked of it. */
export function whyReason({ causes }: Findings): string {
  return causes.length === 0 ? '' : `A reason is needed because ${causes.map(causeText).join('; ')}.`;
}
