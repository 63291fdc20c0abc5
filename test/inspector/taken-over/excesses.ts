/** What a reader does that takes more than it may. */
export const excesses: Readonly<Record<string, () => unknown>> = {
  'compute for ever': () => {
    for (;;);
  },
  'wait for ever': () => new Promise(() => setInterval(() => {}, 1000)),
  'wait for nothing': () => new Promise(() => {}),
  'fill the heap': () => {
    const kept: string[][] = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, at) => `text ${at}`));
  },
  'fill memory outside the heap': async () => {
    const kept: Buffer[] = [];
    for (;;) {
      kept.push(Buffer.alloc(8 * 1024 * 1024, kept.length));
      await new Promise((done) => setTimeout(done, 1));
    }
  },
  'go too deep': () => {
    const deeper = (layer: number): number => deeper(layer + 1) + 1;
    return deeper(0);
  },
  throw: () => {
    throw new Error('a name and a cell');
  },
  'throw later': () =>
    new Promise(() =>
      setTimeout(() => {
        throw new Error('a name and a cell');
      }, 1),
    ),
};
