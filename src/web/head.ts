import { ReadableStream } from 'node:stream/web';
import type { HttpResponseInit } from '@azure/functions';

/**
 * The answer to HEAD, which a later host asks also of what names only GET: what GET would say, without its body. What does something when it
 * is read (`isRead` false) is not asked for it.
 */
export async function answerHead(isRead: boolean, answer: () => Promise<HttpResponseInit>): Promise<HttpResponseInit> {
  if (!isRead) return { status: 405, headers: { allow: 'GET' } };
  const response = await answer();
  if (response.body instanceof ReadableStream) await response.body.cancel();
  return { ...response, body: null };
}
