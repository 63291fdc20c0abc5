import { html } from 'hono/html';
import type { z } from 'zod';
import type { refused } from '../../../api/refused.ts';
import { countText } from '../../../domain/base/count-text.ts';
import { doorFacts } from '../../../domain/base/door.ts';
import { fileName, type Html } from '../../../pages/base/layout.ts';
import type { DeskForm } from '../../../pages/desk/desk-form.ts';

export type RefusedShown = z.output<(typeof refused.listRefused.answers)[200]>['items'][number];

export function refusedCard({ door, names, isFull }: RefusedShown): Html {
  const { noun } = doorFacts(door);
  return html`<section class="card"><h2>Refused ${noun}s</h2>
<p class="soft">Their names, kinds of files or sizes break the rules as far as a listing shows, so no ${noun} was made of them and nothing was touched.${isFull ? ' More are refused than are listed (maxIdle).' : ''}</p>
<table class="cards"><thead><tr><th scope="col">Name</th><th scope="col">What it breaks</th></tr></thead>
<tbody>${names.map(({ name, problems }) => html`<tr><td class="wide">${fileName(name)}</td><td class="wide"><ul>${problems.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul></td></tr>`)}</tbody></table></section>`;
}

export function discardRefusedForm(address: string, { door, names, digest }: RefusedShown): DeskForm {
  const { noun, list } = doorFacts(door);
  const name = `discard-refused-${list}`;
  return {
    name,
    action: `${address}/${name}`,
    title: `Delete the refused ${noun}s that are listed`,
    what: `Data Factory deletes what lies under ${countText(names.length, 'name')}, as it is shown here. What changed since stays, and is named.`,
    button: 'Delete them',
    fields: (form) => form.hidden('digest', digest),
    reason: 'needed',
    isEnd: true,
  };
}
