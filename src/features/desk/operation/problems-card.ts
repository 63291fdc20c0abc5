import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { UploadProblem } from '../../../domain/operation/operation.ts';
import { fileName, type Html } from '../../../pages/base/layout.ts';
import { shortName } from '../../../pages/base/words.ts';

const mostProblems = 50;

/** What breaks a rule: the file, the rule, what was found, and what to do. */
export function problemsCard(problems: readonly UploadProblem[], door: 'ingress' | 'export'): Html | '' {
  if (problems.length === 0) return '';
  const shown = problems.slice(0, mostProblems);
  const left = problems.length - shown.length;
  const whole = door === 'ingress' ? 'the whole upload' : 'the whole package';
  return html`<section class="card"><h2>${countText(problems.length, 'problem')}</h2>
<table class="cards"><thead><tr><th scope="col">Where</th><th scope="col">Rule</th><th scope="col">Found</th><th scope="col">What to do</th></tr></thead>
<tbody>${shown.map(
    ({ rule, path, value, message }) =>
      html`<tr><td class="wide">${path === null ? whole : fileName(path)}</td><td data-label="Rule">${rule}</td><td data-label="Found">${fileName(value)}</td><td data-label="What to do"><bdi dir="auto">${shortName(message, 300)}</bdi></td></tr>`,
  )}</tbody></table>
${left === 0 ? '' : html`<p class="soft small">${left.toLocaleString('en-GB')} more.</p>`}</section>`;
}
