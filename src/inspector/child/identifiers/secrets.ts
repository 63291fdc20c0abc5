const secret = /[?&;](?:sig|signature|token|access_token|api_?key|key)=[^&\s"']{8}/i;
/** An address is no longer than this. */
const longestAddress = 4096;

/** Keys of clouds and of places for code, as they are written: Amazon, Azure, GitHub, GitLab, Google, Slack, OpenAI, npm, signed tokens. */
const keys = [
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/,
  /aws_?secret_?(?:access_?)?key["']?\s{0,3}[:=]\s{0,3}["']?[A-Za-z0-9/+]{40}/i,
  /(?:AccountKey|SharedAccessKey|SharedSecretValue)=[A-Za-z0-9+/]{40,100}={1,2}/i,
  /(?:SharedAccessSignature[ =]|[?&]sv=\d{4}-\d\d-\d\d&)\S{0,400}sig=[A-Za-z0-9%+/]{20}/i,
  /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22}|glpat-[\w-]{20}|npm_[A-Za-z0-9]{36}|AIza[\w-]{35}|xox[abprs]-[\w-]{10})/,
  /(?<![A-Za-z0-9])sk-(?:proj-|ant-)?[A-Za-z0-9_-]{20}/,
  /(?<![A-Za-z0-9])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10}/,
  /(?:server|data source|host|user id|uid)=[^;]{1,200};.{0,200}(?:password|pwd)=[^;\s]{4}/i,
  /(?<![A-Za-z])(?:api[_-]?key|secret(?:[_-]?key)?|client[_-]?secret|access[_-]?token|passw(?:or)?d)["']?\s{0,3}[:=]\s{0,3}["'][^"'\s]{8}/i,
];
const marks = /BEGIN|AKIA|ASIA|secret|key|sig=|gh[pousr]_|github_|glpat|npm_|AIza|xox|sk-|eyJ|passw|pwd=|token/i;

/** Whether there is a key in a text, a password of a connection, or an address that lets in whoever has it. */
export function hasSecret(text: string): boolean {
  if (marks.test(text) && keys.some((form) => form.test(text))) return true;
  for (let at = text.indexOf('://'); at >= 0; ) {
    const [address = ''] = text.slice(at, at + longestAddress).split(/\s/, 1);
    if (secret.test(address) || /^:\/\/[^\s:/@]{1,64}:[^\s:/@]{3,64}@/.test(address)) return true;
    at = text.indexOf('://', at + Math.max(address.length, 3));
  }
  return false;
}
