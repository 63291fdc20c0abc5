import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { folderOf, halves, originsOf } from './origins.ts';

const notice = readFileSync(join(import.meta.dirname, 'NOTICE.md'), 'utf8');
const labels = z
  .array(z.strictObject({ name: z.string(), where: z.string().min(1) }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'labels-first.json'), 'utf8')));

describe('the files that people released', () => {
  test.each(halves)('the %s half names each file once, and the notice its repositories', (half) => {
    const origins = originsOf(half);
    expect(origins.length).toBeGreaterThanOrEqual(110);
    expect(new Set(origins.map(({ name }) => name)).size).toBe(origins.length);
    expect(new Set(origins.map(({ sha256 }) => sha256)).size).toBe(origins.length);
    for (const { repository, licence } of origins) expect(notice).toContain(`| ${repository} | ${licence} |`);
  });

  test('no repository is in both halves', () => {
    const [first, second] = halves.map((half) => new Set(originsOf(half).map(({ repository }) => repository)));
    expect([...(first ?? [])].filter((repository) => second?.has(repository))).toEqual([]);
  });

  test.each(halves)('what is here of the %s half is what its list says', (half) => {
    const origins = originsOf(half);
    const listed = new Set([...origins.map(({ name }) => name), 'origins.json']);
    expect(readdirSync(folderOf(half)).filter((name) => !listed.has(name))).toEqual([]);
    for (const { name, sha256 } of origins) {
      const path = join(folderOf(half), name);
      if (existsSync(path)) expect(createHash('sha256').update(readFileSync(path)).digest('hex'), name).toBe(sha256);
    }
  });

  test('what is labelled is in the first half', () => {
    const first = new Set(originsOf('first').map(({ name }) => name));
    expect(labels.filter(({ name }) => !first.has(name))).toEqual([]);
  });
});
