import { jsonAnswer } from '../../web/answers.ts';
import { accepts, queryOf } from '../../web/asked.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import { satreQuery } from './descriptions.ts';
import { reportSatre, type SatrePorts } from './report-satre.ts';
import { satreMarkdown } from './satre-markdown.ts';

export type SatreServices = CallerCheck & SatrePorts;

/**
 * GET ops/satre: each statement of SATRE that concerns a control plane, whether this deployment meets it, and what it holds that shows so. As
 * JSON, or as Markdown with `?format=markdown` or where the caller asks for text/markdown.
 */
export function showSatre(services: SatreServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const asMarkdown = isMarkdown(request);
    const report = await reportSatre(services);
    const answer = jsonAnswer(200, report);
    if (!asMarkdown) return answer;
    const headers = { ...answer.headers, 'content-type': 'text/markdown; charset=utf-8' };
    return { ...answer, headers, body: satreMarkdown(report) };
  };
}

/** What the address says comes before what the header says. */
function isMarkdown(request: WebRequest): boolean {
  const { format } = queryOf(request, satreQuery);
  if (format !== undefined) return format === 'markdown';
  return accepts(request, 'text/markdown');
}
