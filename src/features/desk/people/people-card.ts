import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { ProjectPeople, ProjectPerson } from '../../../domain/overview/project-people.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { FormFields } from '../../../pages/base/page-form.ts';
import { distanceText, momentText } from '../../../pages/base/words.ts';
import type { DeskForm } from '../../../pages/desk/desk-form.ts';

export interface PeopleCard {
  /** Address of the page of the project. */
  readonly address: string;
  readonly now: Date;
  readonly timeZone: string;
  readonly mayAct: boolean;
}

/** The most people of whom nothing special is known that are shown unfolded. */
const mostShown = 12;

/** The people of a definition beside what their last sign-in said of their groups; where both differ comes first. */
export function peopleCard(seen: ProjectPeople, card: PeopleCard): Html {
  const { people, strangers } = seen;
  const others = people.filter((person) => !isSpecial(person));
  const folded = others.length > mostShown ? others : [];
  const shown = folded.length === 0 ? people : people.filter(isSpecial);
  const differing = people.filter(({ differences }) => differences.length > 0).length + strangers.length;
  return html`<section class="card" id="people"><h2>People</h2>
<p>The definition says who may; the groups of the directory decide who can reach the files. ${summary(seen, differing)}</p>
${shown.length + strangers.length === 0 ? '' : table(strangers, shown, card)}
${folded.length === 0 ? '' : html`<details><summary>${countText(folded.length, 'person', 'people')} of whom nothing special is known</summary>${table([], folded, card)}</details>`}
</section>`;
}

function isSpecial({ differences, suspended, away, over }: ProjectPerson): boolean {
  return differences.length > 0 || suspended.length > 0 || away !== null || over.length > 0;
}

function summary({ groupsClaim, missingGroups, people }: ProjectPeople, differing: number): Html {
  if (!groupsClaim) return html`Groups do not count in this deployment, so nothing is compared.`;
  const known = people.filter(({ signIn }) => signIn !== null && typeof signIn.groups !== 'string').length;
  const missing =
    missingGroups.length === 0
      ? ''
      : html` <strong>Access not deployed:</strong> the deployment was not told the group of ${missingGroups.join(', ')}.`;
  const found =
    differing === 0 ? 'No difference is known' : `${countText(differing, 'person differs', 'people differ')}`;
  return html`${found}; the groups of ${known} of ${people.length} are known from their last sign-in.${missing}`;
}

function table(strangers: ProjectPeople['strangers'], people: readonly ProjectPerson[], card: PeopleCard): Html {
  const acts = card.mayAct ? html`<th scope="col">Forms</th>` : '';
  return html`<table class="cards"><thead><tr><th scope="col">Name</th><th scope="col">Part</th><th scope="col">Last sign-in</th><th scope="col">To look at</th>${acts}</tr></thead>
<tbody>${strangers.map((stranger) => strangerRow(stranger, card))}${people.map((person) => row(person, card))}</tbody></table>`;
}

function row(person: ProjectPerson, { address, now, timeZone, mayAct }: PeopleCard): Html {
  const { oid, name, email, differences, suspended, away, over } = person;
  const special = [
    ...differences.map((text) => html`<div><span class="tag bad">differs</span> ${text}</div>`),
    ...suspended.map(
      ({ since, reason }) =>
        html`<div><span class="tag wait">suspended</span> since ${momentText(since, timeZone)}: <bdi dir="auto">${reason}</bdi></div>`,
    ),
    ...(over.length === 0
      ? []
      : [html`<div><span class="tag wait">no longer eligible</span> as ${over.join(', ')}</div>`]),
    ...(away === null ? [] : [html`<div><span class="tag">away</span> ${away.from} to ${away.to}</div>`]),
  ];
  const link = html`<td data-label="Forms"><a class="nowrap" href="${address}?person=${oid}#person">Choose<span class="hidden"> ${name}</span></a></td>`;
  return html`<tr><td data-label="Name"><span><bdi class="name">${name}</bdi><br><bdi class="small soft">${email}</bdi></span></td>
<td data-label="Part">${partText(person)}</td><td data-label="Last sign-in">${signInText(person, now)}</td>
<td data-label="To look at" class="${special.length === 0 ? 'none' : 'wide'}">${special}</td>${mayAct ? link : ''}</tr>`;
}

export function partText({
  parts,
  independent,
  reserve,
  eligibleUntil,
}: Pick<ProjectPerson, 'parts' | 'independent' | 'reserve' | 'eligibleUntil'>): string {
  const more = [independent ? 'independent' : '', reserve ? 'reserve' : '', eligibleUntil && `until ${eligibleUntil}`];
  return [...parts, ...more.filter(Boolean)].join(', ');
}

export function signInText({ signIn }: Pick<ProjectPerson, 'signIn'>, now: Date): Html {
  if (signIn === null) return html`<span class="soft">never signed in here</span>`;
  return html`<span>${distanceText(signIn.at, now)}<br><span class="small soft">${groupsText(signIn.groups)}</span></span>`;
}

function groupsText(groups: NonNullable<ProjectPerson['signIn']>['groups']): string {
  if (groups === 'no-claim') return 'no groups claim';
  if (groups === 'too-many') return 'too many groups for a token';
  return groups.length === 0 ? 'no group of this project' : `group of ${groups.join(', ')}`;
}

function strangerRow({ oid, signIn, differences }: ProjectPeople['strangers'][number], { now, mayAct }: PeopleCard) {
  return html`<tr><td data-label="Object id"><code>${oid}</code></td><td data-label="Part">none</td><td data-label="Last sign-in">${signInText({ signIn }, now)}</td>
<td data-label="To look at" class="wide"><span class="tag bad">not in the definition</span> ${differences.join(' ')}</td>${mayAct ? html`<td class="none"></td>` : ''}</tr>`;
}

export interface FormsOfPerson {
  readonly person: Pick<ProjectPerson, 'oid' | 'name' | 'suspended'> & Partial<Pick<ProjectPerson, 'parts' | 'away'>>;
  readonly address: string;
  readonly timeZone?: string;
  /** Why whoever looks may not lift a suspension. */
  readonly whyNot?: string | undefined;
}

export function formsOfPerson({ person, address, timeZone, whyNot }: FormsOfPerson): DeskForm[] {
  const { suspended, parts, away } = person;
  const lifts = suspended.length > 0 && whyNot === undefined ? liftForms(person, address, timeZone) : [];
  const first = suspended.length === 0 ? [suspendForm(person, address)] : lifts;
  if (parts?.includes('approver') !== true) return first;
  const absent = awayForm(person, address);
  return away == null ? [...first, absent] : [...first, absent, backForm(person, address)];
}

type Whom = FormsOfPerson['person'];

function whom({ oid }: Whom): (form: FormFields) => Html {
  return (form) => form.hidden('oid', oid);
}

function suspendForm(person: Whom, address: string): DeskForm {
  const { oid, name } = person;
  return {
    name: `suspend-${oid}`,
    action: `${address}/suspend`,
    title: `Suspend ${name}`,
    what: 'At once they count nowhere in this project: they decide nothing, send nothing and are told nothing. Groups of the directory stay as they are, so take them out of those too. A review may then wait for more approvers.',
    button: 'Suspend',
    fields: whom(person),
    reason: 'needed',
    isEnd: true,
  };
}

function liftForms(person: Whom, address: string, timeZone: string | undefined): DeskForm[] {
  const { oid, name, suspended } = person;
  return suspended.map(({ since, by, reason }, at) => {
    const others = suspended.length - 1;
    const rest =
      others === 0
        ? 'they count again'
        : `${countText(others, 'more suspension')} of theirs ${others === 1 ? 'is' : 'are'} left to lift before they count again`;
    return {
      name: `lift-suspension${at === 0 ? '' : at}-${oid}`,
      action: `${address}/lift-suspension`,
      title:
        others === 0
          ? `Let ${name} count again`
          : `Lift the suspension of ${name} since ${momentText(since, timeZone)}`,
      what: `It was for: ${reason}. A second operator confirms it first. Then ${rest} where the definition names them.`,
      button: 'Lift the suspension',
      fields: (form) => html`${form.hidden('oid', oid)}${form.hidden('suspendedBy', by)}`,
      reason: 'needed',
    };
  });
}

function awayForm({ oid, name }: Whom, address: string): DeskForm {
  return {
    name: `away-${oid}`,
    action: `${address}/away`,
    title: `${name} is away`,
    what: 'From the first to the last day they are not asked in any project, and reserve approvers are. Operators are told where too few are left.',
    button: 'Note it',
    fields: (
      form,
    ) => html`${form.hidden('oid', oid)}<label class="field" for="from-${oid}">First day</label><input class="text" type="date" id="from-${oid}" ${form.named('from')} value="${form.value('from')}" required>
<label class="field" for="to-${oid}">Last day</label><input class="text" type="date" id="to-${oid}" ${form.named('to')} value="${form.value('to')}" required>`,
    reason: 'needed',
  };
}

function backForm(person: Whom, address: string): DeskForm {
  const { oid, name } = person;
  return {
    name: `back-${oid}`,
    action: `${address}/back`,
    title: `${name} is back`,
    what: 'Every absence of theirs ends now, in all projects.',
    button: 'Note it',
    fields: whom(person),
    reason: 'needed',
  };
}
