import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { NotFound } from '../domain/base/errors.ts';
import type { Place } from '../domain/inspection/evidence.ts';
import { frozenFolder, type InspectionKey } from '../domain/review/inspection.ts';
import type { Inspections } from '../ports/inspections.ts';
import type { Reading } from '../ports/reading.ts';
import { sandboxedPage } from '../web/answers.ts';
import { queryOf } from '../web/asked.ts';
import type { CookieCipher } from '../web/cookie-cipher.ts';
import type { WebRequest } from '../web/handler.ts';
import { asReader, exportIdOf, fileNumberOf, roundQuery, visitorOf } from './as-reader.ts';
import { mostParts, type Showing, type Shown } from './child/shown.ts';
import { claimsAbout } from './claims.ts';
import { endingOf } from './ending-of.ts';
import type { FileToInspect } from './inspect-file.ts';
import { openingOf } from './opening.ts';
import {
  changesSince,
  type FileInPackage,
  fileIn,
  firstLook,
  type PackageParts,
  packagesOf,
  viewPackage,
} from './package-view.ts';
import { addressOf } from './pages/address.ts';
import { contentCard } from './pages/content-card.ts';
import { filePage } from './pages/file-page.ts';
import { columnNames } from './pages/finding-words.ts';
import { notesPath, overviewPage } from './pages/overview-page.ts';
import { addressOfPlace } from './pages/part-list.ts';
import { startPage } from './pages/start-page.ts';

export interface ReadingServices extends PackageParts {
  readonly inspections: Pick<Inspections, 'find' | 'newest' | 'request' | 'seenBy' | 'views'>;
  readonly sealer: CookieCipher;
  /** In a process of its own, when it is the turn of the person with that object id; undefined where it did not come to an end. */
  show(person: string, file: FileToInspect, showing: Showing): Promise<Shown | undefined>;
}

const whole = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1 on')
  .default('1')
  .transform(Number);
const shownQuery = roundQuery.extend({ part: whole, from: whole });

/** GET read: what there is to read for whoever is signed in. */
export async function showStart(services: ReadingServices, request: WebRequest): Promise<HttpResponseInit> {
  return await asReader(services, request, '/api/read', async (session) =>
    sandboxedPage(200, startPage(await packagesOf(services, session), visitorOf(session))),
  );
}

/** GET read/{exportId}: the overview of a package. */
export async function showPackage(services: ReadingServices, request: WebRequest): Promise<HttpResponseInit> {
  const exportId = exportIdOf(request);
  const { round } = queryOf(request, roundQuery);
  return await asReader(services, request, addressOf(exportId, { round }), async (session) => {
    const { view, reading } = await viewPackage(services, session.token, exportId);
    const opening = await openingOf(services, view, session, round);
    const first = await firstLook(view, reading);
    const { continues, about } = await services.inspections.request(view.key);
    const since = continues === undefined ? undefined : await changesSince(reading, view, continues);
    const notes = view.files.find(({ entry }) => entry.path === notesPath);
    const said =
      notes && (await services.show(session.oid, fileToShow(reading, view.key, notes), { part: 1, from: 1 }));
    const parts = { view, about, opening, first, since, visitor: visitorOf(session) };
    return await sandboxedPage(200, overviewPage({ ...parts, notes: notes && { number: notes.number, said } }));
  });
}

/** GET read/{exportId}/{file}: one file of a package, by its number. */
export async function showFile(services: ReadingServices, request: WebRequest): Promise<HttpResponseInit> {
  const exportId = exportIdOf(request);
  const { round, ...showing } = queryOf(request, shownQuery);
  const number = fileNumberOf(request);
  const here = addressOf(exportId, { file: number, round, ...showing });
  return await asReader(services, request, here, async (session) => {
    const { view, reading } = await viewPackage(services, session.token, exportId);
    const file = fileIn(view, number);
    const opening = await openingOf(services, view, session, round);
    const detail = file.evidence === undefined ? { places: [] } : await reading.detail(view.key, number);
    const claims = await claimsAbout(view, file, reading);
    requirePart(showing, mostParts);
    const shown = await services.show(session.oid, fileToShow(reading, view.key, file), showing);
    requirePart(showing, shown?.partCount ?? mostParts);
    const address = (part: number, from: number) => addressOf(exportId, { file: number, round, part, from });
    const content = contentCard({ shown, showing, places: detail.places, address });
    const placeAddress = (place: Place) => addressOfPlace(shown?.parts ?? [], place, address);
    const visitor = visitorOf(session);
    const { downloads = false } = await services.inspections.request(view.key);
    const columnName = columnNames(shown ?? { parts: [] }, showing.part);
    const page = filePage({
      view,
      file,
      detail,
      claims,
      content,
      placeAddress,
      columnName,
      opening,
      visitor,
      downloads,
    });
    return await sandboxedPage(200, page, { pictures: shown?.picture?.pixels !== undefined, downloads });
  });
}

function fileToShow(
  reading: Reading,
  key: InspectionKey,
  { entry: { path, size, etag } }: FileInPackage,
): FileToInspect {
  return { bytes: size, ending: endingOf(path), open: () => reading.open(frozenFolder(key) + path, etag) };
}

/** A file of which nothing can be shown in parts counts as one. Throws NotFound for a part that it has not. */
function requirePart({ part }: Showing, partCount: number): void {
  if (part > Math.max(1, partCount)) throw new NotFound(`The file has no part ${part}`);
}
