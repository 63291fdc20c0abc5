import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { downloadsQuery } from '../../src/domain/transfer/downloads.ts';
import { logQueriesOf, logTables } from './log-queries.ts';
import { worldOf } from './world.ts';

/** What the parser finds wrong in a query. */
interface Diagnostic {
  readonly Message: string;
}

interface List<Item> {
  readonly Count: number;
  getItem(index: number): Item;
}

interface TableSymbol {
  WithName(name: string): TableSymbol;
}

/** What this test uses of Microsoft's own parser, which puts itself on the global object. */
declare const Kusto: {
  readonly Language: {
    readonly KustoCode: { ParseAndAnalyze(text: string, globals: unknown): { GetDiagnostics(): List<Diagnostic> } };
    readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
    readonly Symbols: {
      readonly TableSymbol: { From(columns: string): TableSymbol };
      readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly TableSymbol[]) => unknown };
    };
  };
};

const { KustoCode, GlobalState, Symbols } = Kusto.Language;

/** What the query for people asks beside the deployed ones; from https://learn.microsoft.com/azure/azure-monitor/reference/tables/storagebloblogs. */
const askedByPeople = { StorageBlobLogs: { ...logTables['StorageBlobLogs'], StatusText: 'string' } };

const workspace = GlobalState.Default.WithDatabase(
  new Symbols.DatabaseSymbol.ctor(
    'workspace',
    Object.entries({ ...logTables, ...askedByPeople }).map(([name, columns]) => {
      const typed = Object.entries(columns).map(([column, type]) => `${column}: ${type}`);
      return Symbols.TableSymbol.From(`(${typed.join(', ')})`).WithName(name);
    }),
  ),
);

/** What is wrong with a query over the tables of the workspace; nothing when it can be run. */
function faultsIn(query: string): string[] {
  const found = KustoCode.ParseAndAnalyze(query, workspace).GetDiagnostics();
  return Array.from({ length: found.Count }, (_, index) => found.getItem(index).Message);
}

test.each(['default', 'everything'])('every query of %s can be run over the tables as they are', (environment) => {
  const queries = logQueriesOf(worldOf(environment).resources);
  expect(queries.length).toBeGreaterThan(15);
  expect(Object.fromEntries(queries.map(({ name, text }) => [name, faultsIn(text)]))).toEqual(
    Object.fromEntries(queries.map(({ name }) => [name, []])),
  );
});

test('the query for who downloaded can be run, and the guide shows the one that a revocation answers with', () => {
  const query = downloadsQuery('stpublic', 'exp_01JZZZZZZZZZZZZZZZZZZZZZZZ');
  expect(faultsIn(query)).toEqual([]);
  const guide = readFileSync(new URL('../../docs/for-operators.md', import.meta.url), 'utf8');
  expect(guide).toContain(downloadsQuery('{account}', '{id}'));
});

/** A query as a new workspace runs it: what names a table that is not there yet is left out of its union. */
function beforeAnythingIsLogged(query: string): string {
  return query.replaceAll(/, \(\w+ \| extend Ingested = ingestion_time\(\)\)\)/g, ')');
}

test('every query of Sentinel and of the alerts can be run before anything has been logged', () => {
  const queries = logQueriesOf(worldOf('default').resources).filter(({ text }) => text.includes('isfuzzy=true'));
  expect(queries.length).toBeGreaterThan(4);
  for (const { name, text } of queries) {
    expect(beforeAnythingIsLogged(text), name).not.toBe(text);
    expect(faultsIn(beforeAnythingIsLogged(text)), name).toEqual([]);
  }
});

test.each([
  ['a word that is not one', 'AppTraces | whre Message == ""', 'Query operator expected.'],
  ['a column that is not there', 'AppTraces | where Text == ""', "The name 'Text' does not refer to any known column"],
  ['a table that is not there', 'Traces | take 1', "The name 'Traces' does not refer to any known table"],
  ['a text compared with a number', 'StorageBlobLogs | where StatusCode < 300', "The operator '<' is not defined"],
  ['a reserved word as a field', 'AppTraces | extend Id = parse_json(Message).project', 'Missing name'],
])('the parser sees %s', (_what, query, message) => {
  expect(faultsIn(query).join('\n')).toContain(message);
});
