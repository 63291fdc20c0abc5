import { people } from '../../../api/people.ts';
import { NotFound, Refused } from '../../../domain/base/errors.ts';
import { correctionSchema, type PersonEntry } from '../../../domain/people/person-entry.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { reasonIn, type Sending, sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, type ShowPage, showDesk } from '../../../functions/desk/visit.ts';
import { listPeople } from '../../../functions/people/people.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import type { PeoplePorts } from '../../../use-cases/people/people.ts';
import { queryOf } from '../../../web/asked.ts';
import { type Handler, param } from '../../../web/handler.ts';
import { deskPeopleQuery } from '../queries.ts';
import { peoplePage, personInForm } from './people-page.ts';

export type PeopleDeskServices = DeskServices & Pick<PeoplePorts, 'people'>;

const place = 'ops/desk/people';
const mostShown = 100;

/** GET ops/desk/people: who the object ids of the audit are, with the forms for one of them. */
export function showPeopleOnDesk(services: PeopleDeskServices): Handler {
  return showDesk(services, showPeople(services));
}

/** POST ops/desk/people/{form}: corrects or clears what a person is called. */
export function actOnPerson(services: PeopleDeskServices): Handler {
  return sendForm(services, {
    place: () => place,
    show: showPeople(services),
    formOf: (request) => ({ sendingOf: personForm(param(request, 'form')) }),
  });
}

function showPeople(services: PeopleDeskServices): ShowPage {
  return async ({ request, visitor, sent, done }) => {
    const { text = '', person } = queryOf(request, deskPeopleQuery);
    const { items } = await listPeople(services);
    const found = items.filter((entry) => holds(entry, text.trim().toLowerCase()));
    const chosen = personTyped(sent) ?? personInForm(done) ?? person;
    const shown = {
      text,
      people: found.slice(0, mostShown),
      more: Math.max(0, found.length - mostShown),
      chosen: items.find(({ oid }) => oid === chosen),
      done,
    };
    return peoplePage(shown, visitor, sent);
  };
}

/** The person of a form into which something was typed. */
function personTyped(sent: SentPage | undefined): string | undefined {
  return Object.entries(sent?.typed ?? {}).find(([name]) => name.endsWith('.oid'))?.[1];
}

function holds({ oid, name, email }: PersonEntry, text: string): boolean {
  return [oid, name ?? '', email ?? ''].some((one) => one.toLowerCase().includes(text));
}

/** What a form of the page asks. Throws NotFound for one that is none. */
function personForm(name: string): (fields: Fields) => Sending {
  if (name === 'correct') return correctionAsked;
  if (name === 'clear')
    return (fields) => ({ route: people.clearPerson, params: paramsOf(fields), body: { reason: reasonIn(fields) } });
  throw new NotFound(`There is no form '${name}' for a person`);
}

function correctionAsked(fields: Fields): Sending {
  const reason = reasonIn(fields);
  const said = correctionSchema.safeParse({ name: fields['name'], email: fields['email'] });
  if (!said.success)
    throw new Refused('Write a name of at most 100 characters, and an e-mail address. Nothing was changed.');
  return { route: people.correctPerson, params: paramsOf(fields), body: { ...said.data, reason } };
}

function paramsOf({ oid = '' }: Fields) {
  return { oid };
}
