import { expect, test } from 'vitest';
import { protectedContexts } from '../../../scripts/deploy/auth-contexts.ts';
import { script } from './scripted-cli.ts';

const policy = (contexts: readonly string[] | null, change: Record<string, unknown> = {}) => ({
  state: 'enabled',
  conditions: { applications: { includeAuthenticationContextClassReferences: contexts } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  ...change,
});
const said = (value: readonly unknown[]) => protectedContexts(script({ 'az rest --method GET': { value } }).cli);

test('names the contexts that an enabled policy protects, and that all others are given to everybody', async () => {
  const text = await said([policy(['c2', 'c1']), policy(['c1']), policy(null), policy([])]);
  expect(text).toMatch(
    /^policies protect the authentication contexts c1, c2: Entra gives every other one to everybody/,
  );
});

test.each([
  ['there is none', []],
  ['it only reports', [policy(['c1'], { state: 'enabledForReportingButNotEnforced' })]],
  ['it is switched off', [policy(['c1'], { state: 'disabled' })]],
  ['it asks for nothing', [policy(['c1'], { grantControls: null })]],
])('says that no policy protects one when %s', async (_, value) => {
  expect(await said(value)).toMatch(/^no policy protects an authentication context: .* no project may name one/);
});

test('says plainly that nobody has looked when the policies may not be read', async () => {
  const cli = async () => {
    throw new Error('Forbidden({"error":{"code":"AccessDenied"}})\nmore');
  };
  const text = await protectedContexts(cli);
  expect(text).toMatch(/^nobody has looked .* \(Policy\.Read\.All\)/);
  expect(text).toMatch(/Graph said: Forbidden\(.*\)$/);
});
