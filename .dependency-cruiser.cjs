/** The arrows of the house (README, "The house"): each rule says what a folder may see; everything else is refused. */
const code = '^(connectors|hub|openapi|test)/';

/** `from` may import `to` and node's own and installed modules, nothing else of ours. */
const mayOnlySee = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: code, pathNot: to },
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'only-declared-packages',
      severity: 'error',
      from: { path: '^(connectors|hub)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { path: '^(connectors|hub|openapi)/' },
      to: { path: '^test/' },
    },
    mayOnlySee(
      'connector-knows-no-hub',
      '^connectors/([^/]+)/',
      ['^connectors/$1/', '^connectors/(sandbox-kit/|[^/]+\\.ts$)', '^openapi/generated/'],
      'A connector is pure protocol: it sees the port and what all connectors share, never the hub or another connector.',
    ),
    {
      name: 'sandbox-never-calls-its-connector',
      comment: 'A bug must not be able to agree with itself.',
      severity: 'error',
      from: { path: '^connectors/[^/]+/sandbox/' },
      to: { path: '^connectors/[^/]+/((protocol|connector|callbacks)\\.ts$|servers/)' },
    },
    mayOnlySee('mapping', '^hub/mapping/', [
      '^hub/(mapping|identifiers)/',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('identifiers', '^hub/identifiers/', ['^hub/identifiers/']),
    mayOnlySee('store', '^hub/store/', ['^hub/store/']),
    mayOnlySee('health', '^hub/health/', [
      '^hub/(health|mapping|exchange|identifiers)/',
      '^hub/store/(health|releases|store)\\.ts$',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('audit', '^hub/audit/', ['^hub/audit/', '^hub/store/audit\\.ts$']),
    mayOnlySee('access', '^hub/access/', [
      '^hub/(access|identifiers)/',
      '^hub/store/(store|operators|sealing)\\.ts$',
      '^hub/mapping/jakarta\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('config', '^hub/config/', [
      '^hub/(config|mapping)/',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('exchange', '^hub/exchange/', [
      '^hub/(exchange|mapping|health)/',
      '^hub/store/(store|breakers)\\.ts$',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('releases', '^hub/releases/', [
      '^hub/(releases|exchange|mapping|identifiers)/',
      '^hub/store/releases\\.ts$',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('relay', '^hub/relay/', [
      '^hub/(relay|exchange|mapping|identifiers)/',
      '^hub/store/[^/]+\\.ts$',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('notices', '^hub/notices/', [
      '^hub/(notices|identifiers)/',
      '^hub/store/(notices|health|releases)\\.ts$',
      '^hub/relay/(backoff|payloads|webhook-address|webhook-post)\\.ts$',
      '^hub/exchange/http\\.ts$',
      '^hub/releases/incidents\\.ts$',
      '^connectors/connector\\.ts$',
    ]),
    mayOnlySee('services', '^hub/services/', [
      '^hub/(services|exchange|relay|identifiers)/',
      '^hub/store/[^/]+\\.ts$',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^hub/mapping/(field|verdict)\\.ts$',
      '^hub/mapping/jakarta\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('callbacks', '^hub/callbacks/', [
      '^hub/(callbacks|services|relay|identifiers)/',
      '^hub/store/[^/]+\\.ts$',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('open311', '^hub/open311/', [
      '^hub/(open311|access|api|exchange|services|identifiers)/',
      '^hub/store/[^/]+\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('facades', '^hub/facades/', [
      '^hub/(facades|access|api|exchange|relay|services|identifiers)/',
      '^hub/mapping/(backwards/|field\\.ts$)',
      '^hub/callbacks/(read-body|wire)\\.ts$',
      '^hub/store/[^/]+\\.ts$',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('api', '^hub/api/', [
      '^hub/(api|access|audit|exchange|relay|services|health|identifiers)/',
      '^hub/store/[^/]+\\.ts$',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee('console', '^hub/console/(?!page/)', [
      '^hub/console/(?!page/)',
      '^hub/(access|api|audit|exchange|facades|health|identifiers|mapping|notices|relay|releases|services)/',
      '^hub/store/[^/]+\\.ts$',
      '^connectors/(connector|callback|rupiah)\\.ts$',
      '^openapi/generated/',
    ]),
    mayOnlySee(
      'the-page-runs-in-a-browser',
      '^hub/console/page/',
      ['^hub/console/(page|views)/'],
      'All it knows of the hub are the shapes in views/, which import nothing.',
    ),
    mayOnlySee('views', '^hub/console/views/', ['^hub/console/views/', '^hub/health/monthly/report\\.ts$']),
    {
      name: 'nothing-sees-the-wiring',
      comment: 'main.ts, app.ts, wiring/ and the commands see everything; nothing sees them.',
      severity: 'error',
      from: { path: '^(connectors|hub/[^/]+/)', pathNot: '^hub/(cli|wiring)/' },
      to: { path: '^hub/(main|app)\\.ts$|^hub/(cli|wiring)/' },
    },
    {
      name: 'only-the-wiring-lists-connectors',
      severity: 'error',
      from: { path: '^hub/', pathNot: '^hub/app\\.ts$|^hub/(cli|wiring)/' },
      to: { path: '^connectors/(?!(connector|callback|rupiah)\\.ts$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^hub/console/page/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
