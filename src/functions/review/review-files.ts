import { ReadableStream } from 'node:stream/web';
import type { HttpResponseInit } from '@azure/functions';
import type { Somebody } from '../../domain/people/people.ts';
import { refuseByAccount } from '../../domain/review/account-rule.ts';
import { filesOnPage } from '../../domain/review/file-view.ts';
import { type FileRemark, longestRemark } from '../../domain/review/remarks.ts';
import type { RemarksOf } from '../../ports/remarks.ts';
import { manifestLines } from '../../use-cases/operation/read-listing.ts';
import { saveRemarks } from '../../use-cases/review/file-remarks.ts';
import { type FoundReview, findReview } from '../../use-cases/review/find-review.ts';
import { closedBecause } from '../../use-cases/review/review-material.ts';
import { redirectAnswer } from '../../web/answers.ts';
import { readForm } from '../../web/body.ts';
import { antiForgeryField, requireAntiForgery, requireOwnOrigin } from '../../web/forgery.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import { carriesToken, type Session } from '../../web/session.ts';
import { signInPath } from '../../web/sign-in.ts';
import { remarksKeyIn } from './remarks-key.ts';
import {
  isOfLink,
  linkNotFound,
  linkOf,
  placeOf,
  type ReviewServices,
  reviewPath,
  sessionOf,
  showTo,
  signInAgain,
  signInFirst,
} from './review-answers.ts';
import { typedForm, viewIn } from './typed-form.ts';

/** The most kilobytes that a form writes for what is noted about one file, in whatever script: nine bytes a letter, and the names of its fields. */
const kilobytesOfFile = (longestRemark * 9 + 100) / 1024;

/** The most bytes of the form of a review: a page of remarks of the greatest length, a reason, and what each page sends. */
export const mostReviewBytes = Math.ceil(filesOnPage * kilobytesOfFile + 32) * 1024;

/** POST to the address of a review and /files: saves what was noted about the files on the page, and shows others. */
export function showFiles(services: ReviewServices): Handler {
  return async (request) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const fields = await readForm(request, mostReviewBytes);
    const { place, session, found, isNoted } = await takeForm(services, request, fields);
    if (session === undefined) return await signInAgain(services, request, overWith(isNoted), { found, fields });
    if (found === undefined) return await linkNotFound(session);
    const form = { ...typedForm(fields), refusal: undefined };
    return await showTo(services, session, found, place, form, { view: viewIn(fields) });
  };
}

/**
 * Whoever sent a form of the page of a review, and the review, read once. What was noted about files is saved, and `isNoted` says whether it
 * stands. Without a session the review is that of a mail's link: a package's address tells nothing then. Throws HttpProblem `forged-request`,
 * and Refused for what no remark can be.
 */
export async function takeForm(services: ReviewServices, request: WebRequest, fields: URLSearchParams) {
  const place = placeOf(request);
  const session = await sessionOfForm(services, request, fields);
  const key = session === undefined ? await remarksKeyIn(services.sealer, fields) : undefined;
  // Whoever has the key was shown the page.
  const somebody = session ?? (key && { oid: key.oid, emails: [] });
  const found = await findReview(services.review, linkOf(place, somebody));
  const noted = remarksIn(fields);
  const mayNote =
    somebody !== undefined &&
    found !== undefined &&
    maySee(services, found, somebody) &&
    (key === undefined || key.exportId === found.round.exportId);
  if (noted.length > 0 && mayNote) await saveRemarks(services.review, roundOf(found), noted, countOf(found));
  const isTold = session !== undefined || isOfLink(request);
  return { place, session, found: isTold ? found : undefined, isNoted: noted.length === 0 || mayNote };
}

/**
 * The session of whoever sent a form of the page of a review; undefined when that of the page is over, also where the same person signed in
 * anew since. Throws HttpProblem `forged-request`.
 */
async function sessionOfForm(
  services: ReviewServices,
  request: WebRequest,
  fields: URLSearchParams,
): Promise<Session | undefined> {
  const session = await sessionOf(services, request);
  if (session === undefined) return undefined;
  const token = fields.get(antiForgeryField);
  const isOfBefore =
    !carriesToken(session, token) && (await remarksKeyIn(services.sealer, fields))?.oid === session.oid;
  if (isOfBefore) return undefined;
  requireAntiForgery(request, { session }, services.publicBaseUrl, token);
  return session;
}

/** Why a form was not taken whose session is over. */
export function overWith(isNoted: boolean): 'session-over' | 'remarks-lost' {
  return isNoted ? 'session-over' : 'remarks-lost';
}

function roundOf({ handle: { approver }, round }: FoundReview): RemarksOf {
  return { exportId: round.exportId, round: round.number, approver };
}

function countOf({ operation }: FoundReview): number {
  return operation.package?.count ?? 0;
}

/** What was noted about each file on the page; one whose field is empty and has no tick was noted as nothing. */
function remarksIn(fields: URLSearchParams): FileRemark[] {
  return [...fields].flatMap(([field, value]) => {
    const number = /^remark(\d{1,7})$/.exec(field)?.[1];
    if (number === undefined) return [];
    const [seen, question] = [`seen${number}`, `question${number}`].map((mark) => fields.get(mark) === 'yes');
    return [{ number: Number(number), seen: seen === true, question: question === true, text: value.trim() }];
  });
}

/** GET the address of a review and /manifest: the manifest of the package, for whoever may see its page, as a file to keep. */
export function downloadManifest(services: ReviewServices): Handler {
  return async (request) => {
    const linkToken = placeOf(request);
    const session = await sessionOf(services, request);
    if (session === undefined && !isOfLink(request)) return redirectAnswer(signInPath(reviewPath(linkToken)));
    const found = await findReview(services.review, linkOf(linkToken, session));
    if (found === undefined) return await linkNotFound(session);
    if (session === undefined) return await signInFirst(services, request, found, 401);
    return maySee(services, found, session)
      ? manifestAnswer(services, found)
      : await showTo(services, session, found, linkToken, noForm, { status: 409 });
  };
}

const noForm = { ...typedForm(new URLSearchParams()), refusal: undefined };

function maySee({ review }: ReviewServices, found: FoundReview, somebody: Somebody): boolean {
  const isTheirs = found.handle.approver === somebody.oid;
  const isLike = refuseByAccount(found.round, found.project, somebody) !== undefined;
  return isTheirs && !isLike && closedBecause(found, review.clock.now()) === undefined;
}

function manifestAnswer({ review }: ReviewServices, { round }: FoundReview): HttpResponseInit {
  return {
    status: 200,
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="${round.exportId}.ndjson"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
    body: ReadableStream.from(encoded(manifestLines(review, round))),
  };
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line);
}
