import { html } from 'hono/html';
import { type GuideName, guideAddress } from '../../pages/base/help-page.ts';
import type { Html, Page, Visitor } from '../../pages/base/layout.ts';
import type { AtHome, PartAtHome } from './home-page.ts';

type Steps = readonly [part: PartAtHome, heading: string, steps: Html[]];

const guideOf: Readonly<Partial<Record<PartAtHome, GuideName>>> = {
  approver: 'approvers',
  'data owner': 'owners',
  researcher: 'researchers',
  reader: 'recipients',
  governance: 'governance',
  operator: 'operators',
};

const mine = html`<a href="/api/mine">your page</a>`;

/** What each does, in the order in which they do it. The guides say more. */
const guides: readonly Steps[] = [
  [
    'approver',
    'Decide about packages',
    [
      html`Open a review by the link in its mail, or at <a href="/api/mine#waits">your page</a>.`,
      html`Read its files in the reading room, or from the access desktop where there is none.`,
      html`Approve, ask for changes, deny, or ask a question, which keeps the review open. Remarks say what is meant by which file.`,
      html`Say at ${mine} when you are away: others are asked meanwhile.`,
    ],
  ],
  [
    'data owner',
    'Send a dataset',
    [
      html`Say at ${mine} what you expect, if the upload is to be held to it: how many files and bytes, and the MD5 of each.`,
      html`Sign in to Azure Storage Explorer or AzCopy as yourself, and put the files into a folder of their own under <code>ingress</code> and your project. The folder's name is that of the dataset.`,
      html`Put the empty file <code>_COMPLETE</code> into that folder last.`,
      html`Read at ${mine} what came of it. What breaks a rule is named there; discard it, then send it again.`,
    ],
  ],
  [
    'researcher',
    'Send a package of results',
    [
      html`Inside, look into the files with <code>sallyport check</code>, and put them into a folder of their own under <code>exports</code> and your project, the empty file <code>_COMPLETE</code> last.`,
      html`Say at ${mine} why it is sent. That is read outside: write nothing that comes from the data.`,
      html`Answer what approvers ask. Where they want changes, say at the package's page that you send a corrected one.`,
      html`Inside, <code>notices</code> and your project say by name what broke a rule, what was said about which file, and which package is which.`,
    ],
  ],
  [
    'reader',
    'Read what was released',
    [
      html`Look at <a href="/api/received">what was released to you</a>, and accept its terms where you are asked.`,
      html`Sign in to Azure Storage Explorer or AzCopy as yourself, and open the address that stands there.`,
      html`Delete every copy of a package that was taken back, and say so there.`,
    ],
  ],
  [
    'governance',
    'Answer for what leaves',
    [
      html`<a href="/api/ops/desk/releases">Releases</a> says month by month what left, who approved it, by which rules and for whom.`,
      html`Print the receipt of a release. Its page says whether the signature is good.`,
      html`<a href="/api/ops/desk/audit">The audit</a> says what happened, and <a href="/api/ops/desk/audit/verify">verification</a> whether its records are whole.`,
    ],
  ],
  [
    'operator',
    'Look after it',
    [
      html`<a href="/api/ops">Operations</a> shows first what needs somebody, and each page has a form for what is possible now.`,
      html`<a href="/api/ops/desk/releases">Releases</a> says what left, who approved it and by which rules, with a receipt to print for each.`,
      html`<a href="/api/ops/desk/doctor">The doctor</a> says what the deployment lacks, and <a href="/api/docs">the API</a> what programs can ask.`,
    ],
  ],
];

function guideLink(guide: GuideName | undefined): Html | '' {
  return guide === undefined ? '' : html`<p><a href="${guideAddress(guide)}">The whole guide</a></p>`;
}

/** Each step that is theirs to take. */
export function helpPage({ parts }: Pick<AtHome, 'parts'>, visitor: Visitor): Page {
  const own = guides.filter(([part]) => parts.has(part));
  const body = html`<h1>Help</h1>
${own.length === 0 ? html`<p>You take part in no project, or no longer. An operator adds people to a project; an administrator of the directory puts readers of results into its group.</p>` : own.map(([part, heading, steps]) => html`<section class="card"><h2>${heading}</h2><ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>${guideLink(guideOf[part])}</section>`)}
<p><a href="${guideAddress('accessibility')}">Accessibility</a></p>`;
  return { title: 'Help', body, visitor, narrow: true };
}
