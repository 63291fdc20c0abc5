import { enumerated } from '../base/count-text.ts';
import { type LimitMeasure, limitMeasures } from './egress-limits.ts';

/** A rule between several fields that a definition breaks; `path` leads to the field to change. */
export interface Finding {
  readonly rule: string;
  readonly path: (string | number)[];
  readonly message: string;
}

interface Named {
  readonly name: string;
  readonly email: string;
  readonly oid?: string;
}

interface LimitOf {
  readonly name: string;
  readonly soft?: Readonly<Partial<Record<LimitMeasure, number>>> | undefined;
  readonly hard?: Readonly<Partial<Record<LimitMeasure, number>>> | undefined;
}

export interface Checked {
  readonly starts: string;
  readonly ends: string;
  readonly people: {
    readonly dataOwners: readonly Named[];
    readonly researchers: readonly Named[];
    readonly approvers: readonly (Named & { readonly independent: boolean; readonly reserve?: boolean | undefined })[];
    readonly operators: readonly Named[];
    readonly recipients?: readonly Named[];
  };
  readonly release?: object | undefined;
  readonly egress: {
    readonly limits?: readonly LimitOf[] | undefined;
    readonly approval: {
      readonly required: boolean;
      readonly quorum: number;
      readonly independent: number;
      readonly deadlineDays?: number | undefined;
      readonly deadlineBusinessDays?: number | undefined;
    };
  };
  readonly governance?: readonly { readonly reference: string }[] | undefined;
  readonly channels: readonly { readonly name: string }[];
  readonly calendar: { readonly open: string; readonly close: string };
}

/** What people are told apart by. Two people may have one name. */
const marks = ['oid', 'email'] as const;
type Mark = (typeof marks)[number];

/** Those who are asked from the beginning of a review: whether a quorum can be reached is judged without reserves. */
export function ordinary<P extends { readonly reserve?: boolean | undefined }>(people: readonly P[]): P[] {
  return people.filter(({ reserve }) => reserve !== true);
}

export function crossCheck(project: Checked): Finding[] {
  return [
    ...(project.ends > project.starts
      ? []
      : [{ rule: 'ends-after-starts', path: ['ends'], message: `must be after starts (${project.starts})` }]),
    ...repeated(project.people),
    ...bothSides(project.people),
    ...termless(project),
    ...reach(project),
    ...oneDeadline(project),
    ...hours(project),
    ...channelNames(project),
    ...references(project),
    ...limits(project),
  ];
}

/** Of two channels of one name the second would look as if it had its messages already. */
function channelNames({ channels }: Checked): Finding[] {
  return channels.flatMap(({ name }, index) =>
    channels.findIndex((other) => other.name === name) === index
      ? []
      : [{ rule: 'unique-name', path: ['channels', index, 'name'], message: 'is the name of another channel' }],
  );
}

/** Of two entries of one reference the second could not be told from the first when their days change. */
function references({ governance = [] }: Checked): Finding[] {
  return governance.flatMap(({ reference }, index) =>
    governance.findIndex((other) => other.reference === reference) === index
      ? []
      : [
          {
            rule: 'unique-reference',
            path: ['governance', index, 'reference'],
            message: 'is the reference of another entry',
          },
        ],
  );
}

function limits(project: Checked): Finding[] {
  const { limits = [] } = project.egress;
  return limits.flatMap(({ name, soft, hard = {} }, index) => {
    const path = ['egress', 'limits', index];
    const first = limits.findIndex((other) => other.name === name);
    const again = { rule: 'unique-name', path: [...path, 'name'], message: 'is the name of another limit' };
    const empty = {
      rule: 'limits-something',
      path: [...path, 'hard'],
      message: `must name ${enumerated(limitMeasures, 'or')}`,
    };
    const isEmpty = Object.keys({ ...soft, ...hard }).length === 0;
    const ofSoft = soft === undefined ? [] : softLimit(project, soft, hard, [...path, 'soft']);
    return [...(first === index ? [] : [again]), ...(isEmpty ? [empty] : []), ...ofSoft];
  });
}

/** Otherwise it would change nothing, or ask for people who are not there. */
function softLimit(
  { people, egress: { approval } }: Checked,
  soft: NonNullable<LimitOf['soft']>,
  hard: NonNullable<LimitOf['hard']>,
  path: Finding['path'],
): Finding[] {
  const above = limitMeasures.flatMap((amount) => {
    const [less = 0, most = Number.POSITIVE_INFINITY] = [soft[amount], hard[amount]];
    return less < most
      ? []
      : [{ rule: 'soft-below-hard', path: [...path, amount], message: `must be below hard.${amount} (${most})` }];
  });
  const asked = ordinary(people.approvers);
  const isEnough = asked.length > approval.quorum && asked.some(({ independent }) => independent);
  if (approval.required && isEnough) return above;
  const message = approval.required
    ? `asks for one approver more than the quorum (${approval.quorum}), and for an independent one: of ${asked.length} approvers who are no reserve ${asked.filter(({ independent }) => independent).length} are independent`
    : 'asks for one approver more, and egress.approval.required is false';
  return [...above, { rule: 'reachable', path, message }];
}

function oneDeadline({ egress }: Checked): Finding[] {
  const { deadlineDays, deadlineBusinessDays } = egress.approval;
  if (deadlineDays === undefined || deadlineBusinessDays === undefined) return [];
  const message = `and deadlineBusinessDays (${deadlineBusinessDays}) cannot both be given; remove deadlineDays`;
  return [{ rule: 'one-deadline', path: ['egress', 'approval', 'deadlineDays'], message }];
}

function hours({ calendar: { open, close } }: Checked): Finding[] {
  if (close > open) return [];
  return [{ rule: 'closes-after-opening', path: ['calendar', 'close'], message: `must be later than open (${open})` }];
}

function repeated(people: Checked['people']): Finding[] {
  return Object.entries(people).flatMap(([role, persons]) =>
    marks.flatMap((mark) => repeatedMark(role, mark, persons)),
  );
}

function repeatedMark(role: string, mark: Mark, persons: readonly Named[]): Finding[] {
  const seen = new Set<string>();
  return persons.flatMap((person, index) => {
    const value = person[mark]?.toLowerCase();
    if (value === undefined) return [];
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [
      {
        rule: 'named-once',
        path: ['people', role, index, mark],
        message: 'stands twice in this list; each person is named once',
      },
    ];
  });
}

/** One person may have two object ids, a guest's and a member's, and one mailbox; so either mark is enough to know them by. */
function bothSides({ researchers, approvers }: Checked['people']): Finding[] {
  return marks.flatMap((mark) => {
    const known = new Set(researchers.map((person) => person[mark]?.toLowerCase()));
    return approvers.flatMap((person, index) => {
      if (!known.has(person[mark]?.toLowerCase())) return [];
      const message = `${person.name} is a researcher of this project; nobody may approve what they may have made`;
      return [{ rule: 'two-sides', path: ['people', 'approvers', index, mark], message }];
    });
  });
}

/** Recipients are asked to accept the terms, so there must be some. */
function termless({ people: { recipients = [] }, release }: Checked): Finding[] {
  if (recipients.length === 0 || release !== undefined) return [];
  const message = 'are asked to accept terms, and there are none: write them into release';
  return [{ rule: 'recipients-need-terms', path: ['people', 'recipients'], message }];
}

function reach({ people, egress }: Checked): Finding[] {
  const { required, quorum, independent } = egress.approval;
  if (!required) return [];
  const path = (key: string) => ['egress', 'approval', key];
  const asked = ordinary(people.approvers);
  const outside = asked.filter((person) => person.independent).length;
  const findings: Finding[] = [];
  if (quorum > asked.length) {
    findings.push({
      rule: 'reachable',
      path: path('quorum'),
      message: `cannot be reached: there are ${asked.length} approvers who are no reserve`,
    });
  }
  if (independent > outside) {
    findings.push({
      rule: 'reachable',
      path: path('independent'),
      message: `cannot be reached: ${outside} approvers who are no reserve are independent`,
    });
  }
  if (independent > quorum) {
    findings.push({ rule: 'reachable', path: path('independent'), message: `must not be above quorum (${quorum})` });
  }
  return findings;
}
