import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin } from 'esbuild';

type Outputs = Metafile['outputs'];

/** A bundle: its files, and what each is made of. */
export interface Bundle {
  readonly outputFiles: readonly OutputFile[];
  readonly outputs: Outputs;
}

/**
 * Joins what is loaded together. Splitting leaves a hundred small files at a start and as many at the first page, one for each set of
 * lazy parts that need the same code, and Node takes longer to find and link them than to read what is in them. All that a start loads
 * goes into the entry; of what the start loads later, what several need goes into `shared.mjs`, and what nothing else needs
 * into the one that does.
 * `entry` is the name of the entry in the outputs.
 */
export async function joinTogether(
  { outputFiles, outputs }: Bundle,
  entry: string,
  options: BuildOptions,
): Promise<Bundle> {
  const isCode = ({ path }: OutputFile) => path.endsWith('.mjs');
  const parts: Parts = {
    start: basename(entry),
    texts: new Map(outputFiles.filter(isCode).map(({ path, text }) => [basename(path), text])),
    ...placesOf(outputs, entry),
  };
  const { texts, holders, standing } = parts;
  const files = new Set([...holders.values(), ...standing, ...[...texts.keys()].filter((file) => !holders.has(file))]);
  const made = await build({
    ...options,
    ...{ splitting: false, write: false, plugins: [joining(parts)] },
    entryPoints: Object.fromEntries([...files].map((file) => [file.replace(/\.mjs$/, ''), file])),
  });
  return {
    outputFiles: [...(made.outputFiles ?? []), ...outputFiles.filter((file) => !isCode(file))],
    outputs: joinedOutputs(outputs, (file) => join(dirname(entry), holderIn(parts, basename(file)))),
  };
}

interface Places {
  /** Which file holds each that is joined with others; by their names. */
  readonly holders: ReadonlyMap<string, string>;
  /** Files that something loads later by their name, though another holds them. */
  readonly standing: ReadonlySet<string>;
  /** What each file exports, with the name under which its holder gives it to others. */
  readonly exports: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface Parts extends Places {
  readonly start: string;
  readonly texts: ReadonlyMap<string, string>;
}

const holderIn = ({ holders }: Pick<Places, 'holders'>, file: string) => holders.get(file) ?? file;

function placesOf(outputs: Outputs, entry: string): Places {
  const start = loadedWith(outputs, entry);
  const loads = (files: readonly string[]) =>
    files.map((file) => [...loadedWith(outputs, file)].filter((one) => !start.has(one)).map((one) => basename(one)));
  const later = laterOf(outputs, Object.keys(outputs)).filter((file) => !start.has(file));
  const firsts = laterOf(outputs, start).filter((file) => !start.has(file));
  const times = Map.groupBy(loads(firsts).flat(), (file) => file);
  const timesOfAll = Map.groupBy(loads(later).flat(), (file) => file);
  const holders = new Map(Array.from(start, (file) => [basename(file), basename(entry)]));
  for (const [at, files] of loads(firsts).entries())
    for (const file of files) {
      if ((times.get(file)?.length ?? 0) > 1) holders.set(file, 'shared.mjs');
      else if (timesOfAll.get(file)?.length === 1) holders.set(file, basename(firsts[at] ?? file));
    }
  const standing = later.map((file) => basename(file)).filter((file) => holderIn({ holders }, file) !== file);
  return { holders, standing: new Set(standing), exports: exportsIn(outputs) };
}

/** The outputs that a file loads at once, and itself. */
function loadedWith(outputs: Outputs, file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind } of outputs[file]?.imports ?? [])
    if (kind === 'import-statement' && outputs[path]) loadedWith(outputs, path, seen);
  return seen;
}

/** The outputs that these load once they need them. */
function laterOf(outputs: Outputs, files: Iterable<string>): string[] {
  const imports = [...files].flatMap((file) => outputs[file]?.imports ?? []);
  return [
    ...new Set(imports.filter(({ kind, path }) => kind === 'dynamic-import' && outputs[path]).map(({ path }) => path)),
  ];
}

/** Short names: each stands again in every file that takes it. */
function exportsIn(outputs: Outputs): Places['exports'] {
  let last = 0;
  const named = (name: string): [string, string] => {
    last += 1;
    return [name, `$$${last.toString(36)}`];
  };
  return new Map(Object.entries(outputs).map(([file, { exports }]) => [basename(file), new Map(exports.map(named))]));
}

/** Makes files of the bundle from those that it had: from memory, each in the one that holds it, and taken from there by others. */
function joining(parts: Parts): Plugin {
  const { texts, exports, start } = parts;
  const isHolder = (file: string) => [...parts.holders.values()].includes(file);
  const given = (file: string, write: (name: string, as: string) => string) =>
    `export { ${Array.from(exports.get(file) ?? [], ([name, as]) => write(name, as)).join(', ')} } from`;
  const contents = {
    holding: (file: string) =>
      [
        ...(texts.has(file) ? [`export * from './${file}';`] : []),
        ...[...parts.holders]
          .filter(([, holder]) => holder === file)
          .map(([held]) => `${given(held, (name, as) => `${name} as ${as}`)} './${held}';`),
      ].join('\n'),
    taken: (file: string) => `${given(file, (name, as) => `${as} as ${name}`)} './${holderIn(parts, file)}';`,
    made: (file: string) => texts.get(file) ?? '',
  };
  return {
    name: 'joining',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(?:\.\/)?[\w.-]+\.[cm]js$/ }, ({ path, kind, namespace, importer }) => {
        const file = basename(path);
        const holder = holderIn(parts, file);
        if (kind === 'entry-point') {
          const how = isHolder(file) ? 'holding' : holder === file ? 'made' : 'taken';
          return { path: file, namespace: how };
        }
        const isOutside = namespace === 'taken' || !texts.has(file);
        if (isOutside) return { path, external: true };
        if (holder === holderIn(parts, importer)) return { path: file, namespace: 'made' };
        const isLater = kind === 'dynamic-import' && holder !== start;
        return isLater || !isHolder(holder) ? { path, external: true } : { path: file, namespace: 'taken' };
      });
      for (const [namespace, written] of Object.entries(contents))
        onLoad({ filter: /^/, namespace }, ({ path }) => ({ contents: written(path) }));
    },
  };
}

/** The outputs as they are then. */
function joinedOutputs(outputs: Outputs, holderOf: (file: string) => string): Outputs {
  const joined: Outputs = {};
  for (const [file, output] of Object.entries(outputs)) {
    const holder = holderOf(file);
    const { imports, inputs, bytes, exports } = joined[holder] ?? { imports: [], inputs: {}, bytes: 0, exports: [] };
    const added = output.imports.map((one) => (outputs[one.path] ? { ...one, path: holderOf(one.path) } : one));
    joined[holder] = {
      ...{ bytes: bytes + output.bytes, exports },
      imports: [...imports, ...added.filter(({ path }) => path !== holder)],
      inputs: { ...inputs, ...output.inputs },
    };
  }
  return joined;
}
