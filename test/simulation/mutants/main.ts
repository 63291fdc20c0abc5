import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { replayMutants, searchMutants } from './commands.ts';

// Without arguments: replay what kills each mutant; with --share 1/4, a quarter of that. With --search: look for what kills those that live.
const { values } = parseArgs({
  options: {
    share: { type: 'string', default: '1/1' },
    search: { type: 'boolean', default: false },
    anew: { type: 'boolean', default: false },
    'first-seed': { type: 'string', default: '1' },
    'last-seed': { type: 'string', default: '400' },
    minutes: { type: 'string', default: '20' },
    processes: { type: 'string', default: String(availableParallelism()) },
  },
});
const [part = 1, of = 1] = values.share.split('/').map(Number);
const isWell = values.search
  ? await searchMutants({
      firstSeed: Number(values['first-seed']),
      lastSeed: Number(values['last-seed']),
      minutes: Number(values.minutes),
      processes: Number(values.processes),
      anew: values.anew,
    })
  : await replayMutants(Number(values.processes), { part, of });
process.exitCode = isWell ? 0 : 1;
