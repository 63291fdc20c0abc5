import { html } from 'hono/html';
import { shortNumber } from '../../../domain/base/door.ts';
import { mostMadeFrom, unknownChoice } from '../../../domain/operation/made-from.ts';
import { longestTexts } from '../../../domain/operation/purpose.ts';
import { noEarlier } from '../../../domain/operation/said-about.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { madeFromList } from '../../../pages/base/made-from.ts';
import { type FormFields, fieldsOfForm, type SentPage, unchangedMark } from '../../../pages/base/page-form.ts';
import { momentText } from '../../../pages/base/words.ts';
import type { MyHistory } from './my-history.ts';

/** The end of the address of what looks for versions and changes nothing: by a name, or where the search before ended. */
export const versionsLook = 'versions';
export const olderVersionsLook = 'older-versions';

function pressing(fields: FormFields, address: string): Html {
  return html`${fields.pressed} formaction="${address}"`;
}

/** What Enter in a line does: it looks, changes nothing, and what was typed stays. */
export function findVersions(action: string): Html {
  return pressing(fieldsOfForm('purpose', undefined), `${action}/${versionsLook}#made-from`);
}

function madeFromBoxes(mine: MyHistory, action: string, fields: FormFields, isLook: boolean): Html | '' {
  const { versions, olderVersions, submission } = mine;
  const find = fields.value('find');
  if (versions.length === 0 && olderVersions === null && find === '') return '';
  const before = submission?.madeFrom ?? [];
  const known: readonly string[] = before === unknownChoice ? [before] : before.map(({ id }) => id);
  // As the boxes stand on the page, and are sent.
  const usual = [...versions.map(({ id }) => id), unknownChoice].filter((one) => known.includes(one)).join(' ');
  const ticked = new Set(fields.value('madeFrom', usual).split(' '));
  const box = (value: string, text: Html) =>
    html`<label class="tick"><input type="checkbox" ${fields.named('madeFrom')} value="${value}"${ticked.has(value) ? html` checked` : ''}> <span>${text}</span></label>`;
  return html`<fieldset id="made-from"><legend>Made from</legend>
<p class="soft small">Tick each version whose data are in the package, at most ${mostMadeFrom}: if one is retracted, people look at what was made from it.</p>
${versions.map((one) => box(one.id, html`${madeFromList([one])}`))}
${box(unknownChoice, html`This is unknown`)}
${find === '' && olderVersions === null ? '' : versionsSearch(mine, action, fields, isLook)}</fieldset>`;
}

/** Looks for other versions: the page comes back with them, and with what was typed and ticked so far. */
function versionsSearch(
  { versions, olderVersions }: MyHistory,
  action: string,
  fields: FormFields,
  isLook: boolean,
): Html {
  const said = isLook
    ? html`<p role="status">${versions.length === 0 ? 'None was found here. ' : ''}What you typed and ticked is kept on this page, and not saved yet.</p>`
    : '';
  return html`${said}<div class="filter"><label>Name of a dataset holds <input ${fields.named('find')} value="${fields.value('find')}" maxlength="200" dir="auto" autocomplete="off"></label>
<button class="button plain" ${findVersions(action)}>Find versions</button>
${olderVersions === null ? '' : olderButton(olderVersions, action, fields)}</div>`;
}

/** Where older ones begin is as fresh as what is shown, whatever was typed. */
function olderButton(olderVersions: string, action: string, fields: FormFields): Html {
  fields.value('older', olderVersions);
  return html`<input type="hidden" ${fields.named('older')} value="${olderVersions}"><button class="button plain" ${pressing(fields, `${action}/${olderVersionsLook}#made-from`)}>Older versions</button>`;
}

export function purposeForm(mine: MyHistory, action: string, sent?: SentPage): Html {
  const { earlier, submission } = mine;
  const fields = fieldsOfForm('purpose', sent);
  const isLook = sent?.name === 'purpose' && sent.refusal === undefined;
  const isAsked = mine.thing.door === 'export' && mine.thing.package.waitsOn === 'approvers';
  return html`<fieldset><legend>Why is it sent?</legend>
<p class="soft small">Approvers read this, and it is read outside: write nothing that comes from the data. What you leave empty stays as it was said inside.${isAsked ? ' Once an approver has decided nothing can be typed any more.' : ''}</p>
<label class="field" for="purpose">Purpose${isAsked ? html` <span class="soft">(optional: its approvers are asked already)</span>` : ''}</label>
<textarea id="purpose" ${fields.named('purpose')} dir="auto" maxlength="${longestTexts.purpose}"${isAsked ? '' : html` required`}>${fields.value('purpose', submission?.purpose)}</textarea>
${madeFromBoxes(mine, action, fields, isLook)}
<label class="field" for="label">Label <span class="soft">(optional: what you call it outside)</span></label>
<input class="text" id="label" ${fields.named('label')} dir="auto" maxlength="${longestTexts.label}" value="${fields.value('label', submission?.label)}">
${earlier.length === 0 ? '' : continuesFields(mine, fields)}
${unchangedMark(fields)}<button class="button" ${pressing(fields, `${action}/purpose`)}>Save</button></fieldset>`;
}

function continuesFields({ earlier, submission, thing }: MyHistory, fields: FormFields): Html {
  const { timeZone } = thing.door === 'ingress' ? thing.dataset : thing.package;
  const continues = fields.value('continues', submission?.continues);
  const option = (value: string, text: Html) =>
    html`<option value="${value}"${value === continues ? html` selected` : ''}>${text}</option>`;
  return html`<label class="field" for="continues">It goes on with</label>
<select id="continues" ${fields.named('continues')}>${option('', html`what was said inside, or none`)}${option(noEarlier, html`no earlier package`)}${earlier.map(
    ({ id, label, since }) =>
      option(
        id,
        html`${shortNumber(id)}${label === undefined ? '' : ` ${label}`}, back since ${momentText(since, timeZone)}`,
      ),
  )}</select>
<label class="field" for="answer">Answer to what its approvers wrote <span class="soft">(optional)</span></label>
<textarea id="answer" ${fields.named('answer')} dir="auto" maxlength="${longestTexts.answer}">${fields.value('answer', submission?.answer)}</textarea>`;
}
