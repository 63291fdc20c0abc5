import type { RpcCookie } from '../rpc.ts';

function expiry(cookie: RpcCookie): string | undefined {
  const value = cookie.expires?.value;
  const seconds = typeof value === 'object' ? value.seconds : value;
  return seconds === undefined ? undefined : new Date(seconds * 1000).toUTCString();
}

const sameSites = { lax: 'lax', strict: 'strict', explicitNone: 'none', none: undefined } as const;

/** One Set-Cookie value; name and value are percent-encoded as ASP.NET does when it appends a cookie. */
export function formatCookie(cookie: RpcCookie): string {
  const parts = [`${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`];
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) parts.push(`${key}=${value}`);
  };
  add('expires', expiry(cookie));
  if (cookie.maxAge?.value !== undefined) add('max-age', String(cookie.maxAge.value));
  add('domain', cookie.domain?.value);
  add('path', cookie.path?.value ?? '/');
  if (cookie.secure?.value) parts.push('secure');
  add('samesite', cookie.sameSite && sameSites[cookie.sameSite]);
  if (cookie.httpOnly?.value) parts.push('httponly');
  return parts.join('; ');
}
