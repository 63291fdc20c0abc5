import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const next = join(import.meta.dirname, 'durable-functions-4.d.ts');

/** Every file of src that imports the durable library. */
const files = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
  readFileSync(join(root, file), 'utf8').includes("'durable-functions'"),
);

/** What is read is the same for both tests, but for the library. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of files of src, were the durable library its next version. */
function problemsOf(names: readonly string[], change: (text: string) => string = (text) => text): string {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options: given } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const options = { ...given, incremental: false, noEmit: true, paths: { 'durable-functions': [next] } };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (file, version, ...rest) => {
    if (file === next) return ts.createSourceFile(file, change(readFileSync(file, 'utf8')), version);
    if (!parsed.has(file)) parsed.set(file, getSourceFile(file, version, ...rest));
    return parsed.get(file);
  };
  const roots = names.map((file) => join(root, file));
  const program = ts.createProgram(roots, options, host);
  expect(program.getSourceFile(next)).toBeDefined();
  return roots
    .flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
    .join('\n');
}

test('what imports the durable library compiles with its version 4 as well', () => {
  expect(files).toContain('src/orchestrators/steps.ts');
  expect(problemsOf(files)).toBe('');
});

test('and a name that version 4 did not export would be seen', () => {
  const without = (text: string) => text.replace('export declare class RetryOptions', 'declare class RetryOptions');
  expect(problemsOf(['src/orchestrators/steps.ts'], without)).toContain("'RetryOptions'");
});
