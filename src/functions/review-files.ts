import { ReadableStream } from 'node:stream/web';
import type { HttpResponseInit } from '@azure/functions';
import { viewForm } from '../api/schemas/forms.ts';
import { type FileView, firstView } from '../domain/file-view.ts';
import type { FileRemark } from '../domain/remarks.ts';
import type { RemarksOf } from '../ports/remarks.ts';
import { saveRemarks } from '../use-cases/file-remarks.ts';
import { type FoundReview, findReview } from '../use-cases/find-review.ts';
import { manifestLines } from '../use-cases/read-listing.ts';
import { closedBecause } from '../use-cases/review-material.ts';
import { redirectAnswer } from '../web/answers.ts';
import { fieldsOf, readForm } from '../web/body.ts';
import { antiForgeryField, requireGenuine, requireOwnOrigin } from '../web/forgery.ts';
import type { Handler } from '../web/handler.ts';
import type { Session } from '../web/session.ts';
import { signInPath } from '../web/sign-in.ts';
import {
  isOfPackage,
  keptForm,
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

/** The most bytes of the form: a page of remarks of the greatest length, in letters that forms write as they are. */
const largestRemarks = 128 * 1024;

/** POST to the address of a review and /files: saves what was noted about the files on the page, and shows others. */
export function showFiles(services: ReviewServices): Handler {
  return async (request) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const handle = placeOf(request);
    const session = await sessionOf(services, request);
    const fields = await readForm(request, largestRemarks);
    if (session === undefined) return await signInAgain(services, request, session, 'remarks-lost', fields);
    requireGenuine(request, { session }, services.publicBaseUrl, fields.get(antiForgeryField));
    const found = await findReview(services.review, linkOf(handle, session));
    if (found === undefined) return await linkNotFound();
    const form = { ...(await keptForm(services, request, fields.get('choice') ?? undefined)), refusal: undefined };
    if (maySee(services, found, session))
      await saveRemarks(services.review, roundOf(found), remarksIn(fields), countOf(found));
    return await showTo(services, session, found, handle, form, { view: viewIn(fields) });
  };
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

function viewIn(fields: URLSearchParams): FileView {
  return viewForm.safeParse(fieldsOf(fields)).data ?? firstView;
}

/** GET the address of a review and /manifest: the manifest of the package, for whoever may see its page, as a file to keep. */
export function downloadManifest(services: ReviewServices): Handler {
  return async (request) => {
    const handle = placeOf(request);
    const session = await sessionOf(services, request);
    if (session === undefined && isOfPackage(handle)) return redirectAnswer(signInPath(reviewPath(handle)));
    const found = await findReview(services.review, linkOf(handle, session));
    if (found === undefined) return await linkNotFound();
    if (session === undefined) return await signInFirst(services, request, found, 401);
    return maySee(services, found, session)
      ? manifestAnswer(services, found)
      : await showTo(services, session, found, handle, noForm, { status: 409 });
  };
}

const noForm = { choice: undefined, reason: '', refusal: undefined };

function maySee({ review }: ReviewServices, found: FoundReview, session: Session): boolean {
  return found.handle.approver === session.oid && closedBecause(found, review.clock.now()) === undefined;
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
