import { z } from 'zod';

/** Measures one figure in this process and prints it as one line of JSON, the last one. */
const [, , name] = process.argv;
const figure = z.object({ measure: z.custom<() => Promise<unknown>>((value) => typeof value === 'function') });
const { measure } = figure.parse(await import(`./figures/${name}.ts`));
console.log(JSON.stringify(await measure()));
process.exit(0);
