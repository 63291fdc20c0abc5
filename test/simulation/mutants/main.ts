import { parseArgs } from 'node:util';
import { replayMutants, searchMutants } from './commands.ts';

// Without arguments: replay what kills each mutant. With --search: look for what kills those that still live.
const { values } = parseArgs({
  options: {
    search: { type: 'boolean', default: false },
    anew: { type: 'boolean', default: false },
    'first-seed': { type: 'string', default: '1' },
    'last-seed': { type: 'string', default: '400' },
    minutes: { type: 'string', default: '20' },
  },
});
const isWell = values.search
  ? await searchMutants({
      firstSeed: Number(values['first-seed']),
      lastSeed: Number(values['last-seed']),
      minutes: Number(values.minutes),
      anew: values.anew,
    })
  : await replayMutants();
process.exitCode = isWell ? 0 : 1;
