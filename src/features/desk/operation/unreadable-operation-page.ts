import { html } from 'hono/html';
import type { Page } from '../../../pages/base/layout.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import { projectHref } from '../../../pages/desk/links.ts';

/** An operation whose row cannot be read. */
export interface UnreadableOperation {
  readonly project: string;
  readonly id: string;
  readonly problem: string;
}

/** The page of an operation whose row cannot be read: what is wrong with it, and how it comes back. */
export function unreadableOperationPage({ project, id, problem }: UnreadableOperation, visitor: DeskVisitor): Page {
  const body = html`<h1>This row cannot be read</h1>
<section class="card"><dl class="facts"><dt>Number</dt><dd><code>${id}</code></dd><dt>Project</dt><dd><a href="${projectHref(project)}">${project}</a></dd><dt>Problem</dt><dd><bdi dir="auto">${problem}</bdi></dd></dl>
<p>Everything else goes on. The audit holds what the row must say: look at what would be written, then write it.</p>
<pre>sallyport register plan ${project} --reason "A row cannot be read"
sallyport register rebuild ${project} --reason "A row cannot be read"</pre></section>`;
  return deskPage(visitor, { title: `${id} in ${project}`, here: '/api/ops', body });
}
