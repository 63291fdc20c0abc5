import { expect, test } from 'vitest';
import { costOfTrial } from '../../../scripts/verify/cost.ts';
import { redact, shownUrl } from '../../../scripts/verify/redact.ts';
import { reportText, type Told } from '../../../scripts/verify/report.ts';
import type { StepId } from '../../../scripts/verify/step.ts';
import { steps } from '../../../scripts/verify/steps/all.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiIxIn0.c2lnbmF0dXJlLW9mLWEtdG9rZW4';
const accountKey = `${'Ab3/'.repeat(21)}xy==`;

/** What tools and services are known to print, each with what must not stand in a report. */
const told: readonly (readonly [text: string, secret: string])[] = [
  [`az rest failed: Authorization: Bearer ${token}`, 'c2lnbmF0dXJl'],
  [`{"accessToken":"${token}","expiresOn":"2026-12-01"}`, 'eyJ'],
  ['https://a.blob.core.windows.net/x?sv=2024&sig=aBc%2FdeF%3D&se=1', 'aBc'],
  ['https://f.azurewebsites.net/runtime/webhooks/blobs?functionName=x&code=hostKeyOfTheApp', 'hostKey'],
  [`DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${accountKey};EndpointSuffix=core.windows.net`, 'Ab3/'],
  [`the key is ${accountKey}`, 'Ab3/'],
  ['azd env set SMTP_PASSWORD spring-rain --environment verify', 'spring-rain'],
  ['{"client_secret": "s3cr3t~value"}', 's3cr3t'],
  ['Authorization: SharedKey account:c2lnbmVk', 'c2lnbmVk'],
  ['somebody said the-known-one aloud', 'the-known-one'],
];

test.each(told)('no secret is told: %s', (text, secret) => {
  expect(redact(text, ['the-known-one'])).not.toContain(secret);
});

test('what is no secret stays readable', () => {
  const text =
    'an account key: 403 KeyBasedAuthenticationNotPermitted, {"code":"AuthorizationFailed"} on rg-verify-secure';
  expect(redact(text, [''])).toBe(text);
  expect(shownUrl('https://a/b?comp=list&sig=x&versionid=y')).toBe('https://a/b?comp=list&sig&versionid');
});

const tell = (changed: Partial<Told>): string =>
  reportText({
    ...{ date: new Date('2026-12-01T10:00:00Z'), minutes: 61.5, answered: 'a subscription', where: 'in westeurope' },
    ...{ cost: costOfTrial(), findings: [], notHere: new Map(), secrets: [] },
    ...changed,
  });

test('a report is dated, and says of each line what was seen', () => {
  const text = tell({
    findings: [
      { id: 'path-condition', verdict: 'confirmed', seen: 'Its own folder was answered 201', asked: ['PUT a → 201'] },
      { id: 'create-run', verdict: 'refuted', seen: 'The run ended as Failed', asked: [] },
    ],
  });
  expect(text).toMatch(/^# What a subscription answered on 2026-12-01\n/);
  expect(text).toContain('It took 62 minutes of 120');
  expect(text).toMatch(/folder of their project +\| `path-condition` +\| confirmed +\|/);
  expect(text).toMatch(/actions on blobs only.*\| `create-run` +\| refuted +\|/);
  expect(text).toMatch(/\| `queries` +\| could not be checked +\|/);
  expect(text).toMatch(/policy on domains +\| +\| cannot be checked by a script, because its outbound/);
  expect(text).toContain('### path-condition: confirmed\nIts own folder was answered 201.\n- PUT a → 201');
});

test('no secret stands in a report, wherever it was told', () => {
  const text = tell({
    secrets: ['the-known-one'],
    findings: told.map(([seen]) => ({ id: 'code', verdict: 'unchecked', seen, asked: [seen] })),
  });
  for (const [, secret] of told) expect(text).not.toContain(secret);
});

test('a report of the stand-ins confirms nothing, and lists every step that cannot run there', () => {
  const notHere = new Map<StepId, string>([
    ['deployment', 'nothing is deployed'],
    ...steps.flatMap((step) => ('notHere' in step ? [[step.id, step.notHere] as const] : [])),
  ]);
  const here = steps.filter((step) => !('notHere' in step));
  const findings = here.map(({ id }) => ({ id, verdict: 'confirmed' as const, seen: 'It is so', asked: [] }));
  const text = tell({ answered: "the laptop's stand-ins", findings, notHere });
  expect(text).not.toMatch(/\bconfirmed\b|\brefuted\b/);
  expect(text).toContain('It says nothing about Azure.');
  for (const [id, why] of notHere) {
    expect(text).toContain(`- \`${id}\`: ${why}`);
    expect(text).toMatch(new RegExp(`\\| \`${id}\` +\\| cannot run here: `));
  }
});
