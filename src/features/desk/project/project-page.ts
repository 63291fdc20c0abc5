import { html } from 'hono/html';
import { calendarOf } from '../../../domain/base/business-calendar.ts';
import type { Problem } from '../../../domain/base/errors.ts';
import { printable } from '../../../domain/base/printable.ts';
import { shellWords } from '../../../domain/base/shell-words.ts';
import type { PendingChange } from '../../../domain/definition/pending-change.ts';
import type { ClosurePayload } from '../../../domain/lifecycle/receipt.ts';
import { everyProject, holdReason, type NamedHold } from '../../../domain/operation/hold.ts';
import type { ProjectPeople } from '../../../domain/overview/project-people.ts';
import type { Project } from '../../../domain/project/project.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { momentText, readableTimes } from '../../../pages/base/words.ts';
import { type DeskForm, goneNote, someForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import type { NamedDuty } from '../../../use-cases/people/standing-duties.ts';
import type { Explanation, NextStep } from '../../explain/domain/explanation.ts';
import { type EditedPart, partForms, partsBegin } from '../definition/edit-part.ts';
import { type FormsOfPerson, formsOfPerson, peopleCard } from '../people/people-card.ts';
import { certificateCard } from './certificate-card.ts';
import { type ChangeForm, changeForm } from './change-form.ts';
import { definitionCard } from './definition-card.ts';
import { closeForm, goBackForm, holdForm, liftForm, liftingText, pendingForms, versionForm } from './project-forms.ts';
import { recipientsCard } from './recipients-card.ts';
import { discardRefusedForm, type RefusedShown, refusedCard } from './refused-card.ts';
import { type ComparedLines, type VersionLine, versionsCard } from './versions-card.ts';

export interface DeskProject {
  readonly id: string;
  readonly now: Date;
  readonly explanation: Explanation;
  /** Undefined where none is in force, or the rules of today refuse it. */
  readonly definition: Project | undefined;
  /** ETag of what stands there, also of what the rules refuse. */
  readonly etag: string | undefined;
  readonly problems: readonly Problem[];
  readonly pending: PendingChange | null;
  /** What whoever looks may undo of their own change. */
  readonly goingBack: { readonly until: string; readonly changes: readonly string[] } | undefined;
  /** What the receipt of its closing states, once that has come to its end. */
  readonly certificate: ClosurePayload | null;
  readonly recipients: readonly NamedDuty[];
  readonly holds: readonly NamedHold[];
  /** What is refused at its doors, since a listing shows that it breaks a rule. */
  readonly refusedNames: readonly RefusedShown[];
  readonly people: ProjectPeople | undefined;
  readonly versions: readonly VersionLine[];
  /** Whether the audit was asked who put each version and why. */
  readonly isWholeHistory: boolean;
  readonly compared: ComparedLines | undefined;
  readonly chosen: FormsOfPerson['person'] | undefined;
  /** The part of the definition whose form is shown. */
  readonly edited: EditedPart | undefined;
  readonly change: Pick<ChangeForm, 'text' | 'checked' | 'isOpen'> & { readonly etag?: string };
  /** Why whoever looks may not change the project, and why they may not confirm the change that waits. */
  readonly whyNotChange: string | undefined;
  readonly whyNotConfirm: string | undefined;
}

export interface SentFromProject {
  readonly page?: SentPage | undefined;
  readonly done?: string | undefined;
  /** What a form did, in words. */
  readonly said?: string | undefined;
}

export function deskProjectPage(project: DeskProject, sent: SentFromProject, visitor: DeskVisitor): Page {
  const { id, definition, explanation, people, problems, pending, holds, versions, compared, isWholeHistory, now } =
    project;
  const address = addressOf(id);
  const timeZone = zoneOf(project);
  const title = definition?.title ?? explanation.about.name ?? id;
  const forms = visitor.mayAct ? formsOf(project) : noForms;
  const shown = (some: readonly DeskForm[]) => someForms(some, sent.page);
  const body = html`
<h1><bdi dir="auto">${title}</bdi></h1>
${doneNote(sent.done)}${sent.said === undefined ? '' : saidNote(sent.said)}
${goneNote(Object.values(forms).flat(), sent.page)}
<section class="card"><p>${readableTimes(explanation.sentence, timeZone)}</p><dl class="facts"><dt>Project</dt><dd><code>${id}</code></dd>
<dt>Waits for</dt><dd>${explanation.waitsFor}</dd>
${explanation.until === null ? '' : html`<dt>Until</dt><dd>${momentText(explanation.until, timeZone)}</dd>`}</dl>${stepsOf(explanation.next, timeZone)}</section>
${problems.length === 0 ? '' : brokenCard(problems)}
${pending === null ? '' : pendingCard(pending, project)}
${shown(forms.pending)}${holds.map((hold) => holdCard(hold, timeZone))}${shown(forms.holding)}
${project.refusedNames.map(refusedCard)}${shown(forms.refused)}
${project.certificate === null ? '' : certificateCard(project.certificate, timeZone)}
${recipientsCard(id, project.recipients, timeZone)}${definition === undefined ? '' : definitionCard(definition)}
${people === undefined ? '' : peopleCard(people, { address, now, timeZone, mayAct: visitor.mayAct })}
${project.chosen === undefined || forms.person.length === 0 ? '' : html`<section id="person"><h2><bdi>${project.chosen.name}</bdi></h2>${shown(forms.person)}</section>`}
${versions.length === 0 ? '' : versionsCard(address, versions, { compared, isWhole: isWholeHistory, timeZone, sent: sent.page })}
${visitor.mayAct ? lastSection(project, shown(forms.last)) : ''}`;
  return deskPage(visitor, { title, here: deskPaths.projects, body });
}

function zoneOf({ definition }: DeskProject): string {
  return definition === undefined ? 'UTC' : calendarOf(definition).timeZone;
}

export function addressOf(id: string): string {
  return `${deskPaths.projects}/${id}`;
}

/** For an operator who is a researcher of the project: what they may do there, and where they see the rest. */
export function ownProjectPage(
  { id, title, why, people, chosen }: OwnProject,
  { page, done }: SentFromProject,
  visitor: DeskVisitor,
): Page {
  const address = addressOf(id);
  const forms = [
    holdForm(address),
    ...(chosen === undefined ? [] : formsOfPerson({ person: chosen, address, whyNot: why })),
  ];
  const body = html`
<h1><bdi dir="auto">${title}</bdi></h1>
${doneNote(done)}${goneNote(forms, page)}
<section class="card"><p>${why}</p><p><a class="button plain" href="/api/mine">What is yours</a></p></section>
${
  visitor.mayAct
    ? html`<p>In your own project you may hold everything and suspend somebody, and nothing else.</p>${someForms(forms, page)}
<section class="card" id="person"><h2>Suspend somebody</h2><ul class="said">${people.map(({ oid, name }) => html`<li><a href="${address}?person=${oid}"><bdi>${name}</bdi></a></li>`)}</ul></section>`
    : ''
}`;
  return deskPage(visitor, { title, here: deskPaths.projects, body });
}

/** A project in which whoever looks is a researcher. */
export interface OwnProject {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly people: readonly { readonly oid: string; readonly name: string }[];
  readonly chosen: FormsOfPerson['person'] | undefined;
}

const doneTexts: Readonly<Record<string, string>> = {
  hold: 'The project is on hold: nothing of it begins.',
  'lift-hold': 'The hold is lifted. What waited goes on within half a minute.',
  close: 'The project is closed.',
  confirm: 'The change is in force.',
  'go-back': 'What your change stopped or ended is as it was before.',
  'take-back-change': 'The change is taken back.',
  suspend: 'They count nowhere in this project from now on. Take them out of the groups of the directory too.',
  'lift-suspension': 'They count again.',
  put: 'The definition is in force.',
  away: 'The absence is noted.',
  back: 'Their absences are over.',
  waits: 'It was asked for and is not in force yet: a second operator has to confirm it.',
};

function doneNote(done: string | undefined): Html | '' {
  const text = done === undefined ? undefined : doneTexts[done];
  return text === undefined ? '' : saidNote(text);
}

function saidNote(text: string): Html {
  return html`<div class="note good" role="status"><p><bdi>${text}</bdi></p></div>`;
}

function stepsOf(steps: readonly NextStep[], timeZone: string): Html | '' {
  if (steps.length === 0) return '';
  return html`<details><summary>What can be done next, and by whom</summary><ol class="said">${steps.map(
    ({ who, what, why, command }) =>
      html`<li><p>${readableTimes(what, timeZone)} <span class="small soft">${who.people.map(({ name }) => name).join(', ')}</span></p><p class="small soft">${readableTimes(why, timeZone)}</p>${command.length === 0 ? '' : html`<pre>${shellWords(command, printable)}</pre>`}</li>`,
  )}</ol></details>`;
}

function brokenCard(problems: readonly Problem[]): Html {
  return html`<section class="card"><h2>The stored definition is refused</h2>
<p>The rules of today refuse it, so everything of this project stands still until another is in force.</p>
<table class="cards"><thead><tr><th scope="col">Where</th><th scope="col">What is wrong</th><th scope="col">Found</th></tr></thead>
<tbody>${problems.slice(0, 50).map(({ path, message, value }) => html`<tr><td data-label="Where"><code>${path ?? 'all'}</code></td><td data-label="Wrong" class="wide">${message}</td><td data-label="Found" class="wide"><code>${value}</code></td></tr>`)}</tbody></table></section>`;
}

interface ProjectForms {
  readonly pending: readonly DeskForm[];
  readonly holding: readonly DeskForm[];
  readonly refused: readonly DeskForm[];
  readonly person: readonly DeskForm[];
  readonly last: readonly DeskForm[];
}

const noForms: ProjectForms = { pending: [], holding: [], refused: [], person: [], last: [] };

/** Whoever takes part has no form that would be refused: the page says why instead. */
function formsOf(project: DeskProject): ProjectForms {
  const { id, etag, pending, goingBack, holds, chosen, refusedNames, whyNotChange, whyNotConfirm } = project;
  const address = addressOf(id);
  const timeZone = zoneOf(project);
  const own = holds.filter((hold) => hold.project !== everyProject);
  const mayChange = whyNotChange === undefined;
  return {
    pending: [
      ...(pending === null || !mayChange ? [] : pendingForms(address, pending, whyNotConfirm === undefined)),
      ...(etag === undefined || goingBack === undefined || !mayChange
        ? []
        : [goBackForm(address, { etag, timeZone, ...goingBack })]),
    ],
    holding: etag === undefined ? [] : [...own.map((hold) => liftForm(address, hold, timeZone)), holdForm(address)],
    refused: refusedNames.map((list) => discardRefusedForm(address, list)),
    person: chosen ? formsOfPerson({ person: chosen, address, timeZone, whyNot: whyNotChange }) : [],
    last: mayChange ? changingForms(project) : [],
  };
}

function changingForms(project: DeskProject) {
  const { id, definition, etag, versions, change, edited } = project;
  const timeZone = zoneOf(project);
  const address = addressOf(id);
  const earlier = versions.filter(({ inForce }) => !inForce);
  const mayClose = definition !== undefined && definition.closed?.releases !== 'revoke';
  return [
    ...(edited === undefined ? [] : partForms(address, edited)),
    changeForm({ address, title: 'Change the definition as JSON (advanced)', ...change }),
    ...(etag === undefined || earlier.length === 0
      ? []
      : [versionForm(address, { etag, timeZone, versions: earlier })]),
    ...(etag === undefined || !mayClose ? [] : [closeForm(address, { etag, closed: definition.closed })]),
  ];
}

function lastSection({ id, definition, edited, whyNotChange }: DeskProject, forms: Html): Html {
  const links = definition === undefined ? '' : partsBegin(addressOf(id), edited);
  if (whyNotChange === undefined) return html`<h2>Changing it</h2>${links}${forms}`;
  return html`<section class="card"><h2>Changing it</h2><p>${whyNotChange}.</p></section>`;
}

function pendingCard({ by, reason, askedAt, expiresAt, changes }: PendingChange, project: DeskProject): Html {
  const why = project.whyNotChange ?? project.whyNotConfirm;
  const timeZone = zoneOf(project);
  return html`<section class="card"><h2>A change waits for a second operator</h2>
<p><bdi>${by.name}</bdi> asked for it ${momentText(askedAt, timeZone)}; it waits until ${momentText(expiresAt, timeZone)}.</p>
<blockquote dir="auto">${reason}</blockquote>
<ul class="said">${changes.map(({ words, kind }) => html`<li><bdi dir="auto">${readableTimes(words, timeZone)}</bdi>${kind === 'second-operator' ? html` <span class="tag wait">waits</span>` : ''}</li>`)}</ul>
${why === undefined ? '' : html`<p class="soft">${why}.</p>`}</section>`;
}

function holdCard(hold: NamedHold, timeZone: string): Html {
  const { project, name, since, until, takeBack } = hold;
  return html`<section class="card"><h2>${project === everyProject ? 'All projects are on hold' : 'On hold'}</h2><dl class="facts">
<dt>Why</dt><dd><bdi dir="auto">${holdReason(hold)}</bdi></dd><dt>By</dt><dd><bdi>${name}</bdi>, ${momentText(since, timeZone)}</dd>
<dt>Until</dt><dd>${until === undefined ? 'somebody lifts it' : momentText(until, timeZone)}</dd>
<dt>Releases</dt><dd>what they bring outside ${takeBack ? 'is taken back' : 'stays there'}</dd>${liftingText(hold, timeZone)}</dl>
${project === everyProject ? html`<p><a href="${deskPaths.holds}">Lift it on the page of holds</a></p>` : ''}</section>`;
}
