import type { FixedKind } from '../audit/audit-kinds.ts';
import { countText } from '../base/count-text.ts';
import { shortNumber } from '../base/door.ts';
import { quoted } from '../base/printable.ts';
import { whyInWords, whysWaiting } from '../lifecycle/capacity.ts';
import { notifiedAtPercent } from '../project/compute-definition.ts';
import { shortId } from './known-names.ts';
import { because, type DescribeLine, type LineDetails, operationText } from './line-details.ts';

const plan = ({ text, project }: LineDetails) => `the plan ${shortId(text('digest'))} for the computes of ${project}`;

function repairsIn({ count }: LineDetails): string {
  const parts = repairs
    .filter(([name]) => count(name) > 0)
    .map(([name, one, many]) => countText(count(name), one, many));
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

const repairs = [
  ['operation', 'operation', 'operations'],
  ['name', 'name', 'names'],
  ['removed-name', 'name to remove', 'names to remove'],
  ['again', 'name to hold again', 'names to hold again'],
  ['version', 'version', 'versions'],
  ['removed-version', 'version to remove', 'versions to remove'],
  ['telling', 'telling', 'tellings'],
  ['duties', 'list of what recipients owe', 'lists of what recipients owe'],
] as const;

function holdSet({ who, project, text }: LineDetails): string {
  const until = text('until') === '' ? '' : ` until ${text('until')}`;
  const takeBack = text('takeBack') === 'true' ? ', with what its releases brought outside taken back' : '';
  return because(`${who} put ${project} on hold${until}${takeBack}`, text('reason'));
}

function namesWait({ text, count, project }: LineDetails, why: string): string {
  const names = countText(count('waiting'), 'name waits', 'names wait');
  return `${names} at the ${text('door')} door of ${project}, ${why}; ${countText(count('people'), 'person was', 'people were')} told.`;
}

function whyShut(text: string): string {
  const why = whysWaiting.find((one) => one === text);
  return why === undefined ? 'its project does not run' : whyInWords[why];
}

function budgetTold({ project, text, count }: LineDetails): string {
  const people = countText(count('people'), 'person was told', 'people were told');
  const hours = `the ${countText(count('budgetHours'), 'compute hour')} of ${text('month')}`;
  return text('level') === 'used-up'
    ? `In ${project}, ${people} that ${hours} are used up.`
    : `In ${project}, ${people} that ${notifiedAtPercent} % of ${hours} are used.`;
}

function endTold({ project, text, count }: LineDetails): string {
  const people = countText(count('people'), 'person was told', 'people were told');
  const missed = count('untold') === 0 ? '' : `, and ${countText(count('untold'), 'person', 'people')} could not be`;
  const computes = countText(count('computes'), 'compute is', 'computes are');
  return `In ${project}, ${people} that ${computes} deleted after the end of the project, from ${text('from')} on${missed}.`;
}

export const controlSentences = {
  'hold.set': (line) => holdSet(line),
  'hold.found': ({ project, text }) =>
    `More malware was found in ${operationText(text('found'))} while ${project} was on hold for malware.`,
  'hold.lift-asked': ({ who, project, text }) =>
    because(`${who} asked for a second operator to lift a hold of ${project}`, text('reason')),
  'hold.lift-told': ({ project, count }) => {
    const people = countText(count('told'), 'operator was', 'operators were');
    const missed =
      count('untold') === 0 ? '' : `, and ${countText(count('untold'), 'is', 'are')} not known to have been`;
    return `${people} told that a lift of the hold of ${project} waits${missed}.`;
  },
  'hold.lift-intended': ({ who, project, text }) =>
    because(`${who} was about to lift the hold of ${project}`, text('reason')),
  'hold.lifted': ({ who, project, text }) => {
    const alone = text('secondOperator') === 'off' ? ' without a second operator' : '';
    return because(`${who} lifted the hold of ${project}${alone}`, text('reason'));
  },
  'hold.person-set': ({ who, person, project, text }) =>
    because(`${who} let ${person('person')} count nowhere in ${project}`, text('reason')),
  'hold.person-lift-intended': ({ who, person, project, text }) =>
    because(`${who} was about to end a suspension of ${person('person')} in ${project}`, text('reason')),
  'hold.person-lifted': ({ who, person, project, text }) =>
    because(`${who} ended a suspension of ${person('person')} in ${project}`, text('reason')),
  'hold.ended': ({ project, text }) => `The hold of ${project} ended by itself on ${text('until')}.`,
  'hold.files-outside': ({ text, count }) =>
    `A hold came while ${operationText(text('release'))} was released: ${countText(count('files'), 'file lay', 'files lay')} outside.`,
  'compute.drift-found': ({ project, text }) =>
    because(`In ${project}, ${text('drift')} is not as it is defined`, text('reason')),
  'compute.drift-mended': ({ project, text }) => `In ${project}, ${text('drift')} is as it is defined again.`,
  'compute.intent': ({ project, text }) => `In ${project}, the next step is to ${text('action')}.`,
  'compute.outcome': ({ project, text }) =>
    text('error') === ''
      ? `In ${project}, Azure took the step to ${text('action')}.`
      : because(`In ${project}, Azure refused the step to ${text('action')}`, text('error')),
  'compute.stopped': (line) =>
    because(`${line.who} does not apply ${plan(line)} by itself, and an operator decides`, line.text('reason')),
  'compute.apply-asked': (line) => because(`${line.who} applied ${plan(line)}`, line.text('reason')),
  'compute.start-asked': ({ who, project, text }) =>
    because(`${who} asked to start the machine ${text('machine')} of ${project}`, text('reason')),
  'compute.budget-told': (line) => budgetTold(line),
  'compute.end-told': (line) => endTold(line),
  'compute.idle-told': ({ project, text, count }) =>
    `In ${project}, ${countText(count('people'), 'person was told', 'people were told')} what was switched off because it was idle: ${text('machines')}.`,
  'restore.asked': (line) =>
    because(
      `${line.who} asked that records of ${line.project} be put back from the audit${repairsIn(line)}`,
      line.text('reason'),
    ),
  'restore.done': ({ who, project, text, count }) =>
    because(
      `${who} had records of ${project} put back from the ${text('from') === 'copy' ? 'second copy' : 'audit'}, ${count('written')} of ${countText(count('planned'), 'record')} written`,
      text('reason'),
    ),
  'stores.begun': () => 'Every table and container was marked, so that one that is lost is missed from now on.',
  'code.begun': ({ text }) =>
    `The code with the digest ${text('bundle')} began to run${text('before') === '' ? '' : ` in the place of ${text('before')}`}.`,
  'records.verified': ({ text, count }) =>
    `What came since ${text('since')}, and a share of what is older, was held against each other: ${count('wrong') === 0 ? 'nothing is' : countText(count('wrong'), 'thing is', 'things are')} wrong.`,
  'trace.asked': ({ who, text, count }) =>
    because(
      `${who} asked which releases held ${countText(count('files'), 'file that was', 'files that were')} found outside; a second operator has to want it too`,
      text('reason'),
    ),
  'trace.answered': ({ who, text, count }) =>
    because(
      `${who} was told which of ${countText(count('releases'), 'release', 'releases')} held ${countText(count('files'), 'file', 'files')}: ${count('found') === 0 ? 'none did' : `${count('found')} did`}`,
      text('reason'),
    ),
  'trace.named': ({ who, project, text }) =>
    because(
      `${who} looked up who decided about package ${shortNumber(text('export'))} of ${project}, and for whom it was`,
      text('reason'),
    ),
  'trace.told': ({ text, count }) =>
    because(
      `${countText(count('people'), 'person who has', 'people who have')} to do with package ${shortNumber(text('export'))} of ${text('of')} can read that a trace names them`,
      text('reason'),
    ),
  'trace.replied': ({ who, text }) =>
    `${who} answered to the trace of package ${shortNumber(text('export'))} of ${text('of')}; the text stands beside the audit.`,
  'tables.copied': () => 'All tables were copied to the second account; the line holds their SHA-256.',
  'rows.sealed': ({ count }) =>
    `${countText(count('sealed'), 'row', 'rows')} of earlier versions got a seal, and ${count('left')} did not.`,
  'door.refused': ({ project, text, count }) =>
    `${countText(count('names'), 'name')} at the ${text('door')} door of ${project} ${count('names') === 1 ? 'is' : 'are'} ${text('about') === 'reminder' ? 'still ' : ''}refused, since what lies there breaks its rules; ${countText(count('people'), 'person was', 'people were')} told.`,
  'door.expected': ({ who, text, count }) => {
    const said = [
      text('files') === '' ? '' : countText(count('files'), 'file'),
      text('bytes') === '' ? '' : countText(count('bytes'), 'byte'),
      count('sums') === 0 ? '' : `the MD5 of ${countText(count('sums'), 'file')}`,
    ];
    return `${who} said what is expected of ${quoted(text('name'))} v${text('version')}: ${said.filter(Boolean).join(', ')}.`;
  },
  'door.full': (line) => namesWait(line, 'since as many uploads as its project allows are under way'),
  'door.shut': (line) => namesWait(line, `since ${whyShut(line.text('why'))}`),
  'door.closed': (line) => namesWait(line, 'since its project is closed'),
  'upload.stray': ({ text }) =>
    because(`${quoted(text('path'))} lies at the ${text('door')} door and is not touched`, text('reason')),
  'sweep.asked': ({ who }) => `${who} asked for a sweep.`,
  'chain.continued': ({ project, text }) => `The audit of ${project} goes on in ${text('blob')}.`,
} as const satisfies Partial<Record<FixedKind, DescribeLine>>;
