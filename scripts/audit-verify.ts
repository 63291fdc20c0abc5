import { verifyFolder } from './audit/verify-folder.ts';
import { requireNode24 } from './node-version.ts';

requireNode24();

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Say which folder: npm run audit:verify -- <folder>. docs/for-operators.md says what it must hold.');
  process.exitCode = 1;
} else {
  const { problems, events, receipts } = await verifyFolder(folder);
  for (const problem of problems) console.error(problem);
  console.log(`audit: ${events} events, ${receipts} receipts verified, ${problems.length} problems`);
  if (problems.length > 0) process.exitCode = 1;
}
