import { readCommandLine } from './command-line.ts';
import { runParts, sideBySide } from './parts.ts';

readCommandLine(
  'npm run check\n\nTypes, lint, import rules and dead code side by side, then every test that is not unchanged.',
  {},
);

const ok = await runParts([
  sideBySide(['types', 'lint', 'imports', 'unused']),
  { name: 'test', command: ['npm', 'test'] },
]);
process.exitCode = ok ? 0 : 1;
