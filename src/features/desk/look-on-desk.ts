import type { HttpResponseInit } from '@azure/functions';
import { type Draft, draftOf, keepDraft } from '../../functions/review/draft.ts';
import { messagePage } from '../../pages/base/layout.ts';
import {
  asSent,
  changedForms,
  findName,
  lineName,
  lookName,
  ownFields,
  pageFields,
  pressedForm,
  type Typed,
} from '../../pages/base/page-form.ts';
import { deskPaths } from '../../pages/desk/desk-page.ts';
import { deskAddress, pathOf } from '../../pages/desk/links.ts';
import { pageAnswer, redirectAnswer, withCookies } from '../../web/answers.ts';
import { readForm } from '../../web/body.ts';
import { authenticate, type CallerCheck } from '../../web/caller.ts';
import type { CookieCipher } from '../../web/cookie-cipher.ts';
import { requireOwnOrigin } from '../../web/forgery.ts';
import type { Handler } from '../../web/handler.ts';
import { signInAgain } from '../../web/sign-in.ts';

export interface LookServices extends CallerCheck {
  readonly publicBaseUrl: string;
}

/**
 * POST ops/desk/look: leads on to what the search in the header finds, or to the same page narrowed by its fields. It changes nothing, so it asks
 * for no more than a page of ours. What was typed elsewhere on the page is kept in the browser, sealed, and stands there when the page is opened again.
 */
export function lookOnDesk(services: LookServices, most: number): Handler {
  const { sealer, publicBaseUrl } = services;
  return async (request) => {
    requireOwnOrigin(request, publicBaseUrl);
    const sent = draftOf(await readForm(request, most));
    const page = deskAddress(ownFields(findName, sent)['from'] ?? '');
    const name = pressedForm(sent) || lookName;
    const kept = elsewhere(sent, name, page);
    const to = name === findName ? foundAt(sent, page, kept) : narrowed(sent, page);
    if ((await authenticate(services, request)) === undefined) {
      const typed = { ...changedForms(sent), [pageFields.pressed]: name };
      const back = name === findName ? to : pathOf(page);
      return await signInAgain(back ?? pathOf(page), await keepDraft(sealer, placeOf(page), typed));
    }
    return to === undefined ? { status: 204 } : await leadOn(sealer, to, { page, kept });
  };
}

function foundAt(sent: Draft, page: URL, kept: Typed): string {
  const back = Object.keys(kept).length === 0 ? {} : { from: pathOf(page) };
  const { text = '' } = ownFields(findName, sent);
  return `${deskPaths.search}?${new URLSearchParams({ text: text.trim(), ...back })}`;
}

/** The page by the fields that narrow it; undefined where Enter was pressed in another line. */
function narrowed(sent: Draft, { pathname }: URL): string | undefined {
  const isTyped = Object.keys(changedForms(sent)).some((field) => field.startsWith(`${lookName}.`));
  if (sent[pageFields.pressed] === lineName && !isTyped) return undefined;
  const { [pageFields.unchanged]: _mark, ...fields } = ownFields(lookName, sent);
  const said = Object.entries(fields).filter(([, text]) => text !== '');
  return said.length === 0 ? pathname : `${pathname}?${new URLSearchParams(said)}`;
}

/** What was typed into the page, without the form that was pressed and without what its address says already. */
function elsewhere(sent: Draft, pressed: string, page: URL): Typed {
  const own = asSent(pressed, ownFields(pressed, sent));
  const asked = asSent(lookName, Object.fromEntries(page.searchParams));
  const marks = new RegExp(`\\.${pageFields.unchanged}$`);
  const others = Object.entries(changedForms(sent)).filter(
    ([field, text]) => !(field in own) && asked[field] !== text && !marks.test(field) && text !== '',
  );
  return Object.fromEntries(others);
}

/** A page by its path below /api, as drafts are kept. */
function placeOf({ pathname }: URL): string {
  return pathname.slice('/api/'.length);
}

async function leadOn(
  sealer: CookieCipher,
  to: string,
  { page, kept }: { readonly page: URL; readonly kept: Typed },
): Promise<HttpResponseInit> {
  const answer = redirectAnswer(to);
  if (Object.keys(kept).length === 0) return answer;
  const { cookies, toCopy } = await keepDraft(sealer, placeOf(page), kept);
  if (toCopy === '') return withCookies(answer, cookies);
  const told = messagePage(
    'What you typed is too long to be kept',
    ['Copy it before you go on, or go back in the browser, where it still stands.'],
    { links: [{ label: 'Go on', href: to }], toCopy },
  );
  return await pageAnswer(200, told, [...cookies]);
}
