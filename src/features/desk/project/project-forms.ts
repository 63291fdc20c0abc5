import { html } from 'hono/html';
import type { PendingChange } from '../../../domain/definition/pending-change.ts';
import { everyProject, type Hold, holdEtag } from '../../../domain/operation/hold.ts';
import type { Closed } from '../../../domain/project/project.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { FormFields } from '../../../pages/base/page-form.ts';
import { momentText } from '../../../pages/base/words.ts';
import type { DeskForm } from '../../../pages/desk/desk-form.ts';

export function holdForm(address: string): DeskForm {
  return {
    name: 'hold',
    action: `${address}/hold`,
    title: 'Hold this project',
    what: 'At once nothing of it begins any more: no copy, delete, release or change of a compute. Releases that are under way are cancelled. Reviews go on. Holds that are on already stay as they are.',
    button: 'Set the hold',
    fields: (form) =>
      holdFields(
        form,
        'Take back what these releases brought outside. It is deleted there; nothing takes back what was downloaded.',
      ),
    reason: 'needed',
    isEnd: true,
  };
}

/** Until when a hold is on, and whether it takes back. */
export function holdFields(form: FormFields, takeBack: string): Html {
  return html`<label class="field" for="until">Until, in UTC <span class="soft">(optional: without it somebody has to lift it)</span></label>
<input class="text" id="until" ${form.named('until')} type="datetime-local" value="${form.value('until')}">
<label class="tick"><input type="checkbox" ${form.named('takeBack')} value="yes"${form.value('takeBack') === 'yes' ? html` checked` : ''}>
<span>${takeBack}</span></label>`;
}

export function liftForm(address: string, hold: Hold, timeZone: string): DeskForm {
  return {
    name: `lift-hold-${hold.id}`,
    action: `${address}/lift-hold`,
    title: liftTitle(hold, timeZone),
    what: 'What waited goes on by itself within half a minute, once no other hold is on. Make sure first that what it was set for is over.',
    button: 'Lift the hold',
    reason: 'needed',
    etag: holdEtag(hold),
  };
}

/** What the form that lifts a hold is called, so that each can be told from the others. */
export function liftTitle({ project, since, lifting }: Hold, timeZone?: string): string {
  const which = `${project === everyProject ? 'the hold of all projects' : `the hold of ${project}`} since ${momentText(since, timeZone)}`;
  return lifting === undefined ? `Lift ${which}` : `Lift ${which}, as its second person`;
}

export function liftingText({ lifting }: Hold, timeZone?: string): Html | '' {
  if (lifting === undefined) return '';
  return html`<dt>To be lifted</dt><dd><bdi>${lifting.by.name}</bdi> asked for it ${momentText(lifting.askedAt, timeZone)}. A second operator has to lift it too; where there is none, the first lifts it again after a day. The reason: <bdi dir="auto">${lifting.reason}</bdi></dd>`;
}

/** The form that closes a project for good, or lets a closed one revoke its releases too. */
export function closeForm(
  address: string,
  { etag, closed }: { readonly etag: string; readonly closed: Closed | undefined },
): DeskForm {
  return {
    name: 'close',
    action: `${address}/close`,
    title: closed === undefined ? 'Close this project for good' : 'Revoke its releases too',
    what: 'Once a second operator has confirmed it: nothing is taken in any more, its versions are retracted, its computes are switched off, and what was kept of it is deleted with a receipt. Nothing opens it again, unless you go back on it within a day.',
    button: 'Ask to close it',
    fields: (form) => whatOfReleases(form, closed),
    reason: 'needed',
    isEnd: true,
    etag,
  };
}

function whatOfReleases(form: FormFields, closed: Closed | undefined): Html {
  const chosen = form.value('releases', closed === undefined ? '' : 'revoke');
  const choice = (value: Closed['releases'], text: string) =>
    html`<label class="tick"><input type="radio" ${form.named('releases')} value="${value}" required${chosen === value ? html` checked` : ''}><span>${text}</span></label>`;
  return html`<fieldset><legend>What was released</legend>${closed === undefined ? choice('keep', 'stays outside') : ''}
${choice('revoke', 'is revoked: it is deleted outside. Nothing takes back what was downloaded.')}</fieldset>`;
}

/** Whoever asked for the change does not confirm it. */
export function pendingForms(address: string, change: PendingChange, mayConfirm: boolean): DeskForm[] {
  const which = (form: FormFields) => form.hidden('change', change.id);
  const confirm: DeskForm = {
    name: 'confirm',
    action: `${address}/confirm`,
    title: 'Confirm this change',
    what: 'It comes into force at once, and those whom it affects are told.',
    button: 'Put it in force',
    fields: which,
    reason: 'needed',
  };
  const takeBack: DeskForm = {
    name: 'take-back-change',
    action: `${address}/take-back-change`,
    title: 'Take this change back',
    what: 'It is dropped, and another one can be asked for. A project has one pending change at a time.',
    button: 'Take it back',
    fields: which,
    reason: 'needed',
    isEnd: true,
  };
  return mayConfirm ? [confirm, takeBack] : [takeBack];
}

interface GoingBack {
  readonly etag: string;
  readonly timeZone: string;
  readonly until: string;
  readonly changes: readonly string[];
}

/** The form by which whoever put the change in force undoes what it stopped or ended. */
export function goBackForm(address: string, { etag, timeZone, until, changes }: GoingBack): DeskForm {
  return {
    name: 'go-back',
    action: `${address}/go-back`,
    title: 'Go back on your change',
    what: `What it stopped or ended is as it was before; everything else of it stays. You can do that once, until ${momentText(until, timeZone)}, without a second operator.`,
    button: 'Go back',
    fields: () => html`<ul class="said">${changes.map((words) => html`<li><bdi dir="auto">${words}</bdi></li>`)}</ul>`,
    reason: 'needed',
    etag,
  };
}

export interface EarlierVersion {
  readonly hash: string;
  readonly at: string;
}

interface OfferedVersions {
  readonly versions: readonly EarlierVersion[];
  readonly timeZone: string;
}

export function versionForm(
  address: string,
  { etag, ...offered }: OfferedVersions & { readonly etag: string },
): DeskForm {
  return {
    name: 'check-version',
    action: `${address}/check-version`,
    title: 'Put an earlier version in force again',
    what: 'It is checked first, as if you had typed it: the page says what all of it would change and bring about. It changes nothing yet.',
    button: 'Check it',
    fields: (form) => whichVersion(form, offered),
    reason: 'needed',
    etag,
  };
}

function whichVersion(form: FormFields, { versions, timeZone }: OfferedVersions): Html {
  const chosen = form.value('hash', versions[0]?.hash);
  return html`<label class="field" for="hash">Version</label><select id="hash" ${form.named('hash')} required>${versions.map(
    ({ hash, at }) =>
      html`<option value="${hash}"${chosen === hash ? html` selected` : ''}>${momentText(at, timeZone)}, ${hash.slice(0, 8)}</option>`,
  )}</select>`;
}
