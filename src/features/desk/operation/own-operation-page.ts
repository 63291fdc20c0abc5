import { html } from 'hono/html';
import { shortNumber } from '../../../domain/base/door.ts';
import { type Html, type Page, refusalNote } from '../../../pages/base/layout.ts';
import { stateTag } from '../../../pages/base/state-tag.ts';
import { type PageTime, readableTimes } from '../../../pages/base/words.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import type { Explanation } from '../../explain/domain/explanation.ts';
import { mineOperationPage } from '../../mine/operation/mine-operation-page.ts';
import type { MyHistory } from '../../mine/operation/my-history.ts';

/** What an operator or reader may know of an operation in whose project they are a researcher. */
export interface OwnOperation extends PageTime {
  readonly explanation: Explanation;
  /** What /api/mine shows them; missing where that shows nothing. */
  readonly mine?: MyHistory;
}

export function ownOperationPage(
  { now, timeZone, explanation, mine }: OwnOperation,
  refusal: string | undefined,
  visitor: DeskVisitor,
): Page {
  const { kind, id, project } = explanation.about;
  const sent = refusal === undefined ? undefined : { name: '', typed: {}, refusal };
  const own = mine === undefined ? undefined : mineOperationPage({ ...mine, acts: [] }, sent, visitor);
  const title = own?.title ?? `${kind === 'dataset' ? 'Dataset' : 'Package'} ${shortNumber(id)} in ${project}`;
  const body = html`${own === undefined ? toldOf(explanation, { now, timeZone }, refusal) : own.body}
<section class="card"><h2>As an operator</h2>
<p>You are a researcher of ${project}: there your role gives you what <a href="/api/mine">/api/mine</a> shows, and no more. Ask another operator to act.</p>
<p>In an emergency you can still put <a href="/api/ops/desk/holds">a hold</a> on the project, or suspend somebody on <a href="/api/ops/desk/projects/${project}">its page</a>.</p></section>`;
  return deskPage(visitor, { title, here: '/api/ops', body });
}

function toldOf(
  { about: { kind, id }, state, since, sentence }: Explanation,
  at: PageTime,
  refusal: string | undefined,
): Html {
  return html`<h1>${kind === 'dataset' ? 'Dataset' : 'Package'} ${shortNumber(id)}</h1>
${refusalNote(refusal)}
<section class="card"><p>${readableTimes(sentence, at.timeZone)}</p><p>${stateTag({ state, since }, at)}</p></section>`;
}
