import { resolve } from 'node:path';
import { wake } from './awake.ts';
import { guards } from './guards.ts';
import { loadWoven } from './load.ts';
import { weave } from './weave.ts';

// For a look at one mutant: SALLYPORT_MUTANT='…' node --import ./test/simulation/mutants/preload.ts test/simulation/main.ts --seed 12
loadWoven(weave(resolve(import.meta.dirname, '../../..'), guards));
wake(process.env['SALLYPORT_MUTANT']);
