import { html } from 'hono/html';
import { doorFacts, shortNumber } from '../../../domain/base/door.ts';
import { noEarlier } from '../../../domain/operation/said-about.ts';
import { recipientsText } from '../../../pages/base/governance-list.ts';
import { fileName, type Html, type Page, refusalNote, type Visitor } from '../../../pages/base/layout.ts';
import { madeFromList } from '../../../pages/base/made-from.ts';
import { fieldsOfForm, pageForm, type SentPage, unchangedMark } from '../../../pages/base/page-form.ts';
import { stateTag } from '../../../pages/base/state-tag.ts';
import { momentText, readableTimes } from '../../../pages/base/words.ts';
import { ruleSentences } from '../../../pages/notification/operation/upload-rejected.ts';
import type { MyDataset, MyPackage } from '../mine.ts';
import { lines, waits } from '../mine-page.ts';
import { filesCard } from './files-card.ts';
import type { MyHistory, TypedSubmission } from './my-history.ts';
import { findVersions, purposeForm } from './purpose-form.ts';
import { questionsPart } from './questions-part.ts';

export function mineOperationPage(mine: MyHistory, sent: SentPage | undefined, visitor: Visitor): Page {
  const { thing, acts } = mine;
  const shown = thing.door === 'ingress' ? thing.dataset : thing.package;
  const { timeZone } = shown;
  const heading =
    thing.door === 'ingress' ? html`Dataset ${fileName(thing.dataset.name)}` : html`Package ${shortNumber(shown.id)}`;
  const action = `/api/mine/${doorFacts(thing.door).list}/${shown.project}/${shown.id}`;
  const body = html`${acts.length === 0 ? '' : pageForm(visitor, { enter: acts.includes('purpose') ? findVersions(action) : undefined })}
<p><a href="/api/mine">What is yours</a></p>
<h1>${heading}</h1>
${refusalNote(sent?.refusal)}
${factsCard(mine, shown)}
${questionsPart(mine, shown, action, sent)}
${acts.includes('purpose') ? purposeForm(mine, action, sent) : ''}
${acts.includes('correction') ? correctionForm(action, sent) : ''}
<section class="card"><h2>What happened</h2><ol>${mine.history.map(
    ({ at, text }) =>
      html`<li><span class="soft nowrap">${momentText(at, timeZone)}</span> <bdi>${readableTimes(text, timeZone)}</bdi></li>`,
  )}</ol>${mine.isWhole ? '' : html`<p class="soft small">The audit of this project is long; what came later stands there.</p>`}</section>
${filesCard(mine.files, action)}
${receiptsCard(mine.receipts)}
<div class="choices">${acts.includes('withdraw') ? withdrawForm(action, sent) : ''}${acts.includes('discard') ? discardForm(action) : ''}</div>`;
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
<dt>State</dt><dd>${stateTag(shown, { now: new Date(at), timeZone: shown.timeZone })}</dd>
<dt>Waits for</dt><dd>${waits(shown)}</dd>
${size === undefined ? '' : html`<dt>Size</dt><dd>${size}</dd>`}
${rule === undefined ? '' : html`<dt>Breaks</dt><dd>${ruleSentences[rule]}</dd>`}
${notice === undefined ? '' : html`<dt>By name</dt><dd>${notice}</dd>`}
${because === undefined ? '' : html`<dt>Came back</dt><dd>${because}</dd>`}
${broken.length === 0 ? '' : html`<dt>${because === undefined ? 'Breaks' : 'They wrote'}</dt><dd>${lines(broken)}</dd>`}
${thing.door === 'export' ? releaseFacts(thing.package) : ''}
${submission === undefined ? '' : submissionFacts(submission, shown.timeZone)}
</dl></section>`;
}

function releaseFacts({ released }: MyPackage): Html | '' {
  if (released === undefined) return '';
  const { folder, within, recipients, terms } = released;
  return html`<dt>Lies in</dt><dd><code>${folder}</code> on the public side, in the folder of its name and there in <code>${within}</code></dd>
<dt>May be read by</dt><dd>the external readers of the project. ${recipientsText(recipients && terms ? { recipients: [...recipients], terms } : undefined)}</dd>
<dt>Until</dt><dd>an operator takes it back; you are told</dd>`;
}

function submissionFacts(
  { purpose, madeFrom, label, answer, continues, by, at }: TypedSubmission,
  timeZone: string,
): Html {
  return html`<dt>Purpose</dt><dd>${purpose === '' ? 'None was typed here.' : html`<blockquote dir="auto">${purpose}</blockquote>`}<span class="soft small"><bdi>${by.name}</bdi>, ${momentText(at, timeZone)}</span></dd>
<dt>Made from</dt><dd>${madeFromList(madeFrom)}</dd>
${label === undefined ? '' : html`<dt>Label</dt><dd><bdi>${label}</bdi></dd>`}
${answer === undefined ? '' : html`<dt>Answer</dt><dd><blockquote dir="auto">${answer}</blockquote></dd>`}
${continues === undefined ? '' : html`<dt>Goes on with</dt><dd>${continues === noEarlier ? 'no earlier package' : `package ${shortNumber(continues)}`}</dd>`}`;
}

/** What came of it is not shown: whether a package has that name was chosen inside. */
function correctionForm(action: string, sent?: SentPage): Html {
  const fields = fieldsOfForm('correction', sent);
  return html`<fieldset><legend>Send a corrected one</legend>
<p>Say so here, then put the corrected files on the export path: the next package under the same name goes on with this one, so its approvers see what changed and what was said.</p>
<label class="field" for="name">Another name <span class="soft">(optional, read outside)</span></label>
<input class="text" id="name" ${fields.named('name')} maxlength="64" autocomplete="off" value="${fields.value('name')}">
${unchangedMark(fields)}<button class="button" ${fields.pressed} formaction="${action}/correction">I send a corrected one</button></fieldset>`;
}

function withdrawForm(action: string, sent?: SentPage): Html {
  const fields = fieldsOfForm('withdraw', sent);
  return html`<fieldset><legend>Withdraw</legend>
<label class="field" for="reason">Reason</label>
<textarea id="reason" ${fields.named('reason')} dir="auto" maxlength="600" required>${fields.value('reason')}</textarea>
${unchangedMark(fields)}<button class="button deny" ${fields.pressed} formaction="${action}/withdraw">Withdraw it</button></fieldset>`;
}

function discardForm(action: string): Html {
  return html`<fieldset><legend>Discard</legend>
<p>Its files are deleted where you put them, and its name is free again.</p>
<button class="button deny" ${fieldsOfForm('discard', undefined).pressed} formaction="${action}/discard">Discard it</button></fieldset>`;
}

function receiptsCard(receipts: MyHistory['receipts']): Html | '' {
  const all = Object.entries(receipts);
  if (all.length === 0) return '';
  return html`<section class="card"><h2>Receipts</h2><p class="soft small">Signed; anyone can verify them offline with the keys at <a href="/api/receipts/keys">receipts/keys</a>.</p>${all.map(
    ([kind, jws]) => html`<details><summary>${kind}</summary><pre>${jws}</pre></details>`,
  )}</section>`;
}
