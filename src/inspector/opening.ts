import type { HttpResponseInit } from '@azure/functions';
import { IllegalMove, NotFound } from '../domain/base/errors.ts';
import { filesToOpen, nextToOpen } from '../domain/inspection/to-open.ts';
import { frozenFolder } from '../domain/review/inspection.ts';
import { messagePage } from '../pages/base/layout.ts';
import type { Inspections } from '../ports/inspections.ts';
import type { Reading } from '../ports/reading.ts';
import { fileAnswer, redirectAnswer, sandboxedPage } from '../web/answers.ts';
import { queryOf } from '../web/asked.ts';
import type { CookieCipher } from '../web/cookie-cipher.ts';
import { requireOwnOrigin } from '../web/forgery.ts';
import type { WebRequest } from '../web/handler.ts';
import { signInPath } from '../web/sign-in.ts';
import { exportIdOf, fileNumberOf, requireToken, roundQuery } from './as-reader.ts';
import { endingOf } from './ending-of.ts';
import { type FileInPackage, fileIn, type PackageParts, type PackageView, viewPackage } from './package-view.ts';
import { addressOf } from './pages/address.ts';
import { type ReaderSession, readReader } from './reader-session.ts';

export interface Opening {
  readonly round: number;
  /** Numbers of files; empty while there is no evidence that says what they are. */
  readonly toOpen: readonly number[];
  readonly seen: ReadonlySet<number>;
}

export interface SeenServices extends PackageParts {
  readonly inspections: Pick<Inspections, 'find' | 'request' | 'markSeen' | 'seenBy'>;
  readonly sealer: CookieCipher;
  readonly publicBaseUrl: string;
}

export async function openingOf(
  { inspections }: { readonly inspections: Pick<Inspections, 'seenBy'> },
  { key, evidence }: PackageView,
  { oid }: Pick<ReaderSession, 'oid'>,
  round: number,
): Promise<Opening> {
  const toOpen = typeof evidence === 'string' ? [] : filesToOpen(evidence, oid);
  return { round, toOpen, seen: await inspections.seenBy(key, round, oid) };
}

/** What is larger is not held in memory beside the tokens of people. */
const mostSaved = 64 * 1024 * 1024;

/**
 * POST read/{exportId}/{file}/seen, …/download: notes that the person has opened a file, and leads to the next one or gives the file. That they
 * may is asked with their own token, as for the page; the note is written by the room, since people write nothing in these containers.
 */
export async function markSeen(
  services: SeenServices,
  request: WebRequest,
  act: 'seen' | 'download',
): Promise<HttpResponseInit> {
  const { inspections, sealer, publicBaseUrl } = services;
  requireOwnOrigin(request, publicBaseUrl);
  const exportId = exportIdOf(request);
  const file = fileNumberOf(request);
  const { round } = queryOf(request, roundQuery);
  const session = await readReader(sealer, request);
  if (session === undefined) return await signInAgain(addressOf(exportId, { file, round }));
  await requireToken(session, request);
  const { view, reading } = await viewPackage(services, session.token, exportId);
  const found = fileIn(view, file);
  if (typeof view.evidence === 'string')
    throw new IllegalMove(
      `Nobody has looked into the files of ${exportId} as they lie there now, so none counts as seen yet`,
    );
  const saved = act === 'download' ? await savedFile(services, view, found, reading) : undefined;
  await inspections.markSeen(view.key, { round, oid: session.oid, file });
  if (saved !== undefined) return saved;
  const { toOpen, seen } = await openingOf(services, view, session, round);
  return redirectAnswer(addressOf(exportId, { file: nextToOpen(toOpen, seen, file), round }));
}

/** The file as it lies there. Throws NotFound where its project did not let anybody save it when the package was frozen. */
async function savedFile(
  { inspections }: SeenServices,
  { key }: PackageView,
  { number, entry: { path, size, etag } }: FileInPackage,
  reading: Reading,
): Promise<HttpResponseInit> {
  const { downloads } = await inspections.request(key);
  if (downloads !== true) throw new NotFound(`The project lets nobody save files of ${key.exportId}`);
  if (size > mostSaved) throw new IllegalMove(`File ${number} has more than 64 MB: copy it with azcopy`);
  const pieces = await Array.fromAsync(reading.open(frozenFolder(key) + path, etag));
  // Its own name was chosen inside.
  const name = `file-${number}.${endingOf(path)}`;
  return fileAnswer(Buffer.concat(pieces), { type: 'application/octet-stream', name });
}

/** A page and no redirect, because browsers hold what follows a form to `form-action`, and the directory is another site. */
async function signInAgain(path: string): Promise<HttpResponseInit> {
  const page = messagePage('Please sign in again', ['Your session is over, so nothing was noted.'], {
    links: [{ label: 'Sign in', href: signInPath(path) }],
  });
  return await sandboxedPage(401, { ...page, home: '/api/read' });
}
