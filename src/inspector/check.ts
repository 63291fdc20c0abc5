import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { messageOf } from '../domain/base/errors.ts';
import type { CheckedFile } from '../domain/inspection/checked-file.ts';
import { disclosureRules } from '../domain/inspection/disclosure.ts';
import type { Finding } from '../domain/inspection/evidence.ts';
import { childLimits, type Inspected, unreadableFile } from './inspect-file.ts';
import { childrenAtOnce, inspectPackage, packageLimits } from './inspect-package.ts';
import { localFiles } from './local-files.ts';
import { ruleById } from './rules/index.ts';

/** What is asked, as JSON in the first word: a folder or a file, thresholds, and other limits than usual. */
const asked = z.strictObject({
  path: z.string().min(1),
  rules: disclosureRules,
  milliseconds: z.int().min(1).default(childLimits.milliseconds),
});

/** Inspects a local folder and prints a line of JSON with the number of files, then one for each file. */
async function check(text: string): Promise<void> {
  const { path, rules, milliseconds } = asked.parse(JSON.parse(text));
  const { files, others } = localFiles(path);
  print({ files: files.length + others.length });
  const results = inspectPackage(files, {
    program: fileURLToPath(new URL('child/main.mjs', import.meta.url)),
    ...{ rules, clock: { now: () => new Date() }, atOnce: childrenAtOnce(totalmem()) },
    ...{ ...childLimits, ...packageLimits, milliseconds },
  });
  const names = files.values();
  for await (const result of results) {
    const { value } = names.next();
    if (value !== undefined) print(checked(value.path, value.bytes, result));
  }
  for (const { path: name, bytes } of names) print(checked(name, bytes, unreadableFile('budget')));
  for (const other of others) print(checked(other, 0, unreadableFile('type')));
}

function checked(path: string, bytes: number, { findings, ...result }: Inspected): CheckedFile {
  return { path, bytes, ...result, findings: findings.map(told) };
}

function told(finding: Finding): CheckedFile['findings'][number] {
  const { title = finding.rule, says = '' } = ruleById.get(finding.rule) ?? {};
  return { ...finding, title, says };
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

// An end by a signal would leave children behind; this one takes them along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

await check(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
