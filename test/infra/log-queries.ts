import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { at, listAt, type Resource } from './snapshot.ts';

/** Columns, with their types, of each table that a query may ask. */
export const logTables = z
  .object({ tables: z.record(z.string(), z.record(z.string(), z.string())) })
  .parse(JSON.parse(readFileSync(new URL('../../infra/log-tables.json', import.meta.url), 'utf8'))).tables;

interface LogQuery {
  readonly name: string;
  readonly text: string;
}

const item = z.object({ name: z.string(), content: z.object({ query: z.string().optional() }) });
const workbook = z.object({ items: z.array(item) });

/** Every query over logs that is deployed: of alerts, of Sentinel and of the workbook. */
export function logQueriesOf(resources: readonly Resource[]): LogQuery[] {
  return resources.flatMap((resource) => {
    switch (resource.type) {
      case 'Microsoft.Insights/scheduledQueryRules':
        return listAt(resource, 'properties.criteria.allOf').map(({ query }) => queryOf(resource.name, query));
      case 'Microsoft.SecurityInsights/alertRules':
        return at(resource, 'properties.query') === undefined
          ? []
          : [queryOf(resource.name, at(resource, 'properties.query'))];
      case 'Microsoft.Insights/workbooks':
        return workbook
          .parse(JSON.parse(String(at(resource, 'properties.serializedData'))))
          .items.flatMap(({ name, content }) => (content.query === undefined ? [] : [queryOf(name, content.query)]));
      default:
        return [];
    }
  });
}

/** A query that names ids known only to a running deployment stands in the snapshot as a call of `format`; x is put for those. */
function queryOf(name: string, value: unknown): LogQuery {
  const text = String(value);
  if (!text.startsWith("[format('")) return { name, text };
  const [form = '', ...words] = [...text.matchAll(/'((?:[^']|'')*)'/g)].map((match) => match[1]?.replaceAll("''", "'"));
  return { name, text: form.replace(/\{(\d+)\}/g, (_place, at) => words[Number(at)] ?? 'x') };
}
