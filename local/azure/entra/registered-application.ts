import type { Application, Directory } from '../directory.ts';
import { EntraError } from './entra-error.ts';

/** The app registration of a client id. Throws EntraError when the tenant has none. */
export function registeredApplication({ applications }: Directory, clientId: string | null): Application {
  const found = applications.find((application) => application.clientId === clientId);
  if (found !== undefined) return found;
  const message = `Application with identifier '${clientId ?? ''}' was not found in the directory.`;
  throw new EntraError(400, 'unauthorized_client', 700016, message);
}
