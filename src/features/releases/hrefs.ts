/** Pages of this wing, as links lead to them. */
export const releasesHref = '/api/ops/desk/releases';
export const traceHref = '/api/ops/desk/trace';
