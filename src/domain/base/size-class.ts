const byteSteps = [
  { most: 1e6, text: '1 MB' },
  { most: 1e7, text: '10 MB' },
  { most: 1e8, text: '100 MB' },
  { most: 1e9, text: '1 GB' },
  { most: 1e10, text: '10 GB' },
  { most: 1e11, text: '100 GB' },
] as const;

const fileSteps = [
  { most: 10, text: '10 files' },
  { most: 100, text: '100 files' },
  { most: 1000, text: '1,000 files' },
  { most: 10_000, text: '10,000 files' },
] as const;

/** How large a package is, as roughly as may be said outside before people approved it: exact numbers could carry a message. */
export function sizeClass({ count, bytes }: { readonly count: number; readonly bytes: number }): string {
  return `${step(fileSteps, count)}, ${step(byteSteps, bytes)}`;
}

export const sizeClasses: readonly string[] = classesOf(fileSteps).flatMap((files) =>
  classesOf(byteSteps).map((bytes) => `${files}, ${bytes}`),
);

function classesOf(steps: readonly { readonly text: string }[]): string[] {
  return [...steps.map(({ text }) => `up to ${text}`), `more than ${steps.at(-1)?.text}`];
}

function step(steps: readonly { readonly most: number; readonly text: string }[], value: number): string {
  const fitting = steps.find(({ most }) => value <= most);
  return fitting ? `up to ${fitting.text}` : `more than ${steps.at(-1)?.text}`;
}
