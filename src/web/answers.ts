import type { Cookie, HttpResponseInit } from '@azure/functions';
import { type Page, renderPage } from '../pages/base/layout.ts';
import { styleSource } from '../pages/base/style.ts';

/**
 * Headers of every page. No script, picture, font or frame is allowed, and forms go only to us. The referrer policy is `same-origin`
 * rather than `no-referrer`, because browsers send `Origin: null` with forms under `no-referrer` (Fetch standard, "append a request
 * Origin header"), and then no form could pass the Origin check; other sites see no referrer either way.
 */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src ${styleSource}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

interface SandboxOptions {
  readonly cookies?: Cookie[];
  readonly pictures?: boolean;
  readonly downloads?: boolean;
}

/**
 * The same for a page that shows what may be hostile: a browser runs nothing in it, opens no window from it and saves nothing that it
 * links to. `pictures`: those that stand in the page itself are shown; it still fetches none. `downloads`: what a form of it answers may be saved.
 */
export async function sandboxedPage(
  status: number,
  page: Page,
  { cookies = [], pictures = false, downloads = false }: SandboxOptions = {},
): Promise<HttpResponseInit> {
  const more = pictures ? '; img-src data:' : '';
  const policy = `${pageHeaders['content-security-policy']}${more}; sandbox allow-forms allow-same-origin${downloads ? ' allow-downloads' : ''}`;
  const headers = { ...pageHeaders, 'content-security-policy': policy };
  return { status, headers, cookies, body: await renderPage(page) };
}

const dataHeaders = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

export async function pageAnswer(status: number, page: Page, cookies: Cookie[] = []): Promise<HttpResponseInit> {
  return { status, headers: pageHeaders, cookies, body: await renderPage(page) };
}

/** The same answer, with cookies. */
export function withCookies(answer: HttpResponseInit, cookies: readonly Cookie[]): HttpResponseInit {
  return { ...answer, cookies: [...(answer.cookies ?? []), ...cookies] };
}

/** JSON, never stored by caches on the way. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponseInit {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...dataHeaders, ...headers },
    body: JSON.stringify(value),
  };
}

/** A file to keep. Its name may hold nothing but letters, digits and `._-`. */
export function fileAnswer(
  body: string | Uint8Array,
  { type, name }: { readonly type: string; readonly name: string },
) {
  const headers = {
    ...{ 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, ...dataHeaders },
    // Where a browser shows it all the same, nothing in it runs.
    'content-security-policy': "default-src 'none'; sandbox",
  };
  return { status: 200, headers, body } satisfies HttpResponseInit;
}

export function redirectAnswer(location: string, cookies: Cookie[] = []): HttpResponseInit {
  return { status: 303, headers: { location, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' }, cookies };
}
