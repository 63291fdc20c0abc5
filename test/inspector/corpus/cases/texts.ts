import type { RuleCase } from './rule-case.ts';

/** A table as Stata prints it, of which only the totals say that it counts. */
const twoWay = (cell: number) => `           |        outcome
       sex |         0          1 |     Total
-----------+----------------------+----------
    female |       501         90 |       591
      male |       600 ${`${cell}`.padStart(10)} |       ${600 + cell}
-----------+----------------------+----------
     Total |     1,101 ${`${90 + cell}`.padStart(10)} |     1,${191 + cell}
`;

const countInText: RuleCase = {
  rule: 'small-count',
  hit: 'Cox model\n  n= 1200, number of events= 7\n',
  at: ['2:'],
  nearMisses: {
    'other numbers':
      'epoch: 3, n_params: 8\nModel 3 of 7, table 2, phase 3 patients\nThe rate is 3 deaths per 1,000.\n',
    'a time': 'Number of obs = 1200, 09:05:07, seed: 7\n',
  },
  boundary: [
    ['Only 4 of the 318 mothers were under 18 years old.\n', true],
    ['Step 4 of the 318 mothers in the programme.\n', false],
    ['Confusion matrix (rows true, columns predicted):\n[[541  35]\n [  7  57]]\n', true],
    [' 1) root 1400 184 no (0.87 0.13)\n   2) age< 60 8   2 no (0.75 0.25) *\n', true],
    ['Epoche 8/8  Verlust 0.3111  val 0.3611\n', false],
    ['Number of obs   =         9\n', true],
    ['Number of obs   =        10\n', false],
    ['Number of obs   =        11\n', false],
    ['No. Observations:                   9   AIC:                         1043.\n', true],
    ['There were 9 deaths in the ward.\n', true],
    ['There were 10 deaths in the ward.\n', false],
    ['| group | n |\n|---|---|\n| a | 9 |\n', true],
    ['| group | n |\n|---|---|\n| a | 10 |\n', false],
    ['  smoker      n    pct\n1 current     9   15.6\n2 never     612   51  \n', true],
    ['  "n_patients": 9,\n', true],
    ['Model:,OLS\nNo. Observations:,9\n', true],
    ['In the end, deaths: 9.\n', true],
    ['deaths: 9.5, events: 9:30, cases: 9-12\n', false],
    ['Of these, 9 (29%) were women.\n', true],
    ['In 9 of 120 patients treatment stopped.\n', true],
    ['In 10 of 120 patients treatment stopped.\n', false],
    ['Group & n & \\% \\\\\n\\hline\nA & 120 & 60 \\\\\nB & 9 & 3 \\\\\n', true],
    ['    precision  support\n\n  0      0.9      853\n  1      0.8        9\n', true],
    [twoWay(9), true],
    [twoWay(10), false],
  ],
  masked: ['Number of obs = <10\nn: *\n', false],
};

const freedomInText: RuleCase = {
  rule: 'few-residual-dof',
  hit: 'Call:\nResidual standard error: 13.1 on 5 degrees of freedom\n',
  at: ['2:'],
  nearMisses: { 'a test of a term': 'Likelihood ratio test= 44.2  on 2 df,   p=2.5e-10\nDf Model:            2\n' },
  boundary: [
    ['Df Residuals:                    9   BIC:\n', true],
    ['Df Residuals:                   10   BIC:\n', false],
    ['Df Residuals:                   11   BIC:\n', false],
    ['F-statistic: 41.2 on 2 and 9 DF,  p-value: 0.01\n', true],
    ['   F(2, 9)         =     41.20\n', true],
    ['   F(9, 1200)      =     41.20\n', false],
  ],
  masked: ['Df Residuals:                    *\n', false],
};

const emailInText: RuleCase = {
  rule: 'email-in-text',
  hit: 'Questions\ngo to ada.alder@example.org, please.\n',
  at: ['2:'],
  nearMisses: { 'a decorator': '@property\ndef auc@10(x): pass\n' },
  boundary: [
    ['a@b\n', false],
    ['a@b.org\n', true],
  ],
  masked: ['go to redacted\n', false],
};

const nhsInText: RuleCase = {
  rule: 'nhs-number-in-text',
  hit: 'Seen today\nNHS no. 9434765919 was in the list\n',
  at: ['2:'],
  nearMisses: {
    'without the word, and not as the NHS writes them': 'Seen 9434765919 and 943-476-5919 today\n',
    'a row of three numbers': 'girls 943 476 5919 31\n',
    'another last digit': 'NHS 943 476 5918\n',
  },
  boundary: [
    ['nhs: 943 476 5919, 943-476-5919\n', true],
    ['Seen 943 476 5919 today\n', true],
    ['nhs: 94347659191\n', false],
  ],
  masked: ['NHS no. *** *** ****\n', false],
};

const securityInText: RuleCase = {
  rule: 'social-security-number',
  hit: 'first\nmember 536-22-8145 moved\n',
  at: ['2:'],
  nearMisses: { 'a number that cannot be one': 'member 000-22-8145 moved, and 1536-22-8145\n' },
  boundary: [['536-22-8145\n', true]],
  masked: ['member ***-**-**** moved\n', false],
};

const numberOfPerson: RuleCase = {
  rule: 'personal-number',
  hit: 'first\npaid to DE89370400440532013000 today\n',
  at: ['2:'],
  nearMisses: {
    'another check digit': 'paid to DE88370400440532013000 today\n',
    'a row': '4556737586899855 120 340\n',
  },
  boundary: [
    ['card 4556 7375 8689 9855\n', true],
    ['card 4556 7375 8689 9854\n', false],
  ],
  masked: ['paid to DE** **** today\n', false],
};

const behindName: RuleCase = {
  rule: 'labelled-identifier',
  hit: 'first\nMRN: 00123456 moved\n',
  at: ['2:'],
  nearMisses: { 'how many there are': 'patient number: 1200\nNumber of patients 10017\n' },
  boundary: [
    ['MRN 123\n', false],
    ['MRN 1234\n', true],
  ],
  masked: ['MRN: ****\n', false],
};

const phone: RuleCase = {
  rule: 'phone-number',
  hit: 'first\ncall +44-20-7946-0958 today\n',
  at: ['2:'],
  nearMisses: { 'a change': 'changed by +12345 (+3.4%)\n', weeks: 'weeks 01 02 03 04 05\n' },
  boundary: [
    ['ring 07700 900123 now\n', true],
    ['grew 7700 900123 now\n', false],
  ],
  masked: ['call +44 redacted\n', false],
};

const nameOfPerson: RuleCase = {
  rule: 'name-label',
  hit: 'first\nPatient: Mrs Alder\n',
  at: ['2:'],
  nearMisses: { 'the name of something': 'Model name: Random Forest\nName: count, dtype: int64\n' },
  boundary: [
    ['Name: Ada Alder\n', true],
    ['Name: Ada\n', false],
  ],
  masked: ['Patient: redacted\n', false],
};

/** The rules about running text. */
export const textCases: readonly RuleCase[] = [
  ...[countInText, freedomInText, emailInText, nhsInText, securityInText],
  ...[numberOfPerson, behindName, phone, nameOfPerson],
];
