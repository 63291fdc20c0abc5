import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { parseOperationId } from '../domain/door.ts';
import { NotFound } from '../domain/errors.ts';
import { frozenFolder } from '../domain/inspection.ts';
import { messagePage, type Visitor } from '../pages/layout.ts';
import { redirectAnswer, sandboxedPage } from '../web/answers.ts';
import { queryOf } from '../web/asked.ts';
import { param, type WebRequest } from '../web/handler.ts';
import type { Sealer } from '../web/sealer.ts';
import { signInPath } from '../web/sign-in.ts';
import type { Showing, Shown } from './child/shown.ts';
import { endingOf } from './ending-of.ts';
import type { FileToInspect } from './inspect-file.ts';
import { fileIn, firstLook, type PackageParts, viewPackage } from './package-view.ts';
import { contentCard } from './pages/content-card.ts';
import { filePage } from './pages/file-page.ts';
import { overviewPage } from './pages/overview-page.ts';
import { type ReaderSession, readReader } from './reader-session.ts';

/** What the pages of the reading room are made of. */
export interface ReadingServices extends PackageParts {
  readonly sealer: Sealer;
  /** Has a process of its own read what a page shows of a file; undefined where that did not come to an end. */
  show(file: FileToInspect, showing: Showing): Promise<Shown | undefined>;
}

const whole = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1 on')
  .default('1')
  .transform(Number);
/** Which part of a file is shown, and from which row or line on. */
const shownQuery = z.strictObject({ part: whole, from: whole });

/** GET read: where whoever came without a package learns how to get to one. */
export async function showStart(services: ReadingServices, request: WebRequest): Promise<HttpResponseInit> {
  return await asReader(services, request, '/api/read', async (session) =>
    sandboxedPage(
      200,
      messagePage('The reading room', ['Open a package from its review page: its link there leads here.'], {
        visitor: visitorOf(session),
      }),
    ),
  );
}

/** GET read/{exportId}: the overview of a package. */
export async function showPackage(services: ReadingServices, request: WebRequest): Promise<HttpResponseInit> {
  const exportId = exportIdOf(request);
  return await asReader(services, request, `/api/read/${exportId}`, async (session) => {
    const { view, reading } = await viewPackage(services, session.token, exportId);
    return await sandboxedPage(200, overviewPage(view, await firstLook(view, reading), visitorOf(session)));
  });
}

/** GET read/{exportId}/{file}: one file of a package, by its number. */
export async function showFile(services: ReadingServices, request: WebRequest): Promise<HttpResponseInit> {
  const exportId = exportIdOf(request);
  const showing = queryOf(request, shownQuery);
  const number = /^[1-9]\d{0,3}$/.test(param(request, 'file')) ? Number(param(request, 'file')) : 0;
  return await asReader(services, request, `/api/read/${exportId}/${number}`, async (session) => {
    const { view, reading } = await viewPackage(services, session.token, exportId);
    const file = fileIn(view, number);
    const hasPlaces = (file.evidence?.findings.length ?? 0) > 0;
    const places = hasPlaces ? await reading.places(view.key, number) : [];
    const { path, size: bytes, etag } = file.entry;
    const open = () => reading.open(frozenFolder(view.key) + path, etag);
    const shown = await services.show({ bytes, ending: endingOf(path), open }, showing);
    const content = contentCard({ shown, showing, places, address: `/api/read/${exportId}/${number}` });
    return await sandboxedPage(200, filePage(view, file, places, content, visitorOf(session)));
  });
}

/** Answers whoever is signed in, and sends everybody else to sign in and back. */
async function asReader(
  { sealer }: ReadingServices,
  request: WebRequest,
  path: string,
  answer: (session: ReaderSession) => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
  const session = await readReader(sealer, request);
  return session === undefined ? redirectAnswer(signInPath(path)) : await answer(session);
}

function visitorOf({ name, antiForgery }: ReaderSession): Visitor {
  return { name, antiForgery };
}

/** An id that can be one; others never come into an address of ours. */
function exportIdOf(request: WebRequest): string {
  const id = param(request, 'exportId');
  if (parseOperationId(id)?.door !== 'export') throw new NotFound('This is not the id of a package (exp_…)');
  return id;
}
