import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { documents } from '../../scripts/documents.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...options: string[]) {
  const script = resolve('scripts/docs.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, ...options], { cwd: folder, encoding: 'utf8' });
  return { status, stderr };
}

describe('the generated documents', () => {
  it.each([...documents()])('%s is committed as the code says it', (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('are written by the script, and then found up to date', () => {
    expect(run('--check').status).toBe(1);
    expect(run().status).toBe(0);
    expect(run('--check').status).toBe(0);
  });

  it('are named by the check when somebody changed one by hand', () => {
    run();
    writeFileSync(join(folder, 'docs/export-states.md'), 'mine');
    const { status, stderr } = run('--check');
    expect(status).toBe(1);
    expect(stderr).toContain('docs/export-states.md');
    expect(stderr).not.toContain('dataset-states');
  });

  it('hold every state in the diagram', () => {
    expect(documents().get('docs/export-states.md')).toContain('in_review --> releasing: approve');
  });
});
