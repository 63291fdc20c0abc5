const field = /<(?:textarea|select|input)\b(?![^>]*type="hidden")[^>]*>/;
const button = /<button\b(?![^>]*aria-hidden)[^>]*>/;

/**
 * Whether a page has a form into which something can be typed beside another: the button of one sends nothing of the other, whose words would be
 * lost. Forms that share one element are one. To sign out is to leave all behind.
 */
export function losesWords(html: string): boolean {
  const apart = (html.match(/<form\b[\s\S]*?<\/form>/g) ?? []).filter(
    (form) => !form.includes('action="/api/sign-out"'),
  );
  const joined = html.match(/<(?:textarea|select|input|button)\b[^>]*form="page-form"[^>]*>/g)?.join('') ?? '';
  const pressed = [...apart, joined].filter((form) => field.test(form) || button.test(form));
  return pressed.length > 1 && pressed.some((form) => field.test(form));
}
