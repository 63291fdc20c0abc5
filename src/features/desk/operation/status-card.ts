import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { purposeOf } from '../../../domain/operation/purpose.ts';
import { saidAbout } from '../../../domain/operation/said-about.ts';
import { copyFolders } from '../../../domain/transfer/transfer.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { madeFromList } from '../../../pages/base/made-from.ts';
import { stateTag } from '../../../pages/base/state-tag.ts';
import {
  distanceText,
  momentText,
  type PageTime,
  readableTimes,
  shortName,
  sizeText,
} from '../../../pages/base/words.ts';
import { projectHref } from '../../../pages/desk/links.ts';
import type { Explanation, LastError } from '../../explain/domain/explanation.ts';
import { actorWords } from './actor-words.ts';

export function statusCard(operation: Operation, explanation: Explanation, at: PageTime): Html {
  const { owner, lastError } = explanation;
  const names = namesOf(explanation);
  return html`<section class="card"><h2>Where it stands</h2>
<p><bdi>${readableTimes(withoutError(explanation), at.timeZone)}</bdi></p>
<dl class="facts">
<dt>State</dt><dd>${stateTag(operation, at)}</dd>
<dt>Whose turn</dt><dd>${owner === null ? 'Nobody has to do anything' : html`<b>${actorWords[owner]}</b>${names === '' ? '' : html` <span class="soft"><bdi>${names}</bdi></span>`}`}</dd>
${untilFact(explanation, at)}
${lastError === null ? '' : errorFact(lastError, at)}
${operationFacts(operation, at.timeZone)}
</dl></section>`;
}

/** The people whose turn it is, by the first step that is theirs. */
function namesOf({ owner, next }: Explanation): string {
  const part = owner === 'approvers' ? 'approver' : owner;
  const step = next.find(({ who }) => who.part === part);
  return (step?.who.people ?? []).map(({ name }) => name).join(', ');
}

/** The sentence quotes the newest error with what it means; both stand below it, too. */
function withoutError({ sentence, lastError }: Explanation): string {
  if (lastError === null) return sentence;
  const { message, cause } = lastError;
  const short = sentence.replace(message, () => shortName(message, 60));
  return cause === null ? short : short.replace(` What that means: ${cause}`, '');
}

function untilFact({ until, overdue }: Explanation, { now, timeZone }: PageTime): Html | '' {
  const late = html`<span class="tag bad">overdue</span>`;
  if (until === null) return overdue ? html`<dt>Until</dt><dd>${late}</dd>` : '';
  const isTime = !Number.isNaN(Date.parse(until));
  const when = isTime
    ? html`${momentText(until, timeZone)} <span class="soft">${distanceText(until, now)}</span>`
    : until;
  return html`<dt>Until</dt><dd>${when} ${overdue ? late : ''}</dd>`;
}

function errorFact({ message, cause, at }: LastError, { now, timeZone }: PageTime): Html {
  return html`<dt>Last error</dt><dd><bdi dir="auto">${message}</bdi> <span class="soft small nowrap" title="${momentText(at, timeZone)}">${distanceText(at, now)}</span>${cause === null ? '' : html`<br><b>That means:</b> <bdi>${cause}</bdi>`}</dd>`;
}

function operationFacts(operation: Operation, timeZone: string): Html {
  const { id, project, state, version, source, package: frozen, startedAt, submission, saidInside } = operation;
  const size = frozen ?? source;
  const why = purposeOf(operation)?.text;
  const { madeFrom, answer } = saidAbout(operation);
  return html`<dt>Project</dt><dd><a href="${projectHref(project)}">${project}</a></dd>
<dt>Number</dt><dd><code>${id}</code></dd>
${version === undefined ? '' : html`<dt>Version</dt><dd>${version}</dd>`}
${size === undefined ? '' : html`<dt>Size</dt><dd>${countText(size.count, 'file')}, ${sizeText(size.bytes)}</dd>`}
<dt>Began</dt><dd>${momentText(startedAt, timeZone)}</dd>
${state !== 'released' ? '' : html`<dt>Lies in</dt><dd><code>released/${copyFolders(operation, 'export-release').target}/</code> on the public side: the external readers of the project may read it until somebody takes it back</dd>`}
${why === undefined ? '' : html`<dt>Purpose</dt><dd><blockquote dir="auto">${why}</blockquote></dd>`}
${(submission ?? saidInside) === undefined ? '' : html`<dt>Made from</dt><dd>${madeFromList(madeFrom, ({ id: of }) => `/api/ops/desk/datasets/${project}/${of}`)}</dd>`}
${answer === undefined ? '' : html`<dt>Answer</dt><dd><blockquote dir="auto">${answer}</blockquote></dd>`}`;
}
