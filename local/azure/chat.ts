import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import { z } from 'zod';
import type { SecretStore } from './secret-store.ts';
import { type LocalReply, type LocalRequest, type RunningServer, serve } from './server.ts';

/** Secrets of the vault with the addresses of the laptop's two channels; the webhook's key stands behind its name. */
export const chatSecrets = { teams: 'channel-team', webhook: 'channel-hook' } as const;
const webhookKey = `${chatSecrets.webhook}-key`;

const url = z.url({ protocol: /^https?$/ });
const card = z.strictObject({
  $schema: z.string(),
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.4'),
  body: z.array(
    z.discriminatedUnion('type', [
      z.looseObject({ type: z.literal('TextBlock'), text: z.string() }),
      z.looseObject({
        type: z.literal('FactSet'),
        facts: z.array(z.strictObject({ title: z.string(), value: z.string() })),
      }),
    ]),
  ),
  actions: z.array(z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string(), url })),
});
const teamsMessage = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({ contentType: z.literal('application/vnd.microsoft.card.adaptive'), content: card }),
  ]),
});
const webhookEvent = z.looseObject({ type: z.string(), timestamp: z.iso.datetime(), data: z.looseObject({}) });

const postSchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['teams', 'webhook']),
  id: z.string(),
  body: z.unknown(),
});

/** A message that came to one of the laptop's channels. */
export type Post = z.infer<typeof postSchema>;

export interface ChatOptions {
  readonly folder: string;
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string };
  readonly secrets: SecretStore;
  readonly now: () => number;
}

/**
 * Starts the stand-in of a Teams workflow and of a plain webhook: it takes what those take, refuses the rest, and shows all of it on one
 * page. Whoever has an address may post, as in Teams; so the addresses are secrets of the vault.
 */
export async function startChat(options: ChatOptions): Promise<RunningServer> {
  const { folder, port, tls, secrets } = options;
  const file = join(folder, 'chat.jsonl');
  const token = tokenOf(secrets);
  const server = await serve({ port, tls, handle: (request) => route(request, { ...options, file, token }) });
  for (const kind of ['teams', 'webhook'] as const)
    setSecret(secrets, chatSecrets[kind], `${server.url}/${kind}?sig=${token}`);
  if (secrets.versions(webhookKey).length === 0)
    secrets.add(webhookKey, `whsec_${randomBytes(32).toString('base64')}`, 'text/plain');
  return server;
}

/** Lists what came to the channels, oldest first. */
export async function listPosts(chatUrl: string): Promise<Post[]> {
  const response = await fetch(`${chatUrl}/posts`);
  if (!response.ok) throw new Error(`The channels at ${chatUrl} answered ${response.status}.`);
  return z.array(postSchema).parse(await response.json());
}

/** The address stays the same over restarts where its port does. */
function tokenOf(secrets: SecretStore): string {
  const kept = secrets.versions(chatSecrets.teams).at(-1)?.value;
  return (kept && new URL(kept).searchParams.get('sig')) || randomBytes(24).toString('base64url');
}

function setSecret(secrets: SecretStore, name: string, value: string): void {
  if (secrets.versions(name).at(-1)?.value !== value) secrets.add(name, value, 'text/plain');
}

interface Room extends ChatOptions {
  readonly file: string;
  readonly token: string;
}

async function route(request: LocalRequest, room: Room): Promise<LocalReply> {
  const { pathname, searchParams } = request.url;
  const kind = pathname === '/teams' ? 'teams' : pathname === '/webhook' ? 'webhook' : undefined;
  if (request.method === 'GET' && pathname === '/posts') return { status: 200, body: postsIn(room.file) };
  if (request.method === 'GET' && pathname === '/') return await page(postsIn(room.file));
  if (request.method !== 'POST' || kind === undefined) return refusal(404, 'There is no such channel.');
  if (searchParams.get('sig') !== room.token) return refusal(401, 'The signature of the address is wrong.');
  const text = (await request.body()).toString('utf8');
  const why = kind === 'teams' ? undefined : whyNotSigned(request, text, room);
  if (why !== undefined) return refusal(401, why);
  const read = (kind === 'teams' ? teamsMessage : webhookEvent).safeParse(JSON.parse(text));
  if (!read.success) return refusal(400, z.prettifyError(read.error));
  const id = String(request.headers['webhook-id'] ?? '');
  const post: Post = { at: new Date(room.now()).toISOString(), kind, id, body: read.data };
  appendFileSync(room.file, `${JSON.stringify(post)}\n`, { mode: 0o600 });
  return { status: 202 };
}

/** As a receiver checks it that follows standardwebhooks: the signature, and that the message is no older than five minutes. */
function whyNotSigned({ headers }: LocalRequest, text: string, { secrets, now }: Room): string | undefined {
  const [id, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']];
  const key = Buffer.from(secrets.versions(webhookKey).at(-1)?.value.slice('whsec_'.length) ?? '', 'base64');
  const wanted = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64')}`;
  const found = String(headers['webhook-signature'] ?? '');
  if (found.length !== wanted.length || !timingSafeEqual(Buffer.from(found), Buffer.from(wanted)))
    return 'The message is not signed with the key of this channel.';
  const age = Math.abs(now() / 1000 - Number(timestamp));
  return age <= 300 ? undefined : `The message is ${Math.round(age)} seconds old or ahead.`;
}

function refusal(status: number, message: string): LocalReply {
  return { status, body: { error: { message } } };
}

function postsIn(file: string): Post[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => postSchema.parse(JSON.parse(line)));
}

async function page(posts: readonly Post[]): Promise<LocalReply> {
  const document =
    await html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Channels of the laptop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:1rem auto;padding:0 1rem}article{border:1px solid #888;border-radius:8px;padding:.5rem 1rem;margin:1rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style></head>
<body><main><h1>Channels of the laptop</h1>${posts.length === 0 ? html`<p>Nothing has come yet.</p>` : ''}
${posts.toReversed().map((post) => html`<article><h2>${headingOf(post)}</h2><p>${post.kind}, ${post.at}</p><pre>${JSON.stringify(post.body, null, 2)}</pre></article>`)}
</main></body></html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: document.toString() };
}

/** The first text of a card, or the headline of an event. */
function headingOf({ body }: Post): string {
  const teams = teamsMessage.safeParse(body);
  if (teams.success)
    return (
      teams.data.attachments[0].content.body.flatMap((part) => (part.type === 'TextBlock' ? [part.text] : []))[0] ?? ''
    );
  const event = webhookEvent.safeParse(body);
  return String(event.data?.data['headline'] ?? '');
}
