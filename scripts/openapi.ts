import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from 'zod-openapi';
import packageJson from '../package.json' with { type: 'json' };
import { type Answer, type Description, groups, isChange } from '../src/api/description.ts';
import { type ProblemCode, problems } from '../src/api/problems.ts';
import { problemsOf } from '../src/api/problems-of.ts';
import { idempotencyKey } from '../src/api/schemas/headers.ts';
import { problemOf } from '../src/api/schemas/problem.ts';
import { api } from '../src/app/api.ts';
import { channelEvent } from '../src/pages/notification/channel-event.ts';
import { jsonText } from './json-text.ts';
import { typedOf } from './openapi-examples.ts';

const about = [
  'Control plane of a secure research environment: datasets come in through one door, reviewed results leave through another.',
  'Programs send `Authorization: Bearer` with a token for this API; people are signed in by a cookie, and what they change goes by forms of our own pages.',
  'In the examples `APP` is the address of the app, and `TOKEN` is what `az account get-access-token --scope api://<client id>/.default --query accessToken --output tsv` prints, with the client id of the app registration; on the laptop, what `npm run --silent token -- --as operator` prints.',
  'Query parameters that a route does not know are refused. Refusals are problem+json (RFC 9457) with a stable `type`, and say what to do; pages tell them as pages.',
  'A page answers HEAD as it answers GET, without a body.',
].join('\n\n');

/** The OpenAPI document (3.1) of every route, made from their descriptions. */
export function openApiDocument() {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  const routes: readonly (readonly [string, Description])[] = Object.entries(api);
  for (const [name, description] of routes) {
    const method = (description.methods[0] ?? 'GET').toLowerCase();
    const path = `/api/${description.path}`;
    paths[path] = { ...paths[path], [method]: operationOf(name, description) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Sallyport',
      version: packageJson.version,
      description: about,
      license: { name: packageJson.license, identifier: packageJson.license },
    },
    servers: [
      {
        url: '{app}',
        variables: { app: { default: 'http://localhost:7071', description: 'The address of the app.' } },
      },
    ],
    tags: Object.values(groups).map((name) => ({ name })),
    paths,
    webhooks: { channel: { post: channelPost } },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token of the directory for this API.' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-sallyport', description: 'The session of a browser.' },
      },
    },
  });
}

/** What a start has to know of each HTTP function. */
export function httpRoutesText(): string {
  return jsonText(Object.entries(api).map(([name, { methods, path }]) => ({ name, methods, path })));
}

function operationOf(name: string, description: Description): ZodOpenApiOperationObject {
  const { access, body, group, kind, params, query, summary } = description;
  return {
    operationId: name,
    tags: [groups[group]],
    summary,
    description: whoMay[access],
    ...exampleOf(description),
    security: access === 'everybody' ? [] : kind === 'page' ? [{ session: [] }] : [{ token: [] }, { session: [] }],
    requestParams: {
      ...(params === undefined ? {} : { path: z.object(params) }),
      ...(query === undefined ? {} : { query }),
      ...headersOf(description),
    },
    ...(body === undefined ? {} : { requestBody: bodyOf(kind, body) }),
    responses: { ...problemResponses(description), ...answersOf(description) },
  };
}

function exampleOf(description: Description) {
  const source = typedOf(description);
  return source === undefined ? {} : { 'x-codeSamples': [{ lang: 'Shell', source }] };
}

/** What a channel of the kind `webhook` is sent, in the form of Standard Webhooks. */
const channelPost: ZodOpenApiOperationObject = {
  operationId: 'channelEvent',
  summary: 'What waits for approvers, what needs operators, and what has left.',
  description:
    'Sent over https to the address in the secret of the channel, signed as Standard Webhooks say with the key in the secret `<name>-key`. It holds numbers, states and size classes, and nothing that anybody named.',
  requestParams: {
    header: z.object({
      'webhook-id': z.string(),
      'webhook-timestamp': z.string(),
      'webhook-signature': z.string().meta({ description: '`v1,` and an HMAC-SHA256 over id, timestamp and body.' }),
    }),
  },
  requestBody: { content: { 'application/json': { schema: channelEvent } } },
  responses: { '200': { description: 'It was taken. Anything but 2xx is tried again.' } },
};

const whoMay: Readonly<Record<Description['access'], string>> = {
  everybody: 'For everybody.',
  participant:
    'For whoever is signed in and takes part in the project in the part that it is about; where that is said, for operators too.',
  'Ops.Reader': 'For the app roles `Ops.Reader` and `Ops.Operator`.',
  'Ops.Operator': 'For the app role `Ops.Operator`.',
};

function headersOf(description: Description) {
  const own = description.headers ?? z.object({});
  if (isChange(description)) return { header: own.extend(idempotencyKey.shape) };
  return description.headers === undefined ? {} : { header: own };
}

function bodyOf(kind: Description['kind'], schema: z.ZodType) {
  const media = kind === 'page' ? 'application/x-www-form-urlencoded' : 'application/json';
  return { required: !schema.safeParse(undefined).success, content: { [media]: { schema } } };
}

function answersOf({ answers, also }: Description): Record<`${1 | 2 | 3 | 4 | 5}${string}`, ZodOpenApiResponseObject> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, answerOf(answer, status === '200' ? also : undefined)]),
  );
}

function answerOf(answer: Answer, also?: string): ZodOpenApiResponseObject {
  if (!('media' in answer)) {
    const content = { 'application/json': { schema: answer }, ...textOf(also) };
    return { description: answer.description ?? 'Done.', content };
  }
  const { media, other, description } = answer;
  return { description, ...(media === 'none' ? {} : { content: { ...textOf(media), ...textOf(other) } }) };
}

function textOf(media: string | undefined): Record<string, { schema: z.ZodType }> {
  return media === undefined ? {} : { [media]: { schema: z.string() } };
}

/** The refusals of a route by their status, each combination of codes once for the whole document. */
function problemResponses(description: Description): Record<string, ZodOpenApiResponseObject> {
  const byStatus = Map.groupBy(problemsOf(description), (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [String(status), problemResponse(description.kind, codes)]),
  );
}

const made = new Map<string, ZodOpenApiResponseObject>();

function problemResponse(kind: Description['kind'], codes: readonly ProblemCode[]): ZodOpenApiResponseObject {
  const [first, ...others] = codes;
  if (first === undefined) throw new Error('A response needs a code');
  const id = [kind, ...codes].join('.');
  const description = codes.map((code) => `\`${code}\`: ${problems[code].when}`).join('\n\n');
  const content =
    kind === 'page'
      ? { 'text/html': { schema: z.string() } }
      : { 'application/problem+json': { schema: problemOf([first, ...others]) } };
  const response = made.get(id) ?? { id, description, content };
  made.set(id, response);
  return response;
}
