import { requireNode24 } from '../../scripts/node-version.ts';
import { benchAudit } from './audit.ts';
import { benchHost } from './host.ts';

/**
 * `npm run bench -- <room>`: measures one room and prints what is compared side by side, in one run on one machine.
 * Times differ from machine to machine; judge the ratios.
 */
requireNode24();

const benches: Record<string, () => Promise<void>> = { audit: benchAudit, host: benchHost };

const room = process.argv[2] ?? '';
const bench = benches[room];
if (bench) {
  await bench();
} else {
  console.error(`Say what to measure: npm run bench -- <${Object.keys(benches).join('|')}>`);
  process.exitCode = 1;
}
