import type { HttpResponseInit } from '@azure/functions';
import { jsonAnswer } from '../../web/answers.ts';
import { accepts, queryOf } from '../../web/asked.ts';
import type { WebRequest } from '../../web/handler.ts';
import type { AnswerOf, Read } from '../../web/reading.ts';
import { type satre, satreQuery } from './descriptions.ts';
import { reportSatre, type SatrePorts } from './report-satre.ts';
import { satreMarkdown } from './satre-markdown.ts';

/**
 * GET ops/satre: each statement of SATRE that concerns a control plane, whether this deployment meets it, and what it holds that shows so. As
 * JSON, or as Markdown with `?format=markdown` or where the caller asks for text/markdown.
 */
export const showSatre = ((services) => reportSatre(services)) satisfies Read<SatrePorts, typeof satre.showSatre>;

export function satreAnswer(report: AnswerOf<typeof satre.showSatre>, request: WebRequest): HttpResponseInit {
  const answer = jsonAnswer(200, report);
  if (!isMarkdown(request)) return answer;
  const headers = { ...answer.headers, 'content-type': 'text/markdown; charset=utf-8' };
  return { ...answer, headers, body: satreMarkdown(report) };
}

/** What the address says comes before what the header says. */
function isMarkdown(request: WebRequest): boolean {
  const { format } = queryOf(request, satreQuery);
  if (format !== undefined) return format === 'markdown';
  return accepts(request, 'text/markdown');
}
