import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { triggers } from '../local/stack/triggers.ts';
import { parseConfig, settingNames } from '../src/config.ts';

const sample = z
  .object({ IsEncrypted: z.literal(false), Values: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL('../local.settings.sample.json', import.meta.url), 'utf8'))).Values;

describe('the sample settings', () => {
  test('hold every setting that the configuration knows', () => {
    expect(settingNames.filter((name) => sample[name] === undefined)).toEqual([]);
  });

  test('hold nothing that neither the configuration nor the host reads', () => {
    const connections = [...Object.values(triggers.uploads), triggers.scans].map(({ connection }) => connection);
    const host = new RegExp(`^(FUNCTIONS_\\w+|(${['AzureWebJobsStorage', ...connections].join('|')})__\\w+)$`);
    expect(Object.keys(sample).filter((name) => !settingNames.includes(name) && !host.test(name))).toEqual([]);
  });

  test('are a configuration as they stand', () => {
    const config = parseConfig(sample);
    expect(config.storage.controlUrl).toBe('https://stsallyportcontrol.blob.core.windows.net');
    expect(config.mail.port).toBe(587);
    expect(config.signIn.tenantId).toBe('00000000-0000-4000-8000-000000000005');
    expect(config.compute.template.location).toBe('westeurope');
  });
});

describe('the configuration', () => {
  test('names every missing setting in one message', () => {
    const message = messageOf({});
    const optional = [
      'RELEASE_BLOB_URL',
      'SAFE_BLOB_URL',
      'READING_ROOM_URL',
      'STORAGE_API_VERSION',
      'KEY_VAULT_VERIFY_CHALLENGE',
      'SMTP_USER',
      'MAIL_PER_MINUTE',
      'MAIL_PER_HOUR',
      'TRANSFER_POLL_SECONDS',
      'OUTAGE_HOURS',
      'TELL_TICK_SECONDS',
      'LINK_TICK_SECONDS',
      'MAIL_WINDOW_SECONDS',
      'PEOPLE_KEEP_DAYS',
      'INCIDENT_CLOCKS',
      'PROJECT_GROUPS',
      'GROUPS_CLAIM',
      'STORAGE_SKEW_SECONDS',
      'SECOND_OPERATOR',
      'LEFT_OUT',
      'SENT_BUNDLE',
      'SCANNED_DOORS',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_EXPORTER_OTLP_TIMEOUT',
    ];
    for (const name of settingNames) {
      if (optional.includes(name)) expect(message).not.toContain(name);
      else expect(message).toContain(`${name}: is not set`);
    }
  });

  test('fills in what may be left out', () => {
    const { RELEASE_BLOB_URL, KEY_VAULT_VERIFY_CHALLENGE, SMTP_USER, TRANSFER_POLL_SECONDS, ...more } = sample;
    const { PROJECT_GROUPS, GROUPS_CLAIM, OUTAGE_HOURS, STORAGE_SKEW_SECONDS, SECOND_OPERATOR, ...others } = more;
    const { SCANNED_DOORS, TELL_TICK_SECONDS, LINK_TICK_SECONDS, LEFT_OUT, STORAGE_API_VERSION, ...rest } = others;
    const config = parseConfig({ ...rest, SMTP_USER: ' ' });
    expect(config.storage.releaseUrl).toBe(sample['PUBLIC_BLOB_URL']);
    expect(config.storage.apiVersion).toBe('2026-06-06');
    expect(config.vault.verifyChallenge).toBe(true);
    expect(config.mail.user).toBeUndefined();
    expect(config.transferPollSeconds).toBe(5);
    expect(config.storageSkewSeconds).toBe(10);
    expect(config.groupsClaim).toEqual({ on: true, projects: {} });
    expect(config.ticks).toEqual({ tell: 900, link: 300 });
    expect(config.secondOperator).toBe(true);
    expect(config.scannedDoors).toEqual([]);
    expect(config.leftOut).toEqual([]);
  });

  test('needs no name of a workspace where Machine Learning is left out', () => {
    const { ML_WORKSPACE_NAME, ...rest } = sample;
    const config = parseConfig({ ...rest, LEFT_OUT: 'firewall machineLearning' });
    expect(config.leftOut).toEqual(['firewall', 'machineLearning']);
    expect(config.machineLearning.workspace).toBeUndefined();
    expect(messageOf({ ...rest, LEFT_OUT: 'firewall' })).toContain('ML_WORKSPACE_NAME: is not set');
  });

  test('knows at which doors malware is scanned for, and where these are', () => {
    const { scannedDoors, doorUrls } = parseConfig({ ...sample, SCANNED_DOORS: 'both' });
    expect(scannedDoors).toEqual(['ingress', 'export']);
    expect(doorUrls).toEqual({
      ingress: 'https://stsallyportpublic.blob.core.windows.net/ingress',
      export: 'https://stsallyportsecure.blob.core.windows.net/exports',
    });
    expect(messageOf({ ...sample, SCANNED_DOORS: 'export' })).toContain('SCANNED_DOORS');
  });

  test('knows by which times others are to be told of an incident, and who', () => {
    const clocks = (text: string) => ({ ...sample, INCIDENT_CLOCKS: text });
    expect(parseConfig(clocks('')).incidentClocks).toEqual({ '24-hours': '', '72-hours': '', month: '' });
    const own = { '12-hours': 'the registry', '10-days': '' };
    expect(parseConfig(clocks(JSON.stringify(own))).incidentClocks).toEqual(own);
    const many = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((days) => [`${days}-days`, '']));
    for (const wrong of [{}, many, { soon: '' }, { '0-days': '' }, { month: 'two\nlines' }, { month: 'x'.repeat(201) }])
      expect(messageOf(clocks(JSON.stringify(wrong)))).toContain('INCIDENT_CLOCKS');
    expect(messageOf(clocks('24 hours'))).toContain('INCIDENT_CLOCKS: must be JSON on one line');
  });

  test('reads the groups of projects in small letters, as tokens name them, and whether they count', () => {
    const [researchers, approvers] = ['AAAAAAAA-0000-4000-8000-000000000001', 'BBBBBBBB-0000-4000-8000-000000000002'];
    const PROJECT_GROUPS = JSON.stringify({ 'heart-study': { researchers, approvers } });
    const { groupsClaim } = parseConfig({ ...sample, PROJECT_GROUPS, GROUPS_CLAIM: 'off' });
    const groups = { researchers: researchers.toLowerCase(), approvers: approvers.toLowerCase() };
    expect(groupsClaim).toEqual({ on: false, projects: { 'heart-study': groups } });
  });

  test('reads the groups of many projects from several settings, as many as there are', () => {
    const groups = (project: string, at: number) => ({
      [project]: { researchers: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}` },
    });
    const PROJECT_GROUPS = JSON.stringify(groups('alpha', 1));
    const further = { PROJECT_GROUPS_2: JSON.stringify(groups('beta', 2)), PROJECT_GROUPS_10: '' };
    const { projects } = parseConfig({ ...sample, PROJECT_GROUPS, ...further }).groupsClaim;
    expect(projects).toEqual({ ...groups('alpha', 1), ...groups('beta', 2) });
    const gap = { ...sample, PROJECT_GROUPS, PROJECT_GROUPS_3: JSON.stringify(groups('beta', 2)) };
    expect(messageOf(gap)).toContain('PROJECT_GROUPS_2: is not set');
    const twice = { ...sample, PROJECT_GROUPS, PROJECT_GROUPS_2: JSON.stringify(groups('alpha', 3)) };
    expect(messageOf(twice)).toContain('PROJECT_GROUPS_2 (alpha): stands in PROJECT_GROUPS too');
    expect(messageOf({ ...sample, PROJECT_GROUPS_2: '{"beta":{"owners":"x"}}' })).toMatch(
      /PROJECT_GROUPS_2.*object id/,
    );
  });

  test('takes the slash from the end of an address', () => {
    expect(parseConfig({ ...sample, ARM_URL: 'https://management.azure.com/' }).arm.url).toBe(
      'https://management.azure.com',
    );
  });

  test.each([
    ['PUBLIC_BLOB_URL', 'http://st.blob.core.windows.net', 'https://'],
    ['SECURE_BLOB_URL', 'https://st.blob.core.windows.net?sv=2025&sig=hush', 'plain address'],
    ['STORAGE_API_VERSION', 'newest', '2026-06-06'],
    ['STORAGE_API_VERSION', '2021-12-02', '2022-11-02 or a newer version'],
    ['CONTROL_CLIENT_ID', 'id-control', 'client id'],
    ['VM_TEMPLATE', '{', 'JSON'],
    ['VM_TEMPLATE', '{"location":"West Europe"}', 'location'],
    ['SMTP_PORT', '25a', 'whole number'],
    ['SMTP_PORT', '99999', '65535'],
    ['SMTP_SECURITY', 'ssl', 'starttls'],
    ['MAIL_FROM', 'nobody', 'mail address'],
    ['MAIL_FROM', 'a@example.org\r\nBcc: b@example.org', 'mail address'],
    ['PROJECT_GROUPS', 'heart-study', 'JSON'],
    ['PROJECT_GROUPS', '{"heart-study":{"approvers":"approvers"}}', 'object id'],
    ['PROJECT_GROUPS', '{"heart-study":{"approver":"00000000-0000-4000-8000-000000000009"}}', 'approver'],
    ['GROUPS_CLAIM', 'false', 'off'],
    ['SWEEP_SCHEDULE', 'hourly', 'SWEEP_SCHEDULE'],
    ['ENTRA_ISSUER', 'https://login.microsoftonline.com/common/v2.0', 'tenant'],
    ['API_AUDIENCE', 'https://graph.microsoft.com', 'api://'],
  ])('refuses %s=%s and says what it must be', (name, value, hint) => {
    const message = messageOf({ ...sample, [name]: value });
    expect(message).toContain(`${name}`);
    expect(message).toContain(hint);
    expect(message).not.toContain('hush');
    expect(
      message
        .split('\n')
        .filter((line) => line.startsWith('  '))
        .every((line) => line.includes(name)),
    ).toBe(true);
  });
});

function messageOf(env: Record<string, string>): string {
  try {
    parseConfig(env);
  } catch (error) {
    return String(error);
  }
  throw new Error('the settings were accepted');
}
