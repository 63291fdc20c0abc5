import { randomBytes } from 'node:crypto';
import { ReadableStream } from 'node:stream/web';
import { describe, expect, it } from 'vitest';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { requireAntiForgery, requireAntiForgeryWrite } from '../../src/web/forgery.ts';
import type { WebRequest } from '../../src/web/handler.ts';
import { beginSession, carriesToken, readSession, type Session } from '../../src/web/session.ts';

const at = new Date('2026-03-01T10:00:00Z');
const key = randomBytes(32).toString('base64url');
const sealer = createCookieCipher({ versions: async () => [key] }, { now: () => at });
const own = 'https://sallyport.example.org';
const otto = { oid: 'o1', name: 'Otto', emails: [], roles: ['Ops.Operator'], contexts: [] };

function request(headers: Readonly<Record<string, string>> = {}, body = ''): WebRequest {
  const sent = ReadableStream.from([new TextEncoder().encode(body)]);
  return { method: 'POST', url: `${own}/api/x`, headers: new Headers(headers), params: {}, body: sent };
}

/** A session as a browser keeps it, of whoever holds these groups. */
async function sessionOf(groups: readonly string[] | 'too-many' = [], hint?: string): Promise<Session> {
  const claim = { on: true, projects: { heart: { approvers: 'g1' } } };
  const identity = { ...otto, groups, ...(hint === undefined ? {} : { hint }) };
  const { name, value } = await beginSession(sealer, identity, claim);
  const session = await readSession(sealer, request({ cookie: `${name}=${value}` }));
  if (session === undefined) throw new Error('there is no session');
  return session;
}

const refused = { code: 'forged-request' };

describe('a session', () => {
  it('keeps the groups of projects, or why there are none, and what the directory knows the account by', async () => {
    expect((await sessionOf(['g1', 'g2'])).groups).toEqual(['g1']);
    expect((await sessionOf('too-many')).groups).toBe('too-many');
    expect((await sessionOf([], 'otto@example.org')).hint).toBe('otto@example.org');
    expect(await sessionOf()).not.toHaveProperty('hint');
  });

  it('is none without its cookie, with one that was sealed for something else, or with another value in it', async () => {
    const sealed = async (purpose: 'session' | 'draft', value: unknown) =>
      request({ cookie: `__Host-sallyport=${await sealer.seal(purpose, value, 60)}` });
    const { antiForgery, groups } = await sessionOf();
    const good = { ...otto, antiForgery, groups };
    expect(await readSession(sealer, await sealed('session', good))).toMatchObject(good);
    expect(await readSession(sealer, request())).toBeUndefined();
    expect(await readSession(sealer, await sealed('draft', good))).toBeUndefined();
    expect(await readSession(sealer, await sealed('session', { ...good, antiForgery: 'short' }))).toBeUndefined();
  });

  it('has a token that no other has, and none that is longer, shorter or missing', async () => {
    const session = await sessionOf();
    const { antiForgery } = session;
    expect(carriesToken(session, antiForgery)).toBe(true);
    const other = (await sessionOf()).antiForgery;
    for (const given of [other, `${antiForgery}a`, antiForgery.slice(1), '', null])
      expect(carriesToken(session, given), String(given)).toBe(false);
  });
});

describe('a change by a browser', () => {
  it('comes from a page of this site and carries the token of its session', async () => {
    const session = await sessionOf();
    const { antiForgery } = session;
    const asked = (origin: string | undefined, token: string | null) =>
      requireAntiForgery(request(origin === undefined ? {} : { origin }), { session }, `${own}/api`, token);
    expect(() => asked(own, antiForgery)).not.toThrow();
    for (const origin of ['https://evil.example.org', `${own}.evil.org`, 'null', undefined])
      expect(() => asked(origin, antiForgery), String(origin)).toThrow(expect.objectContaining(refused));
    for (const token of [null, '', 'x'.repeat(43)])
      expect(() => asked(own, token), String(token)).toThrow(expect.objectContaining(refused));
  });

  it('needs neither where a bearer token came with it', () => {
    expect(() => requireAntiForgery(request(), {}, own, null)).not.toThrow();
  });

  it('has its token in the field of a form, or in a header beside JSON', async () => {
    const session = await sessionOf();
    const { antiForgery } = session;
    const caller = { ...otto, groups: [], session };
    const sent = (headers: Readonly<Record<string, string>>, body?: string) =>
      requireAntiForgeryWrite(request({ origin: own, ...headers }, body), caller, own);
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const json = { 'content-type': 'application/json' };
    await expect(sent(form, `antiForgery=${antiForgery}`)).resolves.toBeUndefined();
    await expect(sent({ ...json, 'x-sallyport-anti-forgery': antiForgery }, '{}')).resolves.toBeUndefined();
    await expect(sent({ 'x-sallyport-anti-forgery': antiForgery })).resolves.toBeUndefined();
    for (const headers of [form, json, {}]) await expect(sent(headers)).rejects.toMatchObject(refused);
    await expect(sent(json, `antiForgery=${antiForgery}`)).rejects.toMatchObject(refused);
    await expect(requireAntiForgeryWrite(request(), { ...otto, groups: [] }, own)).resolves.toBeUndefined();
  });
});
