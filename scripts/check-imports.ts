import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { readCommandLine } from './command-line.ts';

readCommandLine('npm run imports\n\nHolds every import to the rules of .dependency-cruiser.cjs.', {});
const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const roots = ['src', 'local', 'test', 'scripts'];

const result = await cruise(
  roots,
  { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);
if (typeof result.output === 'string') throw new Error('dependency-cruiser printed text where a result was expected');
const { modules, summary } = result.output;

const onDisk = globSync(roots.map((root) => `${root}/**/*.ts`)).map((file) => file.replaceAll('\\', '/'));
const seen = new Set(modules.map((module) => module.source));
const unseen = onDisk.filter((file) => !seen.has(file));

for (const violation of summary.violations) {
  const rule = rules.forbidden.find((candidate: { name: string }) => candidate.name === violation.rule.name);
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}\n  ${rule?.comment ?? ''}`);
}
if (unseen.length > 0) console.error(`The import check did not see ${unseen.length} files, first ${unseen[0]}.`);
if (summary.violations.length > 0 || unseen.length > 0 || onDisk.length === 0) process.exit(1);
console.log(`imports: ${onDisk.length} files checked against ${rules.forbidden.length} rules`);
