import { verifyApp } from './audit/verify-app.ts';
import { verifyFolder } from './audit/verify-folder.ts';
import { readCommandLine } from './command-line.ts';

const usage = `npm run audit:verify -- <folder>                verifies a downloaded copy of audit and receipts
npm run audit:verify -- <address of the API>    follows the app's own verification, with a token in TOKEN

docs/operators-records.md tells of both.`;
const [place] = readCommandLine(usage, {}, 1).positionals;
if (place === undefined) {
  console.error(`Say what to verify.\n\n${usage}`);
  process.exitCode = 1;
} else {
  const { ok, problems, events, receipts } = /^https?:/.test(place)
    ? await verifyApp(place, process.env['TOKEN'] ?? '')
    : { ok: true, ...(await verifyFolder(place)) };
  for (const problem of problems) console.error(problem);
  console.log(`audit: ${events} events, ${receipts} receipts verified, ${problems.length} problems`);
  if (problems.length > 0 || !ok) process.exitCode = 1;
}
