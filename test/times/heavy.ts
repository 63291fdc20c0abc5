import type { FileTime } from './kept.ts';

interface Goals {
  readonly 'processor seconds of a file': number;
  readonly 'percent of a folder': Readonly<Record<string, number>>;
}

/** Lines that name the files above their goal and, of a run of everything, the folders of `test` above their time slice, most first. */
export function heavyIn(times: readonly FileTime[], goal: Goals, isWhole: boolean): string[] {
  const files = times
    .filter(({ seconds }) => seconds > goal['processor seconds of a file'])
    .toSorted((one, other) => other.seconds - one.seconds)
    .map(({ file, seconds }) => `  ${seconds.toFixed(1).padStart(6)} ${file}`);
  return [...files, ...(isWhole ? folders(times, goal['percent of a folder']) : [])];
}

function folders(times: readonly FileTime[], slices: Goals['percent of a folder']): string[] {
  const known = new Map<string, number>(Object.entries(slices));
  const all = times.reduce((sum, { seconds }) => sum + seconds, 0);
  const sums = Map.groupBy(times, ({ file }) => file.split('/').slice(0, 2).join('/'));
  return [...sums]
    .map(([folder, files]) => ({
      folder,
      percent: (files.reduce((sum, { seconds }) => sum + seconds, 0) / all) * 100,
      most: known.get(folder) ?? known.get('any other') ?? 0,
    }))
    .filter(({ percent, most }) => percent > most)
    .toSorted((one, other) => other.percent - one.percent)
    .map(
      ({ folder, percent, most }) =>
        `  ${percent.toFixed(1).padStart(6)} % of all in ${folder}, and its share is ${most} %`,
    );
}
