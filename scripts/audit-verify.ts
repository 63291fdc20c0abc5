import { verifyApp } from './audit/verify-app.ts';
import { verifyFolder } from './audit/verify-folder.ts';
import { requireNode24 } from './node-version.ts';

requireNode24();

const [place] = process.argv.slice(2);
if (place === undefined) {
  console.error(
    'Say what: npm run audit:verify -- <folder> for a downloaded copy, or -- <address of the API> with a token in TOKEN. docs/for-operators.md tells of both.',
  );
  process.exitCode = 1;
} else {
  const { ok, problems, events, receipts } = /^https?:/.test(place)
    ? await verifyApp(place, process.env['TOKEN'] ?? '')
    : { ok: true, ...(await verifyFolder(place)) };
  for (const problem of problems) console.error(problem);
  console.log(`audit: ${events} events, ${receipts} receipts verified, ${problems.length} problems`);
  if (problems.length > 0 || !ok) process.exitCode = 1;
}
