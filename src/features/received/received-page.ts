import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import { shortNumber } from '../../domain/base/door.ts';
import { recipientsText } from '../../pages/base/governance-list.ts';
import { fileName, type Html, type Page, refusalNote, type Visitor } from '../../pages/base/layout.ts';
import { pageForm, type SentPage } from '../../pages/base/page-form.ts';
import { momentText, sizeText } from '../../pages/base/words.ts';
import { dutiesPart } from './duties-part.ts';
import type { Received } from './see-received.ts';

const noReader: Readonly<Record<Received['readers'], string>> = {
  known:
    'Your sign-in names you an external reader of no project, and no project names you a recipient. An administrator of the directory puts you into the group of a project; then sign out and in again.',
  off: 'Groups do not count in this deployment, so it is not known what you may read. Ask whoever invited you where the results lie.',
  'no-claim':
    'Your sign-in names no groups, so it is not known what you may read. Ask an administrator of the directory to assign the group of external readers to the application, then sign out and in again.',
  'too-many':
    'You are in more than 200 groups that are assigned to the application, so your sign-in names none of them. Ask an administrator of the directory to assign only the groups of the projects.',
};

interface Shown {
  readonly only: string | undefined;
  readonly sent: SentPage | undefined;
}

export function receivedPage(received: Received, { only, sent }: Shown, visitor: Visitor): Page {
  const { projects, items, readers, asked } = received;
  const body = html`${pageForm(visitor)}<h1>Released to you</h1>
${refusalNote(sent?.refusal)}${dutiesPart(asked, sent)}
${
  projects.length === 0
    ? asked.length > 0
      ? ''
      : html`<div class="card"><p>${noReader[readers]}</p></div>`
    : html`<p class="lead">What people approved for you to read, in ${countText(projects.length, 'project')}. A package stays where it lies until an operator takes it back. Then that stands here, and you delete every copy that you made.</p>
<section class="card"><h2>Packages</h2>${items.length === 0 ? html`<p>Nothing was released yet. What is stands here from then on.</p>` : table(received)}${unreadNote(received)}${pager(received, only)}</section>
${projects.map(projectCard)}`
}
<p><a href="/api/help">Help</a> says how to open it.</p>`;
  return { title: 'Released to you', body, visitor };
}

function projectCard({ title, folder, recipients, terms }: Received['projects'][number]): Html {
  const release = recipients && terms ? { recipients: [...recipients], terms } : undefined;
  return html`<section class="card"><h2><bdi>${title}</bdi></h2><dl class="facts">
<dt>May be read by</dt><dd>the external readers of the project. ${recipientsText(release)}</dd>
<dt>Lies in</dt><dd><code>${folder}</code></dd>
<dt>Open it</dt><dd>with Azure Storage Explorer or AzCopy, signed in as you are here: <code>azcopy copy "${folder}*" . --recursive</code> takes all of it.</dd>
</dl></section>`;
}

function table({ projects, items }: Received): Html {
  const of = new Map(projects.map((project) => [project.id, project]));
  return html`<table class="cards"><thead><tr><th scope="col">Package</th><th scope="col">Project</th><th scope="col">Since</th><th scope="col">Lies in</th></tr></thead>
<tbody>${items.map(({ project, id, since, takenBack, name, folder, files, bytes }) => {
    const { title = project, timeZone } = of.get(project) ?? {};
    const size = files === undefined || bytes === undefined ? '' : `, ${countText(files, 'file')}, ${sizeText(bytes)}`;
    return html`<tr><td class="wide">${name === undefined ? `Package ${shortNumber(id)}` : fileName(name)}<br><span class="soft small">${name === undefined ? '' : shortNumber(id)}${size}</span></td>
<td data-label="Project"><bdi>${title}</bdi></td>
<td data-label="Since"><span>${momentText(since, timeZone)}</span></td>
<td class="wide">${takenBack ? html`<b>Taken back</b>: delete every copy that you made` : html`<code>${folder}</code>`}</td></tr>`;
  })}</tbody></table>`;
}

function unreadNote({ unread }: Received): Html | '' {
  if (unread === 0) return '';
  return html`<p class="note">${countText(unread, 'release')} cannot be shown now. Ask an operator, or look again later.</p>`;
}

function pager({ page, pages }: Received, only: string | undefined): Html | '' {
  if (pages === 1) return '';
  const to = (label: string, other: number) => {
    const query = new URLSearchParams({ ...(only === undefined ? {} : { project: only }), page: `${other}` });
    return other < 1 || other > pages ? '' : html`<a class="tag" href="/api/received?${query}">${label}</a>`;
  };
  return html`<nav class="chips" aria-label="Pages of packages">${to('Page before', page - 1)}<span>Page ${page} of ${pages}</span>${to('Next page', page + 1)}</nav>`;
}
