import { html } from 'hono/html';
import { printable } from '../../../domain/base/printable.ts';
import {
  everyProject,
  type Hold,
  holdEtag,
  holdReason,
  isForgotten,
  type NamedHold,
} from '../../../domain/operation/hold.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import type { FormFields, SentPage } from '../../../pages/base/page-form.ts';
import { distanceText, momentText, shortName } from '../../../pages/base/words.ts';
import { type DeskForm, goneNote, someForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import type { ProjectZones } from '../../../use-cases/project/project-zones.ts';
import { holdFields, liftingText, liftTitle } from '../project/project-forms.ts';
import { type NewHold, newHoldNote } from './cancelled-releases.ts';

/** A project that can be held. Of one whose definition the rules refuse no title is known. */
export interface ProjectToHold {
  readonly id: string;
  readonly title?: string;
}

/** A hold that is on, and how many files of releases it found outside, as far as that is known. */
export interface HoldLine {
  readonly hold: NamedHold;
  readonly filesOutside?: number;
}

export interface ShownHolds {
  readonly now: Date;
  readonly zones: ProjectZones;
  readonly holds: readonly HoldLine[];
  readonly projects: readonly ProjectToHold[];
  readonly set?: NewHold;
  /** The hold for whose end somebody asked right before. */
  readonly lifted?: string;
}

/** Name of the form that sets a hold; no project can be called so. */
export const setHoldForm = '_hold';

export function holdsPage(shown: ShownHolds, visitor: DeskVisitor, sent?: SentPage): Page {
  const { holds } = shown;
  const named = [{ name: setHoldForm }, ...holds.map(({ hold }) => ({ name: liftName(hold) }))];
  const body = html`
<h1>Holds</h1>
<p class="lead">While a hold is on, no copy, delete, release or change of a compute begins. Reviews go on.</p>
${goneNote(named, sent)}
${shown.set === undefined ? '' : newHoldNote(shown.set, shown.zones)}
${liftedNote(shown)}
${holds.length === 0 ? html`<section class="card"><p>Nothing is on hold.</p></section>` : ''}
${holds.map((line) => holdCard(line, shown, visitor, sent))}
${visitor.mayAct ? html`<h2>Set a hold</h2>${someForms([setForm(shown)], sent)}` : ''}`;
  return deskPage(visitor, { title: 'Holds', here: deskPaths.holds, body });
}

function heldText(project: string): string {
  return project === everyProject ? 'All projects' : project;
}

function liftName({ project, id }: Hold): string {
  return `${project}.${id}`;
}

/** Nothing is said of a hold that is on, whatever the address says. */
function liftedNote({ lifted, holds, projects }: ShownHolds): Html | '' {
  if (lifted === undefined) return '';
  const hold = holds.find((line) => liftName(line.hold) === lifted)?.hold;
  const [project = ''] = lifted.split('.');
  const isKnown = project === everyProject || projects.some(({ id }) => id === project);
  if (hold === undefined ? !isKnown : hold.lifting === undefined) return '';
  const over = `A hold of ${project === everyProject ? 'all projects' : project} is over`;
  const isHeld = holds.some((line) => [project, everyProject].includes(line.hold.project));
  const text =
    hold === undefined
      ? `${over}. ${isHeld ? 'Another is still on' : 'What waited goes on within half a minute'}.`
      : 'The hold stays on until a second operator lifts it too, or where there is none the same person after a day.';
  return html`<div class="note good" role="status"><p>${text}</p></div>`;
}

function holdCard(
  { hold, filesOutside }: HoldLine,
  { now, zones }: ShownHolds,
  visitor: DeskVisitor,
  sent?: SentPage,
): Html {
  const { project, since, until, name, takeBack } = hold;
  const timeZone = zones.get(project);
  const forgotten = isForgotten(hold, now)
    ? html` <span class="tag bad">on for more than a week without an end</span>`
    : '';
  return html`<section class="card"><h2>${heldText(project)}${forgotten}</h2><dl class="facts">
<dt>Why</dt><dd>${reasonText(holdReason(hold))}</dd>
<dt>By</dt><dd><bdi>${name}</bdi></dd>
<dt>Since</dt><dd>${momentText(since, timeZone)} <span class="soft small">${distanceText(since, now)}</span></dd>
<dt>Until</dt><dd>${until === undefined ? 'somebody lifts it' : html`${momentText(until, timeZone)} <span class="soft small">${distanceText(until, now)}</span>`}</dd>
<dt>Releases</dt><dd>${outsideText(filesOutside)}What they bring outside ${takeBack ? 'is taken back' : 'stays there'}.</dd>
${liftingText(hold, timeZone)}</dl></section>
${visitor.mayAct ? someForms([liftForm(hold, timeZone)], sent) : ''}`;
}

function outsideText(files: number | undefined): string {
  if (files === undefined || files === 0) return '';
  return files === 1 ? '1 file was found outside. ' : `${files.toLocaleString('en-GB')} files were found outside. `;
}

/** A long reason is folded, so that the next hold is in sight. */
function reasonText(reason: string): Html {
  const whole = html`<bdi dir="auto">${reason}</bdi>`;
  if (reason.length <= mostShown) return whole;
  return html`<bdi dir="auto">${shortName(reason, mostShown)}</bdi><details><summary>The whole reason</summary>${whole}</details>`;
}

const mostShown = 300;

function liftForm(hold: Hold, timeZone: string | undefined): DeskForm {
  return {
    name: liftName(hold),
    action: `${deskPaths.holds}/${hold.project}/lift`,
    title: liftTitle(hold, timeZone),
    what: 'What waited goes on by itself within half a minute: copies, deletes, releases and changes of computes. What another hold keeps, its own or one of all projects, still waits.',
    button: 'Lift the hold',
    reason: 'needed',
    etag: holdEtag(hold),
  };
}

function setForm({ holds, projects }: ShownHolds): DeskForm {
  return {
    name: setHoldForm,
    action: deskPaths.holds,
    title: 'Hold a project, or everything',
    what: 'At once nothing begins any more. Releases that are under way are cancelled, and the next page names them with how many of their files are outside. Holds that are on already stay as they are.',
    button: 'Set the hold',
    fields: (form) => setFields(projects, form),
    reason: 'needed',
    isEnd: true,
    isOpen: holds.length === 0,
  };
}

function setFields(projects: readonly ProjectToHold[], form: FormFields): Html {
  const project = form.value('project');
  const option = (value: string, text: string) =>
    html`<option value="${value}"${value === project ? html` selected` : ''}>${text}</option>`;
  return html`<label class="field" for="held">What is held</label>
<select id="held" ${form.named('project')} required>${option('', 'Choose')}${option(everyProject, 'All projects')}
${projects.map(({ id, title }) => option(id, title === undefined ? id : `${id}: ${printable(shortName(title, 60))}`))}</select>
${holdFields(form, takeBackOfAll)}`;
}

const takeBackOfAll =
  'Take back what these releases brought outside. It is deleted there: packages on their way go back to their approvers, and what was released meanwhile although the hold was on is revoked. Nothing takes back what was downloaded.';
