import { html } from 'hono/html';
import type { Html } from '../base/layout.ts';
import type { ShownSchema } from './api-shape.ts';

/** A schema as a type that people read: names of other schemas lead to them, and what a part means stands beside it. */
export function schemaHtml(schema: ShownSchema, indent = ''): Html {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (schema.$ref !== undefined) return reference(schema.$ref);
  if (alternatives !== undefined) return joined(alternatives.map((one) => schemaHtml(one, indent)));
  if ('const' in schema && schema.const !== undefined) return html`${JSON.stringify(schema.const)}`;
  if (schema.enum !== undefined)
    return html`<code>${schema.enum.map((value) => JSON.stringify(value)).join(' | ')}</code>`;
  if (schema.items !== undefined) return arrayHtml(schema.items, indent);
  if (schema.properties !== undefined) return objectHtml(schema.properties, schema.required ?? [], indent);
  if (typeof schema.additionalProperties === 'object')
    return html`{ [name]: ${schemaHtml(schema.additionalProperties, indent)} }`;
  const type = [schema.type ?? 'anything'].flat().join(' | ');
  return schema.format === undefined ? html`${type}` : html`${type} (${schema.format})`;
}

export function schemaAnchor(name: string): string {
  return `schema-${name}`;
}

function reference(ref: string): Html {
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  return html`<a href="#${schemaAnchor(name)}">${name}</a>`;
}

function joined([first, ...others]: readonly Html[]): Html {
  return html`${first ?? ''}${others.map((one) => html` | ${one}`)}`;
}

function arrayHtml(items: ShownSchema, indent: string): Html {
  const one = schemaHtml(items, indent);
  return items.anyOf === undefined && items.enum === undefined ? html`${one}[]` : html`(${one})[]`;
}

function objectHtml(
  properties: Readonly<Record<string, ShownSchema>>,
  required: readonly string[],
  indent: string,
): Html {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    const told = schema.description === undefined ? '' : html`  <span class="soft">${schema.description}</span>`;
    return html`${inner}${name}${mark}: ${schemaHtml(schema, inner)}${told}\n`;
  });
  return lines.length === 0 ? html`{}` : html`{\n${lines}${indent}}`;
}
