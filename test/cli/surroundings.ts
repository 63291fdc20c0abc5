import type { Surroundings } from '../../src/cli/surroundings.ts';

/** Surroundings without a terminal, an environment or people, and what was written there. */
export function quietSurroundings(change: Partial<Surroundings> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const screen = (written: string[]) => ({
    write: (text: string, done?: () => void) => {
      written.push(text);
      done?.();
    },
  });
  const surroundings: Surroundings = {
    environment: {},
    clone: '/nowhere',
    folder: '/nowhere',
    out: screen(out),
    err: screen(err),
    question: undefined,
    people: {
      url: () => Promise.reject(new Error('No stack runs here.')),
      tokenOf: () => Promise.reject(new Error('No stack runs here.')),
      drill: () => Promise.reject(new Error('No stack runs here.')),
    },
    program: () => Promise.reject(Object.assign(new Error('spawn ENOENT'), { code: 'ENOENT' })),
    inspect: () => {
      throw new Error('Nothing is inspected here.');
    },
    deployment: () => Promise.reject(new Error('azd is not installed.')),
    now: () => new Date('2030-01-01T12:00:00Z'),
    pause: () => Promise.resolve(),
    ...change,
  };
  return { surroundings, written: () => ({ out: out.join(''), err: err.join('') }) };
}
