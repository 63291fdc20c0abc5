import { html } from 'hono/html';
import { shortNumber } from '../../../domain/base/door.ts';
import { whysDeleting } from '../../../domain/people/duties.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { momentText } from '../../../pages/base/words.ts';
import { operationHref } from '../../../pages/desk/links.ts';
import type { NamedDuty } from '../../../use-cases/people/standing-duties.ts';

/** What recipients have not answered, the longest asked first. */
export function recipientsCard(project: string, open: readonly NamedDuty[], timeZone: string): Html | '' {
  if (open.length === 0) return '';
  return html`<section class="card" id="recipients"><h2>Asked of recipients, and open</h2>
<table class="cards"><thead><tr><th scope="col">Recipient</th><th scope="col">Package</th><th scope="col">What</th><th scope="col">First mail</th></tr></thead>
<tbody>${open.map((one) => row(project, one, timeZone))}</tbody></table></section>`;
}

function row(
  project: string,
  { exportId: id, who, recipient, what, why, duty, isOverdue }: NamedDuty,
  timeZone: string,
): Html {
  const wanted =
    what === 'accept'
      ? 'accept the terms'
      : `delete copies, since ${whysDeleting[why ?? 'taken-back'].replace('you are', 'they are').replace('for you', 'for them')}`;
  const told = duty?.told === undefined ? 'none yet' : momentText(duty.told.at, timeZone);
  return html`<tr><td class="wide"><bdi>${recipient?.name ?? who}</bdi><br><span class="soft small"><bdi>${recipient?.organisation ?? ''}</bdi></span></td>
<td data-label="Package"><a href="${operationHref('export', { project, id })}">${shortNumber(id)}</a></td>
<td data-label="What" class="wide">${wanted}</td><td data-label="First mail"><span>${told}${isOverdue ? html` <span class="tag bad">overdue</span>` : ''}</span></td></tr>`;
}
