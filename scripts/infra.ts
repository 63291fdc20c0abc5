import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bicep, type CompilerRun, findBicep } from './bicep.ts';
import { readCommandLine } from './command-line.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = (pattern: string): string[] => globSync(`infra/${pattern}`, { cwd: root }).sort();
/** Places of an imaginary subscription, so that ids in the snapshots are the same on every machine. */
export const place = [
  '--tenant-id',
  '00000000-0000-4000-8000-0000000000aa',
  '--subscription-id',
  '00000000-0000-4000-8000-0000000000bb',
  '--location',
  'westeurope',
];

/**
 * Checks everything about `infra/` that can be known without a subscription and returns what is wrong, one text each: the
 * compiler's and the linter's findings, snapshots that are not what the templates give, and files that are not formatted.
 * With `write`, snapshots and formatting are put right instead. `environments` chooses the snapshots by name.
 */
export async function checkInfra(compiler: string, write: boolean, environments = '*'): Promise<string[]> {
  const entries = files('{events,hub,main,project}.bicep');
  const parameters = files('{main,environments/*}.bicepparam');
  const expanded = files(`environments/${environments}.bicepparam`);
  // A snapshot compiles its template with every finding, so only what no snapshot uses is compiled by itself.
  const used = new Set(expanded.map(templateOf));
  const alone = entries.filter((file) => !used.has(file));
  const checks: Check[] = [
    ...alone.map((file) => () => build(compiler, file)),
    ...expanded.map((file) => () => snapshot(compiler, file, write)),
  ];
  const problems = await format(compiler, [...files('{*,layers/*,modules/*}.bicep'), ...parameters], write);
  const waiting = checks.values();
  const worker = async (): Promise<void> => {
    for (const check of waiting) problems.push(...(await check()));
  };
  await Promise.all([worker(), worker()]);
  return problems;
}

type Check = () => Promise<string[]>;

/** The template that a file of parameters is for. */
function templateOf(parameters: string): string {
  const [, template = ''] = /^using '(.+)'/m.exec(readFileSync(join(root, parameters), 'utf8')) ?? [];
  return join(dirname(parameters), template);
}

async function build(compiler: string, file: string): Promise<string[]> {
  const outcome = await bicep(compiler, ['build', file, '--stdout']);
  return findings(outcome, file);
}

async function snapshot(compiler: string, file: string, write: boolean): Promise<string[]> {
  const mode = write ? 'Overwrite' : 'Validate';
  const outcome = await bicep(compiler, ['snapshot', file, '--mode', mode, ...place]);
  if (write && outcome.code === 0) sortOutputs(file.replace(/bicepparam$/, 'snapshot.json'));
  if (outcome.code === 0) return findings(outcome, file);
  const advice = write ? '' : 'If the change is meant: npm run infra:check -- --write\n';
  return [`${file} does not give its snapshot.\n${advice}${outcome.stdout}${outcome.stderr}`];
}

/** The compiler writes outputs in another order each time; sorted, they change only when they change. */
function sortOutputs(file: string): void {
  const text = readFileSync(join(root, file), 'utf8');
  const sorted = text.replace(/(?<="outputs": \{\n)(?: {4}".*\n)+/, (lines) => {
    const entries = lines
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/,$/, ''));
    return `${entries.sort().join(',\n')}\n`;
  });
  writeFileSync(join(root, file), sorted);
}

/** The compiler formats in place, so a copy is formatted: one start of the compiler for all files. */
async function format(compiler: string, files: readonly string[], write: boolean): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'sallyport-infra-'));
  try {
    for (const file of ['infra/bicepconfig.json', ...files])
      cpSync(join(root, file), join(copy, file), { recursive: true });
    for (const kind of ['bicep', 'bicepparam']) {
      const outcome = await bicep(compiler, ['format', '--pattern', join(copy, `infra/**/*.${kind}`)]);
      if (outcome.code !== 0) return [outcome.stderr];
    }
    const changed = files.filter(
      (file) => readFileSync(join(copy, file), 'utf8') !== readFileSync(join(root, file), 'utf8'),
    );
    if (write) for (const file of changed) cpSync(join(copy, file), join(root, file));
    return write ? [] : changed.map((file) => `${file} is not formatted. Run: npm run infra:check -- --write`);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function findings({ code, stderr }: CompilerRun, file: string): string[] {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('WARNING: '));
  if (lines.length === 0) return code === 0 ? [] : [`${file}: the compiler ended with ${code}`];
  return [lines.join('\n')];
}

const usage = `npm run infra:check

Compiles and lints the Bicep, and compares its snapshots.

  --write            puts snapshots and formatting right instead`;

if (import.meta.main) {
  const { write } = readCommandLine(usage, { write: { type: 'boolean', default: false } }).values;
  const compiler = findBicep();
  if ('missing' in compiler) {
    console.log(`skipped: no bicep CLI (${compiler.missing})`);
    process.exit(process.env['CI'] ? 1 : 0);
  }
  const started = performance.now();
  const problems = await checkInfra(compiler.path, write);
  for (const problem of problems) console.error(problem.replaceAll(root, ''));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const parameterFiles = files('environments/*.bicepparam').map((file) => basename(file, '.bicepparam'));
  console.log(`infra: ${problems.length} problems; snapshots of ${parameterFiles.join(', ')}; ${seconds} s`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
