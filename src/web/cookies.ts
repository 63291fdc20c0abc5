import type { Cookie } from '@azure/functions';
import type { WebRequest } from './handler.ts';

/** The prefix makes browsers refuse them from sub-domains, over plain HTTP and for part of the site. */
export const cookieNames = {
  session: '__Host-sallyport',
  signIn: '__Host-sallyport-sign-in',
  draft: '__Host-sallyport-draft',
} as const;

/** A cookie that scripts cannot read and that other sites' requests do not carry, except a plain link to us. */
export function cookie(name: string, value: string, seconds: number): Cookie {
  return { name, value, maxAge: seconds, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' };
}

export function forget(name: string): Cookie {
  return cookie(name, '', 0);
}

/** When a name comes twice the first counts, as in browsers' own order. */
export function readCookie(request: WebRequest, name: string): string | undefined {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
