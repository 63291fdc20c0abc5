import type { HttpResponseInit } from '@azure/functions';
import { guideAddress, guidePage } from '../pages/base/help-page.ts';
import { messagePage } from '../pages/base/layout.ts';
import type { Inspections } from '../ports/inspections.ts';
import type { Secrets } from '../ports/ports.ts';
import type { SignedIn, SignInProvider } from '../ports/sign-in.ts';
import { redirectAnswer, sandboxedPage } from '../web/answers.ts';
import { askedInTime, healthAnswer } from '../web/dependencies.ts';
import { requireOwnOrigin } from '../web/forgery.ts';
import type { WebRequest } from '../web/handler.ts';
import { answerHead } from '../web/head.ts';
import { askedGuide } from '../web/help.ts';
import { describeError, problemPage } from '../web/problem.ts';
import { finishSigningIn, startSignIn } from '../web/sign-in.ts';
import { forgetSplit } from '../web/split-cookie.ts';
import { requireToken, visitorOf } from './as-reader.ts';
import { markSeen } from './opening.ts';
import { beginReading, readingCookie, readReader } from './reader-session.ts';
import { type ReadingServices, showFile, showPackage, showStart } from './reading.ts';

export interface RoomServices extends ReadingServices {
  readonly inspections: Inspections;
  readonly secrets: Pick<Secrets, 'versions'>;
  readonly signIn: SignInProvider;
  readonly publicBaseUrl: string;
}

export interface RoomRoute {
  readonly name: string;
  /** What does something when it is read does not name HEAD beside GET. */
  readonly methods: readonly ('GET' | 'HEAD' | 'POST')[];
  /** Below /api. */
  readonly path: string;
  readonly handler: (request: WebRequest) => Promise<HttpResponseInit>;
}

/** The vault secret that holds the key of its sessions. */
export const roomKey = 'reading-room-key';

/** Every HTTP function of the reading room. None changes anything but the cookies of the browser, and which files somebody has seen. */
export function roomRoutes(services: RoomServices): readonly RoomRoute[] {
  const begin = (identity: SignedIn) => beginReading(services.sealer, identity);
  const signing = { ...services, home: '/api/read', begin };
  const on =
    (...methods: RoomRoute['methods']) =>
    (name: string, path: string, handler: RoomRoute['handler']) => ({ name, methods, path, handler });
  const [get, signingIn, post] = [on('GET', 'HEAD'), on('GET'), on('POST')];
  return [
    get('health', 'health', async () => await roomHealth(services)),
    get('help', 'help', async () => redirectAnswer(guideAddress('approvers'))),
    get('helpGuide', 'help/{guide}', (request) => showGuide(services, request)),
    get('read', 'read', (request) => showStart(services, request)),
    get('readPackage', 'read/{exportId}', (request) => showPackage(services, request)),
    get('readFile', 'read/{exportId}/{file}', (request) => showFile(services, request)),
    post('markSeen', 'read/{exportId}/{file}/seen', (request) => markSeen(services, request, 'seen')),
    post('download', 'read/{exportId}/{file}/download', (request) => markSeen(services, request, 'download')),
    signingIn('signIn', 'sign-in', startSignIn(signing)),
    signingIn('signInCallback', 'sign-in/callback', finishSigningIn(signing)),
    post('signOut', 'sign-out', (request) => signOutReader(services, request)),
  ];
}

async function showGuide({ sealer }: RoomServices, request: WebRequest): Promise<HttpResponseInit> {
  const session = await readReader(sealer, request);
  const { name, guide } = await askedGuide(request);
  const parts = { home: '/api/read', ...(session === undefined ? {} : { visitor: visitorOf(session) }) };
  return await sandboxedPage(200, guidePage(name, guide, parts));
}

/** Ends the session in this browser. Another site's form carries no session, but its answer could end one. */
async function signOutReader({ sealer, publicBaseUrl }: RoomServices, request: WebRequest): Promise<HttpResponseInit> {
  requireOwnOrigin(request, publicBaseUrl);
  const session = await readReader(sealer, request);
  if (session !== undefined) await requireToken(session, request);
  const page = messagePage('You are signed out', ['This browser no longer holds a session of the reading room.']);
  return await sandboxedPage(200, { ...page, home: '/api/read' }, { cookies: [...forgetSplit(readingCookie)] });
}

/** Which dependencies answered in time, for everyone and without details. */
async function roomHealth({ inspections, secrets, signIn }: RoomServices): Promise<HttpResponseInit> {
  const storage = inspections.open()[Symbol.asyncIterator]();
  return healthAnswer(
    await askedInTime({
      storage: storage.next().finally(() => storage.return?.()),
      vault: secrets.versions(roomKey),
      directory: signIn.start('/api/read'),
    }),
  );
}

/** Answers a request. Of what nobody expected only its kind goes to `failed`: its text may hold the name of a file. */
export async function answerRoom(
  route: RoomRoute,
  request: WebRequest,
  requestId: string,
  failed: (text: string) => void,
): Promise<HttpResponseInit> {
  const answer = () =>
    route.handler(request).catch(async (error: unknown) => {
      const told = describeError(error);
      if (told.status >= 500) failed(`${route.name}: ${error instanceof Error ? error.name : 'unknown'}`);
      return await problemPage(told, requestId, { home: '/api/read' });
    });
  return request.method === 'HEAD' ? await answerHead(route.methods.includes('HEAD'), answer) : await answer();
}
