import { html } from 'hono/html';
import type { Html } from '../base/layout.ts';
import { deskPaths } from './desk-page.ts';

/** A form that verifies the records of a project, or all of them where the field is empty. */
export function verifyForm(project: string, button: string): Html {
  return html`<form class="filter" method="get" action="${deskPaths.verification}" aria-label="Verify">
<label>Project <span class="soft small">(all without one)</span><input name="project" value="${project}" maxlength="100"></label>
<button class="button">${button}</button></form>`;
}
