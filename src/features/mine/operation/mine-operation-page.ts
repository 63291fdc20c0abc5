import { html } from 'hono/html';
import { doorFacts, shortNumber } from '../../../domain/base/door.ts';
import type { Happened } from '../../../domain/history/history.ts';
import { mostMadeFrom, unknownChoice } from '../../../domain/operation/made-from.ts';
import type { PublishedVersion, Submission } from '../../../domain/operation/operation.ts';
import { longestTexts } from '../../../domain/operation/purpose.ts';
import { noEarlier } from '../../../domain/operation/said-about.ts';
import type { ShownQuestion } from '../../../domain/review/shown-question.ts';
import { recipientsText } from '../../../pages/base/governance-list.ts';
import { fileName, type Html, type Page, refusalNote, type Visitor } from '../../../pages/base/layout.ts';
import { madeFromList } from '../../../pages/base/made-from.ts';
import { stateTag } from '../../../pages/base/state-tag.ts';
import { momentText, readableTimes } from '../../../pages/base/words.ts';
import { ruleSentences } from '../../../pages/notification/operation/upload-rejected.ts';
import type { MyDataset, MyPackage } from '../mine.ts';
import { lines, waits } from '../mine-page.ts';
import { filesCard } from './files-card.ts';
import type { MyFiles } from './my-files.ts';
import { questionsPart } from './questions-part.ts';

/** What can be asked for at the page, by the end of its address. */
export type MineAct = 'purpose' | 'answer' | 'correction' | 'withdraw' | 'discard';

/** The end of the address of the form that looks for versions and changes nothing. */
export const versionsLook = 'versions';

export interface TypedSubmission extends Submission {
  readonly by: { readonly oid: string; readonly name: string };
}

export interface MyHistory {
  readonly at: string;
  readonly thing:
    | { readonly door: 'ingress'; readonly dataset: MyDataset }
    | { readonly door: 'export'; readonly package: MyPackage };
  readonly submission?: TypedSubmission;
  readonly history: readonly Happened[];
  readonly isWhole: boolean;
  readonly acts: readonly MineAct[];
  /** What approvers asked about a package. */
  readonly questions: readonly ShownQuestion[];
  /** Packages that went back before, which this one may go on with. */
  readonly earlier: readonly { readonly id: string; readonly label?: string; readonly since: string }[];
  readonly versions: readonly PublishedVersion[];
  /** Where older ones are looked for; null when there are none. */
  readonly olderVersions: string | null;
  /** Signed receipts by kind, for the owners of a dataset. */
  readonly receipts: Readonly<Record<string, string>>;
  /** The first files of a dataset, once they were listed. */
  readonly files?: MyFiles;
}

/** What a form starts with: an attempt that was refused, or cut off by the end of the session. */
export interface MineForm {
  readonly purpose?: string;
  /** Values of the boxes that were ticked, with spaces between them. */
  readonly madeFrom?: string;
  /** What the name of a dataset holds whose versions are looked for; missing where nobody looked. */
  readonly find?: string;
  /** Where that goes on. */
  readonly older?: string;
  readonly label?: string;
  readonly answer?: string;
  readonly continues?: string;
  readonly name?: string;
  readonly reason?: string;
  /** The number of the question that `reply` answers. */
  readonly question?: string;
  readonly reply?: string;
  readonly refusal?: string;
}

export function mineOperationPage(mine: MyHistory, form: MineForm, visitor: Visitor): Page {
  const { thing, acts } = mine;
  const shown = thing.door === 'ingress' ? thing.dataset : thing.package;
  const heading =
    thing.door === 'ingress' ? html`Dataset ${fileName(thing.dataset.name)}` : html`Package ${shortNumber(shown.id)}`;
  const action = `/api/mine/${doorFacts(thing.door).list}/${shown.project}/${shown.id}`;
  const body = html`
<p><a href="/api/mine">What is yours</a></p>
<h1>${heading}</h1>
${refusalNote(form.refusal)}
${factsCard(mine, shown)}
${questionsPart(mine, shown, form, { action, visitor })}
${acts.includes('purpose') ? purposeForm(mine, form, action, visitor) : ''}
${acts.includes('correction') ? correctionForm(form, action, visitor) : ''}
<section class="card"><h2>What happened</h2><ol>${mine.history.map(
    ({ at, text }) =>
      html`<li><span class="soft nowrap">${momentText(at)}</span> <bdi>${readableTimes(text)}</bdi></li>`,
  )}</ol>${mine.isWhole ? '' : html`<p class="soft small">The audit of this project is long; what came later stands there.</p>`}</section>
${filesCard(mine.files, action)}
${receiptsCard(mine.receipts)}
<div class="choices">${acts.includes('withdraw') ? withdrawForm(form, action, visitor) : ''}${acts.includes('discard') ? discardForm(action, visitor) : ''}</div>`;
  return {
    title: `${thing.door === 'ingress' ? thing.dataset.name : `Package ${shortNumber(shown.id)}`} in ${shown.title}`,
    body,
    visitor,
    narrow: true,
  };
}

function factsCard({ at, thing, submission }: MyHistory, shown: MyDataset | MyPackage): Html {
  const size = thing.door === 'export' ? thing.package.size : undefined;
  const broken = thing.door === 'ingress' ? thing.dataset.problems : thing.package.reasons;
  const { because, rule, notice } = thing.door === 'export' ? thing.package : {};
  return html`<section class="card"><dl class="facts">
<dt>Project</dt><dd><bdi>${shown.title}</bdi> <span class="soft">(${shown.project})</span></dd>
<dt>Number</dt><dd><code>${shown.id}</code></dd>
<dt>State</dt><dd>${stateTag(shown, new Date(at))}</dd>
<dt>Waits for</dt><dd>${waits(shown)}</dd>
${size === undefined ? '' : html`<dt>Size</dt><dd>${size}</dd>`}
${rule === undefined ? '' : html`<dt>Breaks</dt><dd>${ruleSentences[rule]}</dd>`}
${notice === undefined ? '' : html`<dt>By name</dt><dd>${notice}</dd>`}
${because === undefined ? '' : html`<dt>Came back</dt><dd>${because}</dd>`}
${broken.length === 0 ? '' : html`<dt>${because === undefined ? 'Breaks' : 'They wrote'}</dt><dd>${lines(broken)}</dd>`}
${thing.door === 'export' ? releaseFacts(thing.package) : ''}
${submission === undefined ? '' : submissionFacts(submission)}
</dl></section>`;
}

function releaseFacts({ released }: MyPackage): Html | '' {
  if (released === undefined) return '';
  const { folder, within, recipients, terms } = released;
  return html`<dt>Lies in</dt><dd><code>${folder}</code> on the public side, in the folder of its name and there in <code>${within}</code></dd>
<dt>May be read by</dt><dd>the external readers of the project. ${recipientsText(recipients && terms ? { recipients: [...recipients], terms } : undefined)}</dd>
<dt>Until</dt><dd>an operator takes it back; you are told</dd>`;
}

function submissionFacts({ purpose, madeFrom, label, answer, continues, by, at }: TypedSubmission): Html {
  return html`<dt>Purpose</dt><dd>${purpose === '' ? 'None was typed here.' : html`<blockquote dir="auto">${purpose}</blockquote>`}<span class="soft small"><bdi>${by.name}</bdi>, ${momentText(at)}</span></dd>
<dt>Made from</dt><dd>${madeFromList(madeFrom)}</dd>
${label === undefined ? '' : html`<dt>Label</dt><dd><bdi>${label}</bdi></dd>`}
${answer === undefined ? '' : html`<dt>Answer</dt><dd><blockquote dir="auto">${answer}</blockquote></dd>`}
${continues === undefined ? '' : html`<dt>Goes on with</dt><dd>${continues === noEarlier ? 'no earlier package' : `package ${shortNumber(continues)}`}</dd>`}`;
}

function begin(action: string, act: MineAct, visitor: Visitor): Html {
  return html`action="${action}/${act}"><input type="hidden" name="antiForgery" value="${visitor.antiForgery}">`;
}

function madeFromBoxes(mine: MyHistory, form: MineForm, action: string): Html | '' {
  const { versions, olderVersions, submission } = mine;
  const { madeFrom, find } = form;
  if (versions.length === 0 && olderVersions === null && find === undefined) return '';
  const before = submission?.madeFrom ?? [];
  const ticked = new Set(madeFrom?.split(' ') ?? (before === unknownChoice ? [before] : before.map(({ id }) => id)));
  const box = (value: string, text: Html) =>
    html`<label class="tick"><input type="checkbox" name="madeFrom" value="${value}"${ticked.has(value) ? html` checked` : ''}> <span>${text}</span></label>`;
  return html`<fieldset id="made-from"><legend>Made from</legend>
<p class="soft small">Tick each version whose data are in the package, at most ${mostMadeFrom}: if one is retracted, people look at what was made from it.</p>
${versions.map((one) => box(one.id, html`${madeFromList([one])}`))}
${box(unknownChoice, html`This is unknown`)}
${find === undefined && olderVersions === null ? '' : versionsSearch(mine, form, `${action}/${versionsLook}#made-from`)}</fieldset>`;
}

/** Looks for other versions: the page comes back with them, and with what was typed and ticked so far. */
function versionsSearch({ versions, olderVersions }: MyHistory, { find }: MineForm, address: string): Html {
  const said =
    find === undefined
      ? ''
      : html`<p role="status">${versions.length === 0 ? 'None was found here. ' : ''}What you typed and ticked is kept on this page, and not saved yet.</p>`;
  return html`${said}<div class="filter"><label>Name of a dataset holds <input name="find" value="${find ?? ''}" maxlength="200" dir="auto" autocomplete="off"></label>
<button class="button plain" formaction="${address}" formnovalidate>Find versions</button>
${olderVersions === null ? '' : html`<button class="button plain" formaction="${address}" formnovalidate name="older" value="${olderVersions}">Older versions</button>`}</div>`;
}

function purposeForm(mine: MyHistory, form: MineForm, action: string, visitor: Visitor): Html {
  const { earlier, submission } = mine;
  const { purpose = submission?.purpose, label = submission?.label, answer = submission?.answer } = form;
  const continues = form.continues ?? submission?.continues;
  const isAsked = mine.thing.door === 'export' && mine.thing.package.waitsOn === 'approvers';
  return html`<form method="post" ${begin(action, 'purpose', visitor)}<fieldset><legend>Why is it sent?</legend>
<p class="soft small">Approvers read this, and it is read outside: write nothing that comes from the data. What you leave empty stays as it was said inside.${isAsked ? ' Once an approver has decided nothing can be typed any more.' : ''}</p>
<label class="field" for="purpose">Purpose${isAsked ? html` <span class="soft">(optional: its approvers are asked already)</span>` : ''}</label>
<textarea id="purpose" name="purpose" dir="auto" maxlength="${longestTexts.purpose}"${isAsked ? '' : html` required`}>${purpose ?? ''}</textarea>
${madeFromBoxes(mine, form, action)}
<label class="field" for="label">Label <span class="soft">(optional: what you call it outside)</span></label>
<input class="text" id="label" name="label" dir="auto" maxlength="${longestTexts.label}" value="${label ?? ''}">
${
  earlier.length === 0
    ? ''
    : html`<label class="field" for="continues">It goes on with</label>
<select id="continues" name="continues"><option value="">what was said inside, or none</option><option value="${noEarlier}"${continues === noEarlier ? html` selected` : ''}>no earlier package</option>${earlier.map(
        (one) =>
          html`<option value="${one.id}"${one.id === continues ? html` selected` : ''}>${shortNumber(one.id)}${one.label === undefined ? '' : ` ${one.label}`}, back since ${momentText(one.since)}</option>`,
      )}</select>
<label class="field" for="answer">Answer to what its approvers wrote <span class="soft">(optional)</span></label>
<textarea id="answer" name="answer" dir="auto" maxlength="${longestTexts.answer}">${answer ?? ''}</textarea>`
}
<button class="button">Save</button></fieldset></form>`;
}

/** What came of it is not shown: whether a package has that name was chosen inside. */
function correctionForm({ name = '' }: MineForm, action: string, visitor: Visitor): Html {
  return html`<form method="post" ${begin(action, 'correction', visitor)}<fieldset><legend>Send a corrected one</legend>
<p>Say so here, then put the corrected files on the export path: the next package under the same name goes on with this one, so its approvers see what changed and what was said.</p>
<label class="field" for="name">Another name <span class="soft">(optional, read outside)</span></label>
<input class="text" id="name" name="name" maxlength="64" autocomplete="off" value="${name}">
<button class="button">I send a corrected one</button></fieldset></form>`;
}

function withdrawForm({ reason = '' }: MineForm, action: string, visitor: Visitor): Html {
  return html`<form method="post" ${begin(action, 'withdraw', visitor)}<fieldset><legend>Withdraw</legend>
<label class="field" for="reason">Reason</label>
<textarea id="reason" name="reason" dir="auto" maxlength="600" required>${reason}</textarea>
<button class="button deny">Withdraw it</button></fieldset></form>`;
}

function discardForm(action: string, visitor: Visitor): Html {
  return html`<form method="post" ${begin(action, 'discard', visitor)}<fieldset><legend>Discard</legend>
<p>Its files are deleted where you put them, and its name is free again.</p>
<button class="button deny">Discard it</button></fieldset></form>`;
}

function receiptsCard(receipts: MyHistory['receipts']): Html | '' {
  const all = Object.entries(receipts);
  if (all.length === 0) return '';
  return html`<section class="card"><h2>Receipts</h2><p class="soft small">Signed; anyone can verify them offline with the keys at <a href="/api/receipts/keys">receipts/keys</a>.</p>${all.map(
    ([kind, jws]) => html`<details><summary>${kind}</summary><pre>${jws}</pre></details>`,
  )}</section>`;
}
