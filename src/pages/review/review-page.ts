import { html } from 'hono/html';
import { capital, countText } from '../../domain/base/count-text.ts';
import type { RetractedVersion } from '../../domain/operation/made-from.ts';
import type { SaidAbout } from '../../domain/operation/said-about.ts';
import type { Governance } from '../../domain/project/governance.ts';
import type { Recipients } from '../../domain/project/recipients.ts';
import { choiceWords, longestReason, type SaidNow, type Saying, sayings } from '../../domain/review/decision.ts';
import type { FilesInView } from '../../domain/review/file-view.ts';
import { holdDays } from '../../domain/review/question.ts';
import type { FileRemark } from '../../domain/review/remarks.ts';
import type { LimitLook } from '../../domain/transfer/limits.ts';
import { governanceList, recipientsText } from '../base/governance-list.ts';
import { fileName, type Html, type Page, refusalNote, type Visitor } from '../base/layout.ts';
import { limitStandsText } from '../base/limit-text.ts';
import { madeFromList } from '../base/made-from.ts';
import { distanceText, momentText, sizeText } from '../base/words.ts';
import { type Conversation, conversationCard } from './conversation-card.ts';
import { type EarlierPackage, earlierCard, type ReleasedBefore } from './earlier-card.ts';
import { type Evidence, evidenceCard } from './evidence-card.ts';
import { filesCard } from './files-card.ts';
import { type Findings, findingsCard, openedNote, whyReason } from './findings-card.ts';
import { type AskedQuestion, questionsCard } from './questions-card.ts';

/** File names, never content. */
export interface ReviewMaterial {
  readonly exportId: string;
  readonly projectTitle: string;
  readonly projectId: string;
  readonly packageName: string;
  /** Why it is sent; `by` is the name of whoever typed that. */
  readonly purpose: { readonly text: string; readonly by?: string } | undefined;
  readonly said: SaidAbout;
  /** When somebody last typed about it since people were asked. */
  readonly saidAt: string;
  /** Which of these versions were retracted by now. */
  readonly retracted: readonly RetractedVersion[];
  /** How the limits of the project stand for it; none where there are none. */
  readonly limits: readonly LimitLook[];
  /** Names of the soft ones for which the review asks more. */
  readonly overLimits: readonly string[];
  readonly governance: readonly Governance[];
  readonly release: Recipients | undefined;
  /** When its first file came. */
  readonly droppedAt: string;
  readonly digest: string;
  /** Of what would be released. */
  readonly count: number;
  readonly bytes: number;
  /** How many files beside these are shown and never released. */
  readonly contextCount: number;
  readonly quorum: number;
  readonly independent: number;
  /** Approvals in this round so far; undefined where the approvers decide without knowing. */
  readonly approvals: number | undefined;
  readonly deadline: string;
  /** That of the project. */
  readonly timeZone: string;
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
  /** Those that the reader may see. */
  readonly questions: readonly AskedQuestion[];
  readonly others: readonly EarlierPackage[];
  readonly before: ReleasedBefore;
}

/** What was ticked, and of which package, by its digest: of other files it says nothing. */
export interface Ticked {
  readonly digest: string;
  readonly names: readonly string[];
}

/** What the form starts with: the mail's link or an interrupted attempt may have chosen, typed and failed already. */
export interface ReviewForm {
  readonly action: string;
  /** By this the page may save what is noted about files, also once the session is over. */
  readonly remarksKey: string;
  readonly choice: Saying | undefined;
  readonly reason: string;
  readonly ticked: Ticked;
  readonly refusal: string | undefined;
}

export function reviewPage(material: ReviewMaterial, form: ReviewForm, visitor: Visitor, now: Date): Page {
  const ordered = sayings.toSorted((one, other) => Number(other === form.choice) - Number(one === form.choice));
  const answers: Readonly<Record<Saying, Html>> = {
    approve: approveAnswer(material, form),
    changes: changesAnswer,
    deny: denyAnswer,
    ask: askAnswer,
  };
  const at = { now, timeZone: material.timeZone };
  const body = html`
<h1>May this package leave?</h1>
<p class="lead">A researcher of <b><bdi>${material.projectTitle}</bdi></b> asks to release
${countText(material.count, 'file')}, ${sizeText(material.bytes)}${material.contextCount === 0 ? '' : `, and shows you ${countText(material.contextCount, 'file')} beside, which are never released`}. ${isPast(material.deadline, now) ? 'Your decision still counts, although it was due by' : 'Please decide by'}
<span class="nowrap">${momentText(material.deadline, material.timeZone)}</span> <span class="nowrap">(${distanceText(material.deadline, now)}).</span></p>
${refusalNote(form.refusal)}${toRoom(material, form)}
<form method="post" action="${form.action}">
<input type="hidden" name="antiForgery" value="${visitor.antiForgery}"><input type="hidden" name="remarksKey" value="${form.remarksKey}">
<input type="hidden" name="digest" value="${material.digest}"><input type="hidden" name="saidAt" value="${material.saidAt}"><input type="hidden" name="chosen" value="${form.choice ?? ''}">
${factsCard(material)}
${conversationCard(material.conversation, at)}
${questionsCard(material.questions, at)}
${lookCard(material)}
${findingsCard(material.findings, material.timeZone)}
${filesCard({ ...material, count: material.count + material.contextCount }, form.action)}
${evidenceCard(material.evidence)}
${earlierCard(material.others, material.before, material.timeZone)}
<nav class="jump" aria-label="On this page"><span class="soft small">Due ${distanceText(material.deadline, now)}</span><a class="button" href="#decide">Decide</a></nav>
<section class="card" id="decide"><h2>Decide</h2>${reasonField(material.findings, form)}</section>
<div class="choices">${ordered.map(
    (
      choice,
    ) => html`<fieldset class="${choice === form.choice ? 'chosen' : ''}"><legend>${capital(choiceWords[choice].does)}</legend>
${answers[choice]}</fieldset>`,
  )}</div>
</form>`;
  const skip = { label: 'Skip to the decision', href: '#decide' };
  return { title: `${material.packageName}: review in ${material.projectTitle}`, body, visitor, skip };
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
<dt>Asked by</dt><dd>${material.purpose?.by === undefined ? html`dropped by a researcher at ${momentText(material.droppedAt, material.timeZone)}` : html`<bdi>${material.purpose.by}</bdi>, a researcher of the project`}</dd>
<dt>Why</dt><dd>${material.purpose === undefined ? html`<span class="soft">No purpose was given.</span>` : html`<blockquote dir="auto">${material.purpose.text}</blockquote>`}</dd>
<dt>Made from</dt><dd>${madeFromList(material.said.madeFrom)}${retractedNote(material)}</dd>
${saidFacts(material.said)}<dt>Needs</dt><dd>${countText(material.quorum, 'approval')}${material.independent === 0 ? '' : `, ${material.independent} of them independent`}; ${soFar(material)}. One denial, or one wish for changes, returns it.</dd>
${limitsRow(material)}<dt>Goes to</dt><dd>${recipientsText(material.release)}</dd>
<dt>The project rests on</dt><dd>${governanceList(material.governance)}</dd>
<dt>Digest</dt><dd><code>${material.digest}</code><br><span class="soft small">Your decision is bound to exactly these files; what leaves is compared with it.</span></dd>
<dt>Number</dt><dd><code>${material.exportId}</code></dd>
</dl></section>`;
}

/** Whoever approves knows that the package may have to wait then. */
function limitsRow({ limits, overLimits, timeZone }: ReviewMaterial): Html | '' {
  if (limits.length === 0) return '';
  const lines = limits.map((look) => {
    const { limit, dataset, fits, fitsFrom } = look;
    const until =
      fitsFrom === undefined
        ? 'until the limit is raised: it is larger'
        : `until ${momentText(fitsFrom.toISOString(), timeZone)} at least`;
    const of = dataset === '' ? '' : html` (${fileName(dataset)})`;
    return html`<li>${limit.name}${of}: ${limitStandsText(look)}.${softNote(look, overLimits)}${fits ? '' : ` Once approved it waits ${until}.`}</li>`;
  });
  return html`<dt>What leaves</dt><dd><ul>${lines}</ul></dd>`;
}

/** Why the review asks for more than the project says, or will. */
function softNote({ limit: { name }, isOverSoft }: LimitLook, overLimits: readonly string[]): string {
  if (overLimits.includes(name))
    return ' It exceeds the soft limit, so one approver more has to approve, and each writes why.';
  return isOverSoft
    ? ' By now it exceeds the soft limit: if it still does when it is to leave, you are asked again, and one approver more.'
    : '';
}

/** The answer stands with what it answers, where the package goes on with an earlier one. */
function saidFacts({ label, answer, continues, inside, unread }: SaidAbout): Html {
  return html`${answer === undefined || continues !== undefined ? '' : html`<dt>Answer</dt><dd><blockquote dir="auto">${answer}</blockquote></dd>`}
${label === undefined ? '' : html`<dt>Label</dt><dd><bdi>${label}</bdi></dd>`}
${inside.length === 0 ? '' : html`<dt>Said inside</dt><dd>${inside.join(', ')}: by the marker, or by a name that was kept for it</dd>`}
${unread.length === 0 ? '' : html`<dt>Names nothing</dt><dd>The marker says <bdi>${unread.join('; ')}</bdi>, which is not there.</dd>`}`;
}

function retractedNote({ retracted, timeZone }: ReviewMaterial): Html | '' {
  if (retracted.length === 0) return '';
  const versions = retracted.map(
    ({ name, version, closedAt }) => html`<li>${fileName(name)} v${version}, ${momentText(closedAt, timeZone)}</li>`,
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

/** One field for whatever answer is pressed, so that nothing that was written is left behind. */
function reasonField({ causes }: Findings, { reason }: ReviewForm): Html {
  const due = causes.length === 0 ? '' : html` required aria-describedby="approve-why"`;
  return html`<label class="field" for="reason">Reason or remark <span class="soft">(researchers read it outside unless you approve)</span></label>
<textarea id="reason" name="reason" dir="auto" maxlength="${longestReason}"${due}>${reason}</textarea>`;
}

// The browser asks for ticks and a reason where an approval wants them; the other answers would have to wait for the ticks as well, so the app asks for their reason.
function approveAnswer({ findings, digest }: ReviewMaterial, { ticked }: ReviewForm): Html {
  const why = whyReason(findings);
  const tick = (name: keyof SaidNow, text: Html | string) => {
    const isTicked = ticked.digest === digest && ticked.names.includes(name);
    return html`<label class="tick"><input type="checkbox" name="${name}" value="yes" required${isTicked ? ' checked' : ''}> <span>${text}</span></label>`;
  };
  return html`${tick('lookedAt', html`I have looked at the files.${openedNote(findings)}`)}
${tick('deidentified', 'Personal information has been removed.')}
${why === '' ? html`<p class="soft small">A remark is optional.</p>` : html`<p class="soft small" id="approve-why">Write above why it may leave all the same. ${why}</p>`}
<button class="button" name="choice" value="approve">Approve the release</button>`;
}

const changesAnswer = html`<p class="soft small">Write above what to change.</p>
<button class="button plain" name="choice" value="changes" formnovalidate>Ask for changes and return the package</button>`;

const denyAnswer = html`<p class="soft small">Write above why.</p>
<button class="button deny" name="choice" value="deny" formnovalidate>Deny and return the package</button>`;

const askAnswer = html`<p class="soft small">Write above what you ask, and tick Question beside the files that it is about. The review stays open, and you decide later. Its questions hold the release for ${holdDays} business days at most.</p>
<button class="button plain" name="choice" value="ask" formnovalidate>Ask the researchers</button>`;
