import { describe, expect, test } from 'vitest';
import { parseScanEvent } from '../../../src/domain/transfer/scan-event.ts';

const urls = {
  ingress: 'https://public.blob.core.windows.net/ingress',
  export: 'https://secure.blob.core.windows.net/exports',
};

/** An event as the scanner sends it, with changes in its data. */
function event(data: Record<string, unknown> = {}, name = 'heart-study/cohort/ä b.csv') {
  return {
    id: '1',
    topic: '/subscriptions/1/topics/evgt-scans',
    subject: `storageAccounts/public/containers/ingress/blobs/${name}`,
    eventType: 'Microsoft.Security.MalwareScanningResult',
    eventTime: '2026-03-01T10:00:05Z',
    data: {
      correlationId: '2',
      blobUri: `https://public.blob.core.windows.net/ingress/${name.split('/').map(encodeURIComponent).join('/')}`,
      eTag: '0x8DC',
      scanFinishedTimeUtc: '2026-03-01T10:00:03.0127867Z',
      scanResultType: 'No threats found',
      scanResultDetails: null,
      ...data,
    },
  };
}

describe('a result of a malware scan', () => {
  test('is about one name at a door under one ETag', () => {
    const verdict = {
      door: 'ingress',
      path: 'heart-study/cohort/ä b.csv',
      etag: '0x8DC',
      result: 'clean',
      detail: '',
      scannedAt: '2026-03-01T10:00:03.0127867Z',
    };
    expect(parseScanEvent(event(), urls)).toEqual(verdict);
    expect(parseScanEvent(JSON.stringify(event()), urls)).toEqual(verdict);
    expect(parseScanEvent(Buffer.from(JSON.stringify(event({ eTag: '"0x8DC"' }))).toString('base64'), urls)).toEqual(
      verdict,
    );
  });

  test.each(['No threats found', 'no threats found ', 'No Threat Found', 'NO THREATS FOUND'])('%j is clean', (word) => {
    expect(parseScanEvent(event({ scanResultType: word }), urls)?.result).toBe('clean');
  });

  test.each(['Malicious', 'malicious', ' MALICIOUS '])('%j names what was found', (word) => {
    const details = { malwareNamesFound: ['Virus:DOS/EICAR_Test_File', 'Other'], sha256: '275A' };
    expect(parseScanEvent(event({ scanResultType: word, scanResultDetails: details }), urls)).toMatchObject({
      result: 'malicious',
      detail: 'Virus:DOS/EICAR_Test_File, Other',
    });
  });

  test.each(['201', '203', '204', '205', '206', '207', '208', '209', '210', '211', '212', '213', '215', '221'])(
    'the code %s is not scanned, and says what helps',
    (code) => {
      const scanResultType = `Error: SAM259${code}: something`;
      const { result, detail = '' } = parseScanEvent(event({ scanResultType }), urls) ?? {};
      expect(result).toBe('not-scanned');
      expect(detail).toContain(`SAM259${code}`);
      expect(detail).not.toContain('The scanner said');
    },
  );

  test.each(['Not scanned', 'Error', 'Clean', 'clean', 'no threats', 'No threats found?', 'SAM259299', 'nothing'])(
    '%j is not scanned, whatever it may mean',
    (word) => {
      const scanResultDetails = { notScannedReason: 'unsupported' };
      expect(parseScanEvent(event({ scanResultType: word, scanResultDetails }), urls)).toMatchObject({
        result: 'not-scanned',
        detail: expect.stringContaining(word),
      });
    },
  );

  test('is about nothing of ours in another container or account, or without an ETag', () => {
    for (const blobUri of [
      'https://public.blob.core.windows.net/released/a/b.csv',
      'https://public.blob.core.windows.net/ingress-old/a/b.csv',
      'https://other.blob.core.windows.net/ingress/a/b.csv',
      'https://secure.blob.core.windows.net/ingress/a/b.csv',
    ])
      expect(parseScanEvent(event({ blobUri }), urls)).toBeUndefined();
    expect(parseScanEvent(event({ eTag: undefined }), urls)).toBeUndefined();
  });

  test.each([
    ['no JSON', 'no JSON'],
    ['an empty text', ''],
    ['nothing', undefined],
    ['a list', [event()]],
    ['another event', { ...event(), eventType: 'Microsoft.Storage.BlobCreated' }],
    ['an event without a result', event({ scanResultType: '' })],
    ['an event with a number for a result', event({ scanResultType: 1 })],
    ['a subject of another container', { ...event(), subject: 'storageAccounts/public/containers/exports/blobs/a/b' }],
  ])('%s is refused', (_, message) => {
    expect(() => parseScanEvent(message, urls)).toThrow(/malware scan|subject/);
  });
});
