import { execFile, spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The compiler that the committed snapshots were written with; another version may format or expand differently. */
const version = '0.49.2';
const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const cache = fileURLToPath(new URL('../node_modules/.cache/bicep', import.meta.url));
const executable = process.platform === 'win32' ? 'bicep.exe' : 'bicep';

/** Where the Bicep compiler is, or one sentence that says why there is none. */
export type Compiler = { readonly path: string } | { readonly missing: string };

/** What a run of the compiler printed and how it ended. */
export interface CompilerRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Finds the Bicep compiler: `BICEP_PATH`, then `bicep` on the PATH if it is the version of the snapshots, then the NuGet package of
 * that version, which `dotnet` restores into node_modules/.cache the first time, then `bicep` on the PATH of whatever version.
 * Nothing else is ever downloaded.
 */
export function findBicep(): Compiler {
  const named = process.env['BICEP_PATH'];
  if (named) return existsSync(named) ? { path: named } : { missing: `BICEP_PATH names ${named}, which is not there` };
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, executable));
  const found = onPath.find(isExecutable);
  if (found !== undefined && versionOf(found) === version) return { path: found };
  const compiler = restored();
  if ('path' in compiler || found === undefined) return compiler;
  console.warn(`${found} is Bicep ${versionOf(found)}; the snapshots were written with ${version} and may differ`);
  return { path: found };
}

function versionOf(path: string): string {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return /\d+\.\d+\.\d+/.exec(stdout ?? '')?.[0] ?? 'of unknown version';
}

/** Runs the compiler in the root of the repository, with what a parameter file may read. A failing run is a result, not an error: its findings are on `stderr`. */
export async function bicep(
  path: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<CompilerRun> {
  try {
    // Each run is too short for .NET to profit from compiling itself a second time, or from collecting beside its work: a fifth less.
    const env = { ...process.env, ...settings, DOTNET_TieredCompilation: '0', DOTNET_gcConcurrent: '0' };
    const { stdout, stderr } = await run(path, args, { cwd: root, maxBuffer: 256 * 1024 * 1024, env });
    return { code: 0, stdout, stderr };
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') {
      const text = (name: 'stdout' | 'stderr') => (name in error ? String(Reflect.get(error, name)) : '');
      return { code: error.code, stdout: text('stdout'), stderr: text('stderr') };
    }
    throw error;
  }
}

function restored(): Compiler {
  const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'osx', win32: 'win' };
  const platform = `${systems[process.platform] ?? process.platform}-${process.arch}`;
  const path = join(cache, `azure.bicep.commandline.${platform}`, version, 'tools', executable);
  if (existsSync(path)) return { path };
  mkdirSync(cache, { recursive: true });
  copyFileSync(new URL('bicep.csproj', import.meta.url), join(cache, 'bicep.csproj'));
  const properties = [`-p:BicepPlatform=${platform}`, `-p:BicepVersion=${version}`];
  const restore = spawnSync(
    'dotnet',
    ['restore', 'bicep.csproj', '--packages', '.', '--verbosity', 'quiet', ...properties],
    {
      cwd: cache,
      encoding: 'utf8',
      env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
    },
  );
  const advice = 'install bicep, or set BICEP_PATH';
  if (restore.error) return { missing: `neither bicep nor dotnet is on the PATH; ${advice}` };
  if (restore.status !== 0 || !existsSync(path)) {
    const reason = `${restore.stdout}${restore.stderr}`.trim().split('\n').at(-1) ?? '';
    return {
      missing: `dotnet could not restore Azure.Bicep.CommandLine.${platform} ${version} (${reason}); ${advice}`,
    };
  }
  if (process.platform !== 'win32') chmodSync(path, 0o755);
  return { path };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
