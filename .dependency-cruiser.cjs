/** Who may import whom. Each comment says what to do instead. */
const sdk = '^node_modules/(@azure/(?!functions)|nodemailer|openid-client)';
module.exports = {
  forbidden: [
    { name: 'no-cycles', comment: 'Move the shared part to a file that both import.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'domain-is-pure', comment: 'Rules know no other room: pass values in.', severity: 'error', from: { path: '^src/domain' }, to: { path: '^src/', pathNot: '^src/domain' } },
    { name: 'domain-has-no-io', comment: 'Rules may use node:crypto for hashes; everything else is passed in.', severity: 'error', from: { path: '^src/domain' }, to: { dependencyTypes: ['core'], pathNot: '^crypto$' } },
    { name: 'ports-know-domain-only', comment: 'A port speaks in the words of the domain.', severity: 'error', from: { path: '^src/ports' }, to: { path: '^src/', pathNot: '^src/domain' } },
    { name: 'pages-know-domain-only', comment: 'Give the page the data it shows.', severity: 'error', from: { path: '^src/pages' }, to: { path: '^src/', pathNot: '^src/(domain|pages)' } },
    { name: 'orchestrators-know-domain-and-types', comment: 'Call an activity through orchestrators/steps; import its type only.', severity: 'error', from: { path: '^src/orchestrators' }, to: { path: '^src/', pathNot: '^src/(domain|orchestrators)', dependencyTypesNot: ['type-only', 'type-import'] } },
    { name: 'activities-use-ports', comment: 'An activity reaches the outside through a port.', severity: 'error', from: { path: '^src/activities' }, to: { path: '^src/', pathNot: '^src/(domain|ports|pages|activities)' } },
    { name: 'reconcile-uses-ports', comment: 'The reconciler reaches the outside through a port.', severity: 'error', from: { path: '^src/reconcile' }, to: { path: '^src/', pathNot: '^src/(domain|ports|pages|reconcile)' } },
    { name: 'functions-build-no-adapters', comment: 'Only main.ts imports azure/.', severity: 'error', from: { path: '^src/', pathNot: '^src/(azure/|main\\.ts)' }, to: { path: '^src/azure' } },
    { name: 'azure-knows-ports-and-domain', comment: 'An adapter implements a port; rules belong in domain/.', severity: 'error', from: { path: '^src/azure' }, to: { path: '^src/', pathNot: '^src/(domain|ports|azure)' } },
    { name: 'sdk-only-in-azure', comment: 'Put the call behind a port and implement it in src/azure.', severity: 'error', from: { path: '^src/', pathNot: '^src/azure' }, to: { path: sdk } },
    { name: 'src-knows-no-laptop', comment: 'The same code runs in Azure: the laptop only provides endpoints.', severity: 'error', from: { path: '^src/' }, to: { path: '^(local|test|scripts)/' } },
    { name: 'host-knows-no-app', comment: 'local/host runs any Functions app; keep it free of this one.', severity: 'error', from: { path: '^local/host' }, to: { path: '^(src/|local/(?!host))' } },
    { name: 'no-dev-dependencies-in-src', comment: 'Move the package to dependencies or do without it.', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' } },
    { name: 'resolvable', comment: 'The import does not resolve.', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^@azure/functions-core$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
