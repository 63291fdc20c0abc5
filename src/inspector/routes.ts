import type { HttpResponseInit } from '@azure/functions';
import type { Inspections } from '../ports/inspections.ts';
import type { Secrets } from '../ports/ports.ts';
import type { SignInProvider } from '../ports/sign-in.ts';
import { askedInTime, healthAnswer } from '../web/dependencies.ts';
import type { WebRequest } from '../web/handler.ts';
import { problemPage, tellError } from '../web/problem.ts';

/** What answers of the reading room are made of. */
export interface RoomServices {
  readonly inspections: Inspections;
  readonly secrets: Pick<Secrets, 'versions'>;
  readonly signIn: SignInProvider;
}

/** One HTTP function of the reading room. */
export interface RoomRoute {
  readonly name: string;
  readonly methods: readonly ('GET' | 'POST')[];
  /** Below /api. */
  readonly path: string;
  readonly handler: (request: WebRequest) => Promise<HttpResponseInit>;
}

/** The vault secret that holds the key of its sessions. */
export const roomKey = 'reading-room-key';

/** Every HTTP function of the reading room. */
export function roomRoutes(services: RoomServices): readonly RoomRoute[] {
  return [{ name: 'health', methods: ['GET'], path: 'health', handler: async () => await roomHealth(services) }];
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
  return await route.handler(request).catch(async (error: unknown) => {
    const told = tellError(error);
    if (told.status >= 500) failed(`${route.name}: ${error instanceof Error ? error.name : 'unknown'}`);
    return await problemPage(told, requestId);
  });
}
