import { html } from 'hono/html';
import { clockWords } from '../../../domain/history/clock-words.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { FormFields } from '../../../pages/base/page-form.ts';
import type { DeskForm } from '../../../pages/desk/desk-form.ts';
import { type IncidentAct, longestNote, type ShownIncident } from '../domain/incident-schema.ts';
import { incidentHref } from '../hrefs.ts';

type ActForm = Pick<DeskForm, 'title' | 'what' | 'button'> & Partial<Pick<DeskForm, 'fields' | 'isEnd'>>;

/** The forms of what can be done to it now. */
export function incidentForms(incident: ShownIncident): readonly DeskForm[] {
  const { id, state, asked } = incident;
  if (state === 'closed' || state === 'lapsed') return [];
  const forms = actForms(incident).map(([name, form]): DeskForm => {
    return { name, action: incidentHref(id), reason: 'needed', isOpen: name === asked?.act, ...form };
  });
  return [...forms, noteForm(id)];
}

function actForms(incident: ShownIncident): readonly (readonly [IncidentAct, ActForm])[] {
  const { confirmed, contained, clocks, state } = incident;
  const clockOf = (act: IncidentAct) => (form: FormFields) => clockField(incident, form, act);
  const isOpen = clocks.some(({ met }) => met === null);
  const all: readonly (readonly [IncidentAct, boolean, ActForm])[] = [
    ['confirm', confirmed === null, confirm],
    ['contain', contained === null, contain],
    ['notify', isOpen, { ...notify, fields: clockOf('notify') }],
    ['exempt', isOpen, { ...exempt, fields: clockOf('exempt') }],
    ['aware', true, { ...aware, fields: awareField }],
    ['close', confirmed !== null && state === 'reported', close],
  ];
  return all.flatMap(([name, isPossible, form]) => (isPossible ? [[name, form] as const] : []));
}

const second = 'A second operator has to want it too.';

const confirm: ActForm = {
  title: 'Confirm it, as its second person',
  what: 'Whoever opened it cannot confirm it, and nobody who takes part in its projects.',
  button: 'Confirm the incident',
};

const contain: ActForm = {
  title: 'Say that it is contained',
  what: 'Nothing more gets out by it. The holds stay until two operators lift them.',
  button: 'It is contained',
};

const notify: ActForm = {
  title: 'Say who was told',
  what: 'The reason says who was told, how and when. The clock is met.',
  button: 'They were told',
};

const exempt: ActForm = {
  title: 'Say that nobody is to be told',
  what: `The clock is met without telling anybody. ${second}`,
  button: 'Nobody is to be told',
  isEnd: true,
};

const aware: ActForm = {
  title: 'Correct since when it is known',
  what: `The clocks run from then. ${second.replace('it', 'a later time')}`,
  button: 'Correct the time',
};

const close: ActForm = {
  title: 'Close it',
  what: `Nothing is done to it any more. ${second} The holds stay until two operators lift them.`,
  button: 'Close the incident',
  isEnd: true,
};

function noteForm(id: string): DeskForm {
  return {
    ...{ name: 'note', action: incidentHref(id), title: 'Write a note', reason: 'none', button: 'Keep the note' },
    what: 'It stands beside the audit, which holds its SHA-256.',
    fields: (form) => html`<label class="field" for="note-text">Note</label>
<textarea id="note-text" ${form.named('note')} dir="auto" maxlength="${longestNote}" required>${form.value('note')}</textarea>`,
  };
}

function clockField({ clocks, asked }: ShownIncident, form: FormFields, act: IncidentAct): Html {
  const chosen = form.value('clock', asked?.act === act ? (asked.clock ?? '') : '');
  const open = clocks.flatMap(({ name, met }) => (met === null ? [name] : []));
  return html`<label class="field">Within <select ${form.named('clock')} required><option value="">Choose</option>${open.map((name) => html`<option value="${name}"${name === chosen ? html` selected` : ''}>${clockWords(name)}</option>`)}</select></label>`;
}

function awareField(form: FormFields): Html {
  return html`<label class="field">Known since, in UTC <input type="datetime-local" ${form.named('awareAt')} value="${form.value('awareAt')}" required></label>`;
}
