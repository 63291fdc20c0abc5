import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { typedOf } from '../../scripts/openapi-examples.ts';
import type { Description } from '../../src/api/description.ts';
import { problems } from '../../src/api/problems.ts';
import { problemsOf } from '../../src/api/problems-of.ts';
import { api } from '../../src/app/api.ts';
import { showApiDocument, showApiPage } from '../../src/functions/system/api-document.ts';

const text = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
const operation = z.looseObject({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) });
const document = z
  .looseObject({ paths: z.record(z.string(), z.record(z.string(), operation)) })
  .parse(JSON.parse(text));
const routes: readonly (readonly [string, Description])[] = Object.entries(api);
const request = { method: 'GET', url: 'https://unused.invalid/', headers: new Headers(), params: {}, body: null };
const workflows = {
  start: () => Promise.resolve(),
  wake: () => Promise.resolve(),
  newerVersion: async () => undefined,
};

describe('the OpenAPI document', () => {
  it('is one by the schema of OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it.each(routes)('shows how %s is typed, with what it takes', (_, description) => {
    const typed = typedOf(description);
    expect(typed === undefined).toBe(description.kind === 'page' && !description.methods.includes('GET'));
    expect(typed ?? '').not.toMatch(/[{}]$|"text"|undefined/);
    const [, sent] = / -d '(.*)'$/.exec(typed ?? '') ?? [];
    if (sent !== undefined) expect(description.body?.safeParse(JSON.parse(sent)).success).toBe(true);
    const [, path = ''] = /\$APP\/api\/([^"?]*)/.exec(typed ?? '') ?? [];
    const named = new RegExp(`^${description.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(path)?.groups ?? {};
    if (typed?.startsWith('curl') === true)
      for (const [name, value] of Object.entries(named))
        expect(description.params?.[name]?.safeParse(value).success, `${name}: ${value}`).toBe(true);
  });

  it.each(routes)('has %s, with every status that it can answer with', (name, description) => {
    const { methods, path, answers } = description;
    const entry = document.paths[`/api/${path}`]?.[(methods[0] ?? '').toLowerCase()];
    expect(entry?.operationId).toBe(name);
    const refusals = problemsOf(description).map((code) => String(problems[code].status));
    expect(Object.keys(entry?.responses ?? {}).toSorted()).toEqual(
      [...new Set([...Object.keys(answers), ...refusals])].toSorted(),
    );
  });

  it('says where the app is, what it sends by itself, and how somebody gets a token by az', async () => {
    expect(JSON.parse(text)).toMatchObject({
      servers: [{ url: '{app}', variables: { app: { default: expect.stringMatching(/^http/) } } }],
      webhooks: { channel: { post: { operationId: 'channelEvent' } } },
    });
    const { body } = await showApiPage()(request, workflows);
    expect(String(body)).toContain('az account get-access-token --scope api://');
  });

  it('is served as it stands in the repository', async () => {
    const answer = await showApiDocument()(request, workflows);
    expect(JSON.parse(String(answer.body))).toEqual(JSON.parse(text));
  });

  it('is served as a page without scripts that has every route and leads to every schema', async () => {
    const { body, headers } = await showApiPage()(request, workflows);
    const page = String(body);
    expect(page).not.toContain('<script');
    expect(headers).toMatchObject({ 'content-security-policy': expect.stringContaining("default-src 'none'") });
    for (const [name] of routes) expect(page).toContain(`<details id="${name}">`);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
    expect(page).toContain('href="/api/openapi.json"');
  });
});
