/** Who may import whom. Each comment says what to do instead. */
const rules = '^src/((compute/)?domain/|features/[^/]+/domain/)';
/** Sub-rooms of the domain: each knows those before it. The first two know none but themselves. */
const domainOrder = [
  ['base', 'inspection'],
  ['operation'],
  ['project'],
  ['transfer'],
  ['people'],
  ['audit'],
  ['witness'],
  ['review'],
  ['lifecycle'],
  ['notification'],
  ['definition'],
  ['overview'],
  ['history'],
  ['telemetry'],
];
const sdk = '^node_modules/(@azure/(?!functions)|nodemailer|openid-client)';
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Move the shared part to a file that both import.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules know no other room: pass values in.',
      severity: 'error',
      from: { path: rules },
      to: { path: '^src/', pathNot: rules },
    },
    {
      name: 'domain-has-no-io',
      comment: 'Rules may use node:crypto for hashes; everything else is passed in.',
      severity: 'error',
      from: { path: rules },
      to: { dependencyTypes: ['core'], pathNot: '^crypto$' },
    },
    {
      name: 'descriptions-know-domain-only',
      comment: 'A description of a route says what programs must know; how it is answered stands in functions/.',
      severity: 'error',
      from: { path: '^src/api' },
      to: { path: '^src/', pathNot: '^src/(domain|api)' },
    },
    {
      name: 'ports-know-domain-only',
      comment: 'A port speaks in the words of the domain.',
      severity: 'error',
      from: { path: '^src/ports' },
      to: { path: '^src/', pathNot: '^src/(domain/|ports/|compute/ports/)' },
    },
    {
      name: 'pages-know-domain-only',
      comment: 'Give the page the data it shows.',
      severity: 'error',
      from: { path: '^src/pages' },
      to: { path: '^src/', pathNot: '^src/(domain|pages)' },
    },
    {
      name: 'orchestrators-know-domain-and-types',
      comment: 'Call an activity through orchestrators/steps; import its type only.',
      severity: 'error',
      from: { path: '^src/orchestrators' },
      to: { path: '^src/', pathNot: '^src/(domain|orchestrators)', dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'activities-use-ports',
      comment: 'An activity reaches the outside through a port.',
      severity: 'error',
      from: { path: '^src/activities' },
      to: { path: '^src/', pathNot: '^src/(domain|ports|pages|activities)' },
    },
    {
      name: 'reconcile-uses-ports',
      comment: 'The reconciler reaches the outside through a port.',
      severity: 'error',
      from: { path: '^src/compute/reconcile' },
      to: {
        path: '^src/',
        pathNot: '^src/(domain/|ports/|pages/base/|use-cases/base/at-once[.]ts|compute/(domain|ports|reconcile)/)',
      },
    },
    {
      name: 'use-cases-use-activities-and-ports',
      comment: 'A use case is called by triggers and routes: it must not know them.',
      severity: 'error',
      from: { path: '^src/use-cases' },
      to: { path: '^src/', pathNot: '^src/(domain|ports|pages|activities|use-cases|compute/domain|compute/ports)/' },
    },
    {
      name: 'web-serves-every-app',
      comment: 'What only one app answers belongs to its own functions/; web/ is used by both.',
      severity: 'error',
      from: { path: '^src/web' },
      to: { path: '^src/', pathNot: '^src/(api|domain|ports|pages|web)' },
    },
    {
      name: 'the-command-asks-the-api',
      comment: 'The command knows what the API describes and nothing of what is behind it.',
      severity: 'error',
      from: { path: '^src/cli' },
      to: { path: '^src/', pathNot: '^src/(domain/|api/|cli/|app/api[.]ts|(compute|features/[^/]+)/domain/)' },
    },
    {
      name: 'nothing-knows-the-command',
      comment: 'The command must not get into the bundle of the app.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli' },
      to: { path: '^src/cli' },
    },
    {
      name: 'nothing-knows-the-inspector',
      comment: 'The reading room is an app of its own; what both need stands in domain, pages, ports or web.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/inspector' },
      to: { path: '^src/inspector' },
    },
    {
      name: 'inspector-knows-no-control-plane',
      comment: 'The reading room must not reach what the control plane can; only its main.ts builds adapters.',
      severity: 'error',
      from: { path: '^src/inspector', pathNot: '^src/inspector/main\\.ts' },
      to: { path: '^src/', pathNot: '^src/(domain|pages|ports|web|inspector)' },
    },
    {
      name: 'rules-of-the-inspector-are-data',
      comment: 'A rule says what it is called and why; what finds it stands in child/checks and child/readers.',
      severity: 'error',
      from: { path: '^src/inspector/rules' },
      to: { path: '^src/', pathNot: '^src/(domain|inspector/rules)' },
    },
    {
      name: 'child-stands-alone',
      comment:
        'What reads files knows rules and nothing else: everything in its bundle is within reach of a hostile file.',
      severity: 'error',
      from: { path: '^src/inspector/child' },
      to: { path: '^src/', pathNot: '^src/(domain|inspector/(child|rules))' },
    },
    {
      name: 'child-opens-nothing',
      comment: 'A reader gets bytes and tells what it sees. What it may load of Node stands in lockdown.ts.',
      severity: 'error',
      from: { path: '^src/inspector/child', pathNot: '^src/inspector/child/(main|lockdown)\\.ts' },
      to: {
        dependencyTypes: ['core'],
        pathNot: '^(buffer|events|path|stream|stream/promises|string_decoder|url|util|zlib)$',
      },
    },
    {
      name: 'functions-stand-on-top',
      comment: 'Triggers and routes parse, call and answer; only main.ts builds things.',
      severity: 'error',
      from: { path: '^src/functions' },
      to: {
        path: '^src/',
        pathNot: '^src/(api|domain|ports|pages|activities|use-cases|web|functions)',
      },
    },
    {
      name: 'rules-of-computes-stand-alone',
      comment: 'The rules of computes know the definition of a project and what is below it; pass other values in.',
      severity: 'error',
      from: { path: '^src/compute/domain/' },
      to: { path: '^src/', pathNot: '^src/(compute/domain|domain/(base|project))/' },
    },
    {
      name: 'ports-of-computes-know-rules-only',
      comment: 'A port speaks in the words of the domain.',
      severity: 'error',
      from: { path: '^src/compute/ports/' },
      to: { path: '^src/', pathNot: '^src/(compute/(domain|ports)|domain|ports)/' },
    },
    {
      name: 'adapters-of-computes-know-ports-and-rules',
      comment: 'An adapter implements a port; rules belong in compute/domain.',
      severity: 'error',
      from: { path: '^src/compute/azure/' },
      to: { path: '^src/', pathNot: '^src/(compute/(azure|domain|ports)|domain/base|ports|azure/base)/' },
    },
    {
      name: 'mails-of-computes-know-rules-only',
      comment: 'Give the mail the data it shows.',
      severity: 'error',
      from: { path: '^src/compute/mails/' },
      to: { path: '^src/', pathNot: '^src/(compute/(domain|mails)|domain|pages)/' },
    },
    {
      name: 'parts-of-computes-call-what-others-call',
      comment: 'What tells people of computes is a part of the sweep, as those in use-cases are.',
      severity: 'error',
      from: { path: '^src/compute/sweep/' },
      to: {
        path: '^src/',
        pathNot: '^src/(compute/(domain|mails|ports|sweep)|activities|domain|pages|ports|use-cases)/',
      },
    },
    {
      name: 'routes-of-computes-stand-on-top',
      comment: 'Triggers and routes parse, call and answer; only main.ts builds things.',
      severity: 'error',
      from: { path: '^src/compute/functions/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(compute/(domain|functions|ports|reconcile|descriptions|schemas)|activities|domain|functions|ports|web)[/.]',
      },
    },
    {
      name: 'descriptions-of-computes-know-rules-only',
      comment: 'A description of a route says what programs must know; how it is answered stands in compute/functions.',
      severity: 'error',
      from: { path: '^src/compute/[^/]+[.]ts' },
      to: { path: '^src/', pathNot: '^src/(api|domain|compute/domain|compute/[^/]+[.]ts)' },
    },
    {
      name: 'trunk-asks-computes-little',
      comment:
        'Computes are composed with the rest in app/ and main.ts. Besides, a closing looks at them, and a definition is held to their rules.',
      severity: 'error',
      from: {
        path: '^src/(activities|api|azure|domain|functions|orchestrators|pages|ports|use-cases|web)/',
        pathNot:
          '^src/(azure/storage-ports|ports/ports|use-cases/project/(check-definition|close-projects|read-closing))[.]ts',
      },
      to: { path: '^src/compute/' },
    },
    {
      name: 'trunk-knows-no-wing',
      comment:
        'A wing hangs on the trunk: it gives its routes, its parts of the sweep and its pages to app/, which lists it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(features/|app/|cli/|inspector/|main[.]ts)' },
      to: { path: '^src/(features|app|cli)/' },
    },
    {
      name: 'wing-knows-no-other-wing',
      comment: 'What two wings need belongs to the trunk, but for the words of explanations. Nobody knows the desk.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/', pathNot: '^src/features/desk/' },
      to: { path: '^src/(features|app)/', pathNot: '^src/features/($1/|explain/domain/)' },
    },
    {
      name: 'desk-knows-four-wings',
      comment: 'The desk shows what explain, mine, impact and charts make; the pages of the others are their own.',
      severity: 'error',
      from: { path: '^src/features/desk/' },
      to: { path: '^src/(features|app)/', pathNot: '^src/features/(desk|explain|mine|impact|charts)/' },
    },
    ...domainOrder.flatMap((rooms, place) => {
      const later = domainOrder.slice(place + 1).flat();
      return later.length === 0
        ? []
        : [
            {
              name: `${rooms.join('-and-')}-in-its-order`,
              comment: `The sub-rooms of the domain have an order: ${domainOrder.flat().join(', ')}. Move what both need down.`,
              severity: 'error',
              from: { path: `^src/domain/(${rooms.join('|')})/` },
              to: { path: `^src/domain/(${later.join('|')})/` },
            },
          ];
    }),
    {
      name: 'only-main-builds-adapters',
      comment: 'Only main.ts imports azure/, and the file of a wing that asks Azure itself.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(azure/|compute/azure/|app/services[.]ts|main[.]ts|inspector/main[.]ts|features/[^/]+/azure-)',
      },
      to: { path: '^src/(compute/)?azure/' },
    },
    {
      name: 'azure-knows-ports-and-domain',
      comment: 'An adapter implements a port; rules belong in domain/.',
      severity: 'error',
      from: { path: '^src/azure' },
      to: { path: '^src/', pathNot: '^src/(domain|ports|azure|compute/azure)/' },
    },
    {
      name: 'sdk-only-in-azure',
      comment: 'Put the call behind a port and implement it in src/azure, or in azure-….ts of a wing.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(azure/|compute/azure/|app/services[.]ts|features/[^/]+/(azure-|index[.]ts))',
      },
      to: { path: sdk },
    },
    {
      name: 'src-knows-no-laptop',
      comment: 'The same code runs in Azure: the laptop only provides endpoints.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(local|test|scripts)/' },
    },
    {
      name: 'host-knows-no-app',
      comment: 'local/host runs any Functions app; keep it free of this one.',
      severity: 'error',
      from: { path: '^local/host' },
      to: { path: '^(src/|local/(?!host))' },
    },
    {
      name: 'stand-ins-know-no-stack',
      comment: 'The stack starts the stand-ins; what both name stands in local/azure/laptop.ts.',
      severity: 'error',
      from: { path: '^local/azure' },
      to: { path: '^local/(?!azure)' },
    },
    {
      name: 'scripts-know-no-laptop',
      comment: 'The laptop uses scripts/build; the way back would tie a knot. Benches and the oracle stand in test/.',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^local/' },
    },
    {
      name: 'no-dev-dependencies-in-src',
      comment: 'Move the package to dependencies or do without it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'resolvable',
      comment: 'The import does not resolve.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@azure/functions-core$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
