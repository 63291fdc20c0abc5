/** Pages of this wing, as links lead to them. */
export const releasesHref = '/api/ops/desk/releases';
export const traceHref = '/api/ops/desk/trace';
export const incidentsHref = '/api/ops/desk/incidents';

export function incidentHref(id: string): string {
  return `${incidentsHref}/${encodeURIComponent(id)}`;
}
