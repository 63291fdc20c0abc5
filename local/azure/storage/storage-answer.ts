import { randomUUID } from 'node:crypto';
import type { LocalReply } from '../server.ts';
import { tenantId } from '../tokens.ts';
import type { StorageRefusal, StorageService } from './storage-request.ts';

/** Builds a refusal in the form that each storage service uses: XML for blobs and queues, OData JSON for tables, headers only for HEAD. */
export function storageErrorReply(
  service: StorageService,
  method: string,
  refusal: Pick<StorageRefusal, 'status' | 'code' | 'message'> & Partial<Pick<StorageRefusal, 'about'>>,
): LocalReply {
  const requestId = randomUUID();
  const headers: Record<string, string> = {
    'x-ms-error-code': refusal.code,
    'x-ms-request-id': requestId,
    date: new Date().toUTCString(),
  };
  if (refusal.status === 401) headers['www-authenticate'] = challenge();
  const message = `${refusal.message}\nRequestId:${requestId}\nTime:${new Date().toISOString()}`;
  if (method === 'HEAD') return { status: refusal.status, headers };
  if (service === 'table') {
    return {
      status: refusal.status,
      headers: { ...headers, 'content-type': 'application/json;odata=minimalmetadata' },
      body: { 'odata.error': { code: refusal.code, message: { lang: 'en-US', value: message } } },
    };
  }
  const { about } = refusal;
  const named =
    about === undefined
      ? ''
      : `<HeaderName>${about.header}</HeaderName><HeaderValue>${escapeXml(about.value)}</HeaderValue>`;
  const xml = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${refusal.code}</Code><Message>${escapeXml(message)}</Message>${named}</Error>`;
  return { status: refusal.status, headers: { ...headers, 'content-type': 'application/xml' }, body: xml };
}

function challenge(): string {
  return `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize resource_id=https://storage.azure.com`;
}

/** Text as it may stand in XML. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
