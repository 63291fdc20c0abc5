import { globSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readCommandLine } from './command-line.ts';

readCommandLine(
  `npm run wings

Compiles the app and the reading room without each wing that nothing else may need: its folder is not there, and neither are its two lines
in src/app. The command is left out, since it asks every route by its name.`,
  {},
);

const root = join(import.meta.dirname, '..');
/** Every wing that no other wing may know. */
// Not verification: the first start of a version seals the rows of before by what it finds.
const alone = ['charts', 'doctor', 'satre'];
const options = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  root,
).options;
const kept = new Map<string, ts.SourceFile>();

let wrong = 0;
for (const wing of alone) {
  const problems = problemsWithout(wing);
  console.log(`wings: ${problems.length === 0 ? 'compiles' : 'does not compile'} without ${wing}`);
  for (const problem of problems) console.error(`  ${problem}`);
  wrong += problems.length;
}
process.exitCode = wrong === 0 ? 0 : 1;

/** What the compiler says of everything but the wing, and of lines of src/app that are not as they must be. */
function problemsWithout(wing: string): readonly string[] {
  const folder = `/src/features/${wing}/`;
  const lists = ['src/app/wings.ts', 'src/app/wing-handlers.ts'].map((file) => join(root, file));
  const isGone = (file: string) => file.includes(folder);
  const withoutLine = (file: string, text: string) => {
    const lines = text.split('\n');
    const rest = lines.filter((line) => !line.includes(`/features/${wing}/`));
    if (rest.length !== lines.length - 1) throw new Error(`${file} must have one line for the wing ${wing}`);
    return rest.join('\n');
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => !isGone(file) && fileExists(file);
  host.readFile = (file) => (isGone(file) ? undefined : readFile(file));
  host.getSourceFile = (file, version, ...rest) => {
    if (isGone(file)) return undefined;
    if (lists.includes(file)) return ts.createSourceFile(file, withoutLine(file, readFile(file) ?? ''), version);
    const source = kept.get(file) ?? getSourceFile(file, version, ...rest);
    if (source !== undefined) kept.set(file, source);
    return source;
  };
  const files = globSync('src/**/*.ts', { cwd: root, exclude: ['src/cli/**'] }).map((file) => join(root, file));
  const program = ts.createProgram(
    files.filter((file) => !isGone(file)),
    { ...options, noEmit: true, skipLibCheck: true },
    host,
  );
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, start = 0, messageText }) =>
        `${file?.fileName.slice(root.length + 1) ?? ''}:${(file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 300)}`,
    );
}
