import { html } from 'hono/html';
import type { projects } from '../../../api/projects.ts';
import { countText } from '../../../domain/base/count-text.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { momentText, shortName } from '../../../pages/base/words.ts';
import { type DeskForm, goneNote, someForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { type DeskLook, lookForm } from '../../../pages/desk/look-form.ts';
import type { AnswerOf } from '../../../web/reading.ts';
import { type ChangeForm, changeForm } from './change-form.ts';
import { addressOf } from './project-page.ts';

type ProjectLine = AnswerOf<typeof projects.listProjects>['items'][number];

export interface ShownProjects extends Pick<AnswerOf<typeof projects.listProjects>, 'items' | 'broken' | 'first'> {
  readonly text: string;
  readonly next: string | null;
  readonly change: Pick<ChangeForm, 'text' | 'checked' | 'isOpen'>;
}

/** Complete definitions that a new one can begin with. */
export const exampleNames = { small: 'a small study', hospital: 'a large hospital project' } as const;

export function deskProjectsPage(shown: ShownProjects, visitor: DeskVisitor, sent?: SentPage): Page {
  const { text, items, broken, first, next } = shown;
  const empty = items.length + broken.length + first.length === 0;
  const forms = visitor.mayAct ? [newForm(shown)] : [];
  const body = html`
<h1>Projects</h1>
${goneNote(forms, sent)}
${lookForm(findForm(text), sent)}
<p><a href="${deskPaths.access}">Who has access, over all projects</a> · <a href="${deskPaths.people}">People in records</a></p>
<section class="card"><h2>${text === '' ? 'All projects' : 'Found'}</h2>
${empty ? html`<p class="soft">${text === '' ? 'There is no project yet.' : 'No title or id holds that text.'}</p>` : table(shown)}
${next === null ? '' : html`<p><a href="${deskPaths.projects}?text=${encodeURIComponent(text)}&continuation=${encodeURIComponent(next)}">More</a></p>`}</section>
${
  visitor.mayAct
    ? html`<section id="new"><h2>A new project</h2><p><a class="button plain" href="${deskPaths.projects}?new=about">Define one on three pages</a></p><p>Or as JSON, beginning with a complete example: ${examples()}. Everything in it is yours to change.</p>
${someForms(forms, sent)}</section>`
    : ''
}`;
  return deskPage(visitor, { title: 'Projects', here: deskPaths.projects, body });
}

const sendLook = '/api/ops/desk/new-project/look';

function findForm(text: string): DeskLook {
  return {
    ...{ address: deskPaths.projects, send: sendLook, label: 'Find projects', button: 'Find', asked: { text } },
    fields: ({ named, value }) =>
      html`<label>Title or id <input ${named('text')} value="${value('text')}" maxlength="200" dir="auto"></label>`,
  };
}

function examples(): Html[] {
  return Object.entries(exampleNames).map(
    ([name, label], index) =>
      html`${index === 0 ? '' : ' or '}<a href="${deskPaths.projects}?example=${name}#new">${label}</a>`,
  );
}

function newForm({ change }: ShownProjects): DeskForm {
  return changeForm({
    address: `/api/ops/desk/new-project`,
    title: 'Define a new project as JSON (advanced)',
    ...change,
  });
}

function table({ items, broken, first }: ShownProjects): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Project</th><th scope="col">State</th><th scope="col">People</th><th scope="col" class="num">Moving</th><th scope="col" class="num">Waiting</th></tr></thead>
<tbody>${broken.map(({ id, problems }) => bareRow({ id, title: id }, html`<span class="tag bad">broken definition</span> ${problems.length} ${problems.length === 1 ? 'rule' : 'rules'} broken`))}
${first.map(({ id, title, by, expiresAt }) => bareRow({ id, title }, html`<span class="tag wait">first definition waits</span> asked for by <bdi>${by}</bdi>, until ${momentText(expiresAt)}`))}
${items.map(row)}</tbody></table>`;
}

function nameCell({ id, title }: { readonly id: string; readonly title: string }): Html {
  return html`<td data-label="Project"><span><a class="name" href="${addressOf(id)}"><bdi dir="auto">${shortName(title)}</bdi></a>${title === id ? '' : html`<br><code class="soft">${id}</code>`}</span></td>`;
}

function bareRow(line: { readonly id: string; readonly title: string }, state: Html): Html {
  return html`<tr>${nameCell(line)}<td data-label="State" class="wide" colspan="4">${state}</td></tr>`;
}

function row(line: ProjectLine): Html {
  const { people, open } = line;
  const count = (label: string, value: number | undefined) =>
    html`<td data-label="${label}" class="num">${value === undefined ? html`<span class="soft" title="You are a researcher of it">–</span>` : value}</td>`;
  return html`<tr>${nameCell(line)}<td data-label="State"><span>${tagsOf(line)}</span></td><td data-label="People">${peopleText(people)}</td>${count('Moving', open?.moving)}${count('Waiting', open?.waiting)}</tr>`;
}

function peopleText({ dataOwners, researchers, approvers }: ProjectLine['people']): string {
  return [countText(dataOwners, 'owner'), countText(researchers, 'researcher'), countText(approvers, 'approver')].join(
    ', ',
  );
}

function tagsOf({ state, held, pending, missingGroups, people, starts, ends }: ProjectLine): Html[] {
  const stateTags = {
    open: html`<span class="tag good">runs</span> `,
    planned: html`<span class="tag">begins ${starts}</span> `,
    ended: html`<span class="tag">ended ${ends}</span> `,
    lapsed: html`<span class="tag bad">governance date over</span> `,
    closed: html`<span class="tag">closed</span> `,
  } satisfies Record<ProjectLine['state'], Html>;
  return [
    stateTags[state],
    ...(held ? [html`<span class="tag bad">on hold</span> `] : []),
    ...(pending ? [html`<span class="tag wait">change waits</span> `] : []),
    ...(missingGroups.length > 0 && state !== 'closed'
      ? [html`<span class="tag bad">access not deployed</span> `]
      : []),
    ...(people.suspended > 0 ? [html`<span class="tag wait">${people.suspended} suspended</span> `] : []),
  ];
}
