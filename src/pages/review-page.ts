import { html } from 'hono/html';
import { countText } from '../domain/count-text.ts';
import type { FilesInView } from '../domain/file-view.ts';
import type { Governance } from '../domain/governance.ts';
import type { RetractedVersion } from '../domain/made-from.ts';
import type { MadeFrom } from '../domain/operation.ts';
import type { Recipients } from '../domain/recipients.ts';
import type { FileRemark } from '../domain/remarks.ts';
import { type Choice, choices, longestReason } from '../domain/round.ts';
import { type Conversation, conversationCard } from './conversation-card.ts';
import { type EarlierPackage, earlierCard, type ReleasedBefore } from './earlier-card.ts';
import { type Evidence, evidenceCard } from './evidence-card.ts';
import { filesCard } from './files-card.ts';
import { type Findings, findingsCard, openedNote, whyReason } from './findings-card.ts';
import { governanceList, recipientsText } from './governance-list.ts';
import { fileName, type Html, type Page, refusalNote, type Visitor } from './layout.ts';
import { madeFromList } from './made-from.ts';
import { distanceText, momentText, sizeText } from './words.ts';

/** What an approver sees before deciding. File names, never content. */
export interface ReviewMaterial {
  readonly exportId: string;
  readonly projectTitle: string;
  readonly projectId: string;
  readonly packageName: string;
  /** Why it is sent; `by` is the name of whoever typed that. */
  readonly purpose: { readonly text: string; readonly by?: string } | undefined;
  readonly madeFrom: MadeFrom | undefined;
  /** Which of these versions were retracted by now. */
  readonly retracted: readonly RetractedVersion[];
  /** What the project rests on. */
  readonly governance: readonly Governance[];
  readonly release: Recipients | undefined;
  /** When its first file came. */
  readonly droppedAt: string;
  readonly digest: string;
  readonly count: number;
  readonly bytes: number;
  readonly quorum: number;
  readonly independent: number;
  /** Approvals in this round so far; undefined where the approvers decide without knowing. */
  readonly approvals: number | undefined;
  readonly deadline: string;
  /** Where the frozen copy lies, inside the secure network. */
  readonly folderUrl: string;
  /** The page of the reading room about it; undefined where there is none. */
  readonly roomUrl: string | undefined;
  readonly files: FilesInView;
  /** What the reader noted about single files so far. */
  readonly remarks: readonly FileRemark[];
  readonly evidence: Evidence;
  readonly findings: Findings;
  readonly conversation: Conversation;
  /** Other packages of the project. */
  readonly others: readonly EarlierPackage[];
  readonly before: ReleasedBefore;
}

/** What the form starts with: the mail's link or an interrupted attempt may have chosen, typed and failed already. */
export interface ReviewForm {
  readonly action: string;
  readonly choice: Choice | undefined;
  readonly reason: string;
  /** Why the last attempt was not recorded. */
  readonly refusal: string | undefined;
}

/** The page on which a signed-in approver decides. */
export function reviewPage(material: ReviewMaterial, form: ReviewForm, visitor: Visitor, now: Date): Page {
  const ordered = choices.toSorted((one, other) => Number(other === form.choice) - Number(one === form.choice));
  const forms = { approve: approveForm, changes: changesForm, deny: denyForm };
  const body = html`
<h1>May this package leave?</h1>
<p class="lead">A researcher of <b><bdi>${material.projectTitle}</bdi></b> asks to release
${countText(material.count, 'file')}, ${sizeText(material.bytes)}. ${isPast(material.deadline, now) ? 'Your decision still counts, although it was due by' : 'Please decide by'}
<span class="nowrap">${momentText(material.deadline)}</span> <span class="nowrap">(${distanceText(material.deadline, now)}).</span></p>
${refusalNote(form.refusal)}${toRoom(material, form)}
${factsCard(material)}
${conversationCard(material.conversation)}
${lookCard(material)}
${findingsCard(material.findings)}
${filesCard(material, form, visitor)}
${evidenceCard(material.evidence)}
${earlierCard(material.others, material.before)}
<nav class="jump" aria-label="On this page"><a class="button" href="#decide">Decide</a></nav>
<div class="choices" id="decide">${ordered.map((choice) => forms[choice](material, form, visitor))}</div>`;
  return { title: `${material.packageName}: review in ${material.projectTitle}`, body, visitor };
}

/** Where the files are opened for which an approval was refused. */
function toRoom({ roomUrl, findings: { own, viewing } }: ReviewMaterial, { refusal, choice }: ReviewForm): Html | '' {
  const isLeft = viewing === 'required' && own !== undefined && own.opened.length < own.toOpen.length;
  if (roomUrl === undefined || refusal === undefined || choice !== 'approve' || !isLeft) return '';
  return html`<p><a href="${roomUrl}">Open the files in the reading room</a></p>`;
}

/** A page is only shown while people may decide, so a review past its deadline is one that its project keeps open. */
function isPast(deadline: string, now: Date): boolean {
  return now >= new Date(deadline);
}

function factsCard(material: ReviewMaterial): Html {
  return html`<section class="card"><h2>What it is</h2><dl class="facts">
<dt>Package</dt><dd>${fileName(material.packageName)}</dd>
<dt>Project</dt><dd><bdi>${material.projectTitle}</bdi> <span class="soft">(${material.projectId})</span></dd>
<dt>Asked by</dt><dd>${material.purpose?.by === undefined ? html`dropped by a researcher at ${momentText(material.droppedAt)}` : html`<bdi>${material.purpose.by}</bdi>, a researcher of the project`}</dd>
<dt>Why</dt><dd>${material.purpose === undefined ? html`<span class="soft">No purpose was given.</span>` : html`<blockquote dir="auto">${material.purpose.text}</blockquote>`}</dd>
<dt>Made from</dt><dd>${madeFromList(material.madeFrom)}${retractedNote(material.retracted)}</dd>
<dt>Needs</dt><dd>${countText(material.quorum, 'approval')}${material.independent === 0 ? '' : `, ${material.independent} of them independent`}; ${soFar(material)}. One denial, or one wish for changes, returns it.</dd>
<dt>Goes to</dt><dd>${recipientsText(material.release)}</dd>
<dt>The project rests on</dt><dd>${governanceList(material.governance)}</dd>
<dt>Digest</dt><dd><code>${material.digest}</code><br><span class="soft small">Your decision is bound to exactly these files; what leaves is compared with it.</span></dd>
<dt>Number</dt><dd><code>${material.exportId}</code></dd>
</dl></section>`;
}

function retractedNote(retracted: readonly RetractedVersion[]): Html | '' {
  if (retracted.length === 0) return '';
  const versions = retracted.map(
    ({ name, version, closedAt }) => html`<li>${fileName(name)} v${version}, ${momentText(closedAt)}</li>`,
  );
  return html`<div class="warning"><p>Retracted since, so nobody may use it any more:</p><ul>${versions}</ul>
<p>Ask an operator why before you approve: a consent that was withdrawn holds for results as well.</p></div>`;
}

function soFar({ quorum, approvals }: ReviewMaterial): string {
  if (approvals === undefined) return 'what the others decide is shown once the review is over';
  return `${approvals} so far, ${Math.max(quorum - approvals, 0)} to go`;
}

function lookCard(material: ReviewMaterial): Html {
  return html`<section class="card"><h2>Look at the files</h2>
${roomNote(material)}<p>The frozen copy lies inside the secure network; nobody can change it. Open it from your access desktop, signed in as yourself:</p>
<pre>azcopy login
azcopy copy --recursive "${material.folderUrl}/*" .</pre>
<p class="soft small">Or browse to the container <code>review</code>, folder <code>${material.projectId}/${material.exportId}</code>, in a storage browser that your desktop has. This page never shows content.</p>
</section>`;
}

function roomNote({ roomUrl }: ReviewMaterial): Html {
  if (roomUrl === undefined) return html``;
  return html`<p><a href="${roomUrl}">See what was found in the files, and the files themselves, in the reading room.</a> It opens on your access desktop, and looks into each file within minutes of the freeze. What it finds says where to look; it never says that a file is safe.</p>
`;
}

function hidden(material: ReviewMaterial, visitor: Visitor, choice: Choice): Html {
  return html`<input type="hidden" name="antiForgery" value="${visitor.antiForgery}">
<input type="hidden" name="digest" value="${material.digest}"><input type="hidden" name="choice" value="${choice}">`;
}

function approveForm(material: ReviewMaterial, form: ReviewForm, visitor: Visitor): Html {
  const chosen = form.choice === 'approve';
  const why = whyReason(material.findings);
  const label =
    why === ''
      ? html`Remark <span class="soft">(optional)</span>`
      : html`Why it may leave all the same <span class="soft">(recorded with your decision)</span>`;
  return html`<form method="post" action="${form.action}"><fieldset class="${chosen ? 'chosen' : ''}"><legend>Approve</legend>
${hidden(material, visitor, 'approve')}
<label class="tick"><input type="checkbox" name="lookedAt" value="yes" required> <span>I have looked at the files.${openedNote(material.findings)}</span></label>
<label class="tick"><input type="checkbox" name="deidentified" value="yes" required> <span>Personal information has been removed.</span></label>
<label class="field" for="approve-reason">${label}</label>
${why === '' ? '' : html`<p class="soft small" id="approve-why">${why}</p>`}
<textarea id="approve-reason" name="reason" dir="auto" maxlength="${longestReason}"${why === '' ? '' : html` required aria-describedby="approve-why"`}>${chosen ? form.reason : ''}</textarea>
<button class="button">Approve the release</button></fieldset></form>`;
}

function changesForm(material: ReviewMaterial, form: ReviewForm, visitor: Visitor): Html {
  const chosen = form.choice === 'changes';
  return html`<form method="post" action="${form.action}"><fieldset class="${chosen ? 'chosen' : ''}"><legend>Ask for changes</legend>
${hidden(material, visitor, 'changes')}
<label class="field" for="changes-reason">What to change <span class="soft">(researchers read this outside)</span></label>
<textarea id="changes-reason" name="reason" dir="auto" maxlength="${longestReason}" required>${chosen ? form.reason : ''}</textarea>
<button class="button plain">Ask for changes and return the package</button></fieldset></form>`;
}

function denyForm(material: ReviewMaterial, form: ReviewForm, visitor: Visitor): Html {
  const chosen = form.choice === 'deny';
  return html`<form method="post" action="${form.action}"><fieldset class="${chosen ? 'chosen' : ''}"><legend>Deny</legend>
${hidden(material, visitor, 'deny')}
<label class="field" for="deny-reason">Reason <span class="soft">(researchers read this outside)</span></label>
<textarea id="deny-reason" name="reason" dir="auto" maxlength="${longestReason}" required>${chosen ? form.reason : ''}</textarea>
<button class="button deny">Deny and return the package</button></fieldset></form>`;
}
