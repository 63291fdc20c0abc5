import { resolve } from 'node:path';

/** The folder of the reading room as it is deployed. */
export const builtRoom = resolve(import.meta.dirname, '../../dist/inspector');
