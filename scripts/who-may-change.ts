import { actsOfTwo } from '../src/domain/definition/acts-of-two.ts';
import { type FieldRule, fieldRules } from '../src/domain/definition/definition-rules.ts';
import { table } from './markdown-table.ts';

const intro = `# Who may change what

The definition of a project is changed by people with the app role \`Ops.Operator\`, by \`PUT ops/projects/{project}\`. Made by \`npm run docs\` from the table in \`src/domain/definition/definition-rules.ts\`.

- **Whoever takes part does not change.** Nobody changes a project in which they are researcher, data owner or approver, before or after the change, or in which they are suspended. In a project in which an operator is a researcher, the role gives no action but to suspend.
- **People are told apart** by object id and by e-mail: either one in common is one person.
- **What waits.** A change goes at once where every field of it may, by the table below. Otherwise the whole change waits for a second operator, with another object id and another e-mail. A first definition always waits, since one person has chosen who decides; it is compared with the schema's defaults. So does one that replaces a definition which the rules of today refuse.
- **How it waits.** The \`PUT\` answers 202. One change a project waits, for seven days; it names the hash of the definition that it was made against, and it is stale as soon as another one is in force. The operators of the project and the one who asked are told by mail what would change. \`GET ops/projects/{project}\` shows it.
- **How it ends.** \`POST ops/projects/{project}/changes/{id}/confirm\` by the second operator puts it in force; \`DELETE ops/projects/{project}/changes/{id}\` takes it back.
- **Suspending.** \`POST ops/projects/{project}/people/{oid}/suspend\` is open to every operator, at once, also where they take part themselves; it may make a quorum unreachable. Each operator suspends for themselves. \`POST ops/projects/{project}/people/{oid}/lift\` ends one suspension (\`suspendedBy\` says whose, where there are several) and waits like any weaker change.
- **Closing.** \`POST ops/projects/{project}/close\` asks for \`closed\`, which waits like any weaker change. Whoever confirms it ends the project for good: it is taken away again only by whoever asked for it, within a day. Only \`keep\` may still become \`revoke\`.
- **What stops or ends something** is put only by whoever was shown it: with the header \`x-sallyport-endings\` from the check.
- **Going back.** \`POST ops/projects/{project}/go-back\` by whoever put the change that is in force undoes \`starts\`, \`ends\`, \`hibernated\` and \`closed\` of it where it made them stricter, without a second operator: once, within a day. It undoes nothing else, so it brings back no person, approver, quorum or weaker rule.
- **Reasons.** What waits, a confirmation, a going back, a suspension and its end need a reason, at most 1,000 characters: the field \`reason\` of a JSON body, or the header \`x-sallyport-reason\` (percent-encoded where it is not ASCII), which is the only way with \`PUT\`. Other changes and taking back may have one. All of it stands in the audit.
- **One operator only.** With the setting \`SECOND_OPERATOR=off\` no change of a definition waits. Each that would have waited says so in the audit, and so do the dashboard and \`GET health\`.

"With a second operator" means: not at once.`;

/** The document that says who may change each field of a definition. */
export function whoMayChangeText(): string {
  const rows = Object.entries(fieldRules).map(([path, rule]) => [`\`${path}\``, rule.name, ...changeCells(rule)]);
  const acts = Object.values(actsOfTwo).map(({ which, alone }) => [which, aloneText[alone]]);
  const fields = table(['Field', 'What it is', 'At once', 'With a second operator'], rows);
  return `${intro}\n\n${fields}\n\n${introToActs}\n\n${table(['Act', 'With SECOND_OPERATOR=off'], acts)}\n`;
}

const introToActs = `## Acts of two

What two operators bring about, from the table in \`src/domain/definition/acts-of-two.ts\`. Neither takes part in the project; the second has another object id and another e-mail, and confirms what they saw: the id of a change, and the \`liftAs\` of a hold, end with a digest of it. What was asked for expires after seven days. The line of the act names who asked first, or says \`secondOperator: off\`.`;

const aloneText = {
  'at-once': 'at once, and its line says so',
  again: 'the same person asks again after a day; all operators are told by mail, and its line says so',
} as const;

function changeCells(rule: FieldRule): [string, string] {
  switch (rule.kind) {
    case 'free':
      return ['every change', ''];
    case 'second-operator':
      return ['', 'every change'];
    case 'stricter':
      return [rule.direction.words, 'every other change'];
    case 'list':
      return [listChanges(rule, 'free'), listChanges(rule, 'second-operator')];
  }
}

function listChanges(rule: Extract<FieldRule, { kind: 'list' }>, who: 'free' | 'second-operator'): string {
  return [rule.added === who ? 'one more' : [], rule.removed === who ? 'one less' : []].flat().join(', ');
}
