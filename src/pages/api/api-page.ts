import { html } from 'hono/html';
import type { Html, Page } from '../base/layout.ts';
import { schemaAnchor, schemaHtml } from './api-schema.ts';
import type { ApiDocument, ShownOperation, ShownResponse } from './api-shape.ts';

interface ShownRoute {
  readonly method: string;
  readonly path: string;
  readonly operation: ShownOperation;
}

export function apiPage({ info, tags, paths, components }: ApiDocument): Page {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const groups = tags.map(({ name }) => ({
    name,
    of: routes.filter(({ operation }) => operation.tags.includes(name)),
  }));
  const body = html`
<h1>The API</h1>
${info.description.split('\n\n').map((line) => html`<p>${readable(line)}</p>`)}
<p><a href="/api/openapi.json">The same as an OpenAPI document</a>, version ${info.version}.</p>
<nav class="card"><ul>${groups.map(({ name }) => html`<li><a href="#${anchorOf(name)}">${name}</a></li>`)}</ul></nav>
${groups.map(
  ({ name, of }) => html`<section class="card" id="${anchorOf(name)}"><h2>${name}</h2>
${of.map((route) => routeHtml(route, components.responses))}</section>`,
)}
<section class="card" id="schemas"><h2>Schemas</h2>
${Object.entries(components.schemas).map(
  ([name, schema]) => html`<h3 id="${schemaAnchor(name)}">${name}</h3>
${schema.description === undefined ? '' : html`<p>${readable(schema.description)}</p>`}<pre>${schemaHtml(schema)}</pre>`,
)}</section>`;
  return { title: 'The API', body };
}

function routeHtml({ method, path, operation }: ShownRoute, responses: Readonly<Record<string, ShownResponse>>): Html {
  return html`<details id="${operation.operationId}"><summary><b>${method}</b> <code>${path}</code><br>
${readable(operation.summary)}</summary>
<p class="soft">${readable(operation.description)}</p>
${exampleHtml(operation)}${parametersHtml(operation)}${bodyHtml(operation)}
<h3>Answers</h3><dl class="facts">${Object.entries(operation.responses).map(
    ([status, response]) => html`<dt>${status}</dt><dd>${responseHtml(resolved(response, responses))}</dd>`,
  )}</dl></details>
`;
}

function exampleHtml({ 'x-codeSamples': samples }: ShownOperation): Html {
  return html`${samples.map(({ source }) => html`<pre>${source}</pre>`)}`;
}

function parametersHtml({ parameters }: ShownOperation): Html | '' {
  if (parameters.length === 0) return '';
  return html`<h3>Parameters</h3><dl class="facts">${parameters.map(
    ({ name, in: place, required, description, schema }) => html`<dt><code>${name}</code> in ${place}</dt>
<dd>${schemaHtml(schema)}${required ? '' : ', optional'}${description === undefined ? '' : html`. ${readable(description)}`}</dd>`,
  )}</dl>`;
}

function bodyHtml({ requestBody }: ShownOperation): Html | '' {
  if (requestBody === undefined) return '';
  return html`<h3>Body${requestBody.required ? '' : ', optional'}</h3>${contentHtml(requestBody.content)}`;
}

function responseHtml({ description, content }: ShownResponse): Html {
  const isProblem = content !== undefined && 'application/problem+json' in content;
  const paragraphs = (description ?? '').split('\n\n').map((line) => html`<p>${readable(line)}</p>`);
  return html`${paragraphs}${isProblem ? '' : contentHtml(content)}`;
}

function contentHtml(content: ShownResponse['content']): Html {
  const all = Object.entries(content ?? {});
  return html`${all.map(([media, { schema }]) => (media.endsWith('json') || media.endsWith('urlencoded') ? html`<p class="soft small">${media}</p><pre>${schemaHtml(schema)}</pre>` : html`<p class="soft small">${media}</p>`))}`;
}

function resolved(response: ShownResponse, responses: Readonly<Record<string, ShownResponse>>): ShownResponse {
  const name = response.$ref?.slice(response.$ref.lastIndexOf('/') + 1);
  return (name === undefined ? undefined : responses[name]) ?? response;
}

function anchorOf(group: string): string {
  return group.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}

/** Text with what stands between backticks as code. */
function readable(text: string): Html {
  return html`${text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
