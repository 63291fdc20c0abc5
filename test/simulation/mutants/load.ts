import { registerHooks } from 'node:module';
import { z } from 'zod';
import { knowSites } from './awake.ts';

const mutant = z.object({ id: z.string(), kind: z.enum(['always', 'never', 'neighbour']) });

/** Files of guards with every mutant in them, asleep, and the mutants of each condition by its number. */
export const wovenSchema = z.object({
  files: z.array(z.object({ url: z.string(), text: z.string() })),
  sites: z.array(z.array(mutant).readonly()),
});
export type Woven = z.infer<typeof wovenSchema>;

/** From now on those files are loaded with the mutants in them. So one process can try one after the other, and need not begin anew for each. */
export function loadWoven({ files, sites }: Woven): void {
  knowSites(sites);
  const texts = new Map(files.map(({ url, text }) => [url, text]));
  registerHooks({
    load(url, context, nextLoad) {
      const source = texts.get(url);
      return source === undefined
        ? nextLoad(url, context)
        : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}
