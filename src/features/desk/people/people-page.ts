import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import { printable } from '../../../domain/base/printable.ts';
import type { PersonEntry } from '../../../domain/people/person-entry.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import type { FormFields, SentPage } from '../../../pages/base/page-form.ts';
import { shortName } from '../../../pages/base/words.ts';
import { type DeskForm, deskForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { type DeskLook, lookForm } from '../../../pages/desk/look-form.ts';

export interface ShownPeople {
  readonly text: string;
  readonly people: readonly PersonEntry[];
  readonly more: number;
  /** Whose forms are open. */
  readonly chosen: PersonEntry | undefined;
  /** Name of the form that was carried out right before. */
  readonly done: string | undefined;
}

/** Whom a form of the page is about, by its name; undefined for another form. */
export function personInForm(name: string | undefined): string | undefined {
  return /^(?:correct|clear)-(.+)$/.exec(name ?? '')?.[1];
}

export function peoplePage(shown: ShownPeople, visitor: DeskVisitor, sent?: SentPage): Page {
  const { text, people, chosen } = shown;
  const forms = visitor.mayAct && chosen !== undefined ? formsOf(chosen) : [];
  const body = html`
<h1>People in records</h1>
<p class="lead">The audit names people by their object ids, which stay. What they are called stands here, and can be corrected and cleared.</p>
${doneNote(shown)}
${lookForm(findForm(text), sent)}
${forms.length === 0 && sent === undefined ? '' : html`<section id="person">${chosen === undefined ? '' : html`<h2>${called(chosen)}</h2>`}${deskForms(forms, sent)}</section>`}
<section class="card"><h2>${text === '' ? 'Everybody who was seen' : 'Found'}</h2>
${people.length === 0 ? html`<p class="soft">Nobody was found.</p>` : table(shown, visitor.mayAct)}
${shown.more === 0 ? '' : html`<p>${countText(shown.more, 'more was', 'more were')} found: search for a part of the name.</p>`}</section>`;
  return deskPage(visitor, {
    title: 'People in records',
    here: deskPaths.projects,
    body,
  });
}

const sendLook = `${deskPaths.people}/look`;

function findForm(text: string): DeskLook {
  return {
    ...{ send: sendLook, label: 'Find people', button: 'Find', asked: { text } },
    fields: ({ named, value }) =>
      html`<label>Name, address or object id <input ${named('text')} value="${value('text')}" maxlength="200" dir="auto"></label>`,
  };
}

/** Nothing is said of what did not come about, whatever the address says. */
function doneNote({ done, chosen }: ShownPeople): Html | '' {
  if (done === undefined || chosen === undefined) return '';
  const isCleared = chosen.clearedAt !== null;
  if (done.startsWith('clear') && isCleared) return note('Name, address and last sign-in were cleared.');
  if (done.startsWith('correct') && !isCleared && chosen.origin === 'correction')
    return note('The name was corrected.');
  return '';
}

function note(text: string): Html {
  return html`<div class="note good" role="status"><p>${text}</p></div>`;
}

function called({ name, oid }: Pick<PersonEntry, 'name' | 'oid'>): string {
  return name === null ? `A person who was cleared, ${oid}` : printable(shortName(name));
}

function table({ people, text }: ShownPeople, mayAct: boolean): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Name</th><th scope="col">Seen last</th><th scope="col">Known from</th><th scope="col">Object id</th>${mayAct ? html`<th scope="col">Forms</th>` : ''}</tr></thead>
<tbody>${people.map((entry) => row(entry, text, mayAct))}</tbody></table>`;
}

const origins = {
  'sign-in': 'a sign-in',
  definition: 'a definition',
  correction: 'a correction',
} satisfies Record<PersonEntry['origin'], string>;

function row(entry: PersonEntry, text: string, mayAct: boolean): Html {
  const { oid, name, email, seenOn, origin, clearedAt } = entry;
  const who =
    clearedAt === null
      ? html`<span><bdi class="name">${name}</bdi>${email === null ? '' : html`<br><bdi class="small soft">${email}</bdi>`}</span>`
      : html`<span class="tag">cleared</span> ${clearedAt.slice(0, 10)}`;
  const query = new URLSearchParams({ ...(text === '' ? {} : { text }), person: oid });
  const link = html`<td data-label="Forms"><a class="nowrap" href="${deskPaths.people}?${query.toString()}#person">Choose<span class="hidden"> ${name ?? oid}</span></a></td>`;
  return html`<tr><td data-label="Name">${who}</td><td data-label="Seen last">${seenOn}</td>
<td data-label="Known from">${clearedAt === null ? origins[origin] : ''}</td><td data-label="Object id"><code>${oid}</code></td>${mayAct ? link : ''}</tr>`;
}

/** The forms about one person that are of use now: nothing is left to clear of whoever was cleared. */
function formsOf(entry: PersonEntry): DeskForm[] {
  return [correctForm(entry), ...(entry.clearedAt === null ? [clearForm(entry)] : [])];
}

function correctForm(entry: PersonEntry): DeskForm {
  return {
    name: `correct-${entry.oid}`,
    action: `${deskPaths.people}/correct`,
    title: 'Correct name and address',
    what: 'It holds until a definition names the person. If a definition names them now, change it there. The audit says that you did it and why, but neither the old name nor the new one.',
    button: 'Correct it',
    fields: (form) => correctFields(entry, form),
    reason: 'needed',
    isOpen: true,
  };
}

function correctFields({ oid, name, email }: PersonEntry, form: FormFields): Html {
  return html`${form.hidden('oid', oid)}<label class="field" for="name">Name</label><input class="text" id="name" ${form.named('name')} value="${form.value('name', name ?? '')}" maxlength="100" dir="auto" autocomplete="off" required>
<label class="field" for="email">E-mail address</label><input class="text" type="email" id="email" ${form.named('email')} value="${form.value('email', email ?? '')}" maxlength="254" autocomplete="off" required>`;
}

function clearForm({ oid }: PersonEntry): DeskForm {
  return {
    name: `clear-${oid}`,
    action: `${deskPaths.people}/clear`,
    title: 'Clear name and address',
    what: 'Name, address and last sign-in are deleted here, and pages say that the person was cleared. The object id stays in the audit. It does not reach what others refer to: versions of definitions and rounds of reviews keep the names that they hold. Nor does it reach what was typed as a reason, purpose or remark, so write no name into yours. Somebody whom a definition names is taken out there first.',
    warning: 'Nobody can bring the name back but the person, by signing in.',
    button: 'Clear it',
    fields: (form) => form.hidden('oid', oid),
    reason: 'needed',
    isEnd: true,
  };
}
