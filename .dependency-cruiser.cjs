// The import law, as docs/architecture.md states it. Types count: a package that may not see another may not see its
// types either.

/** What each package's own code may import of the others. */
const law = {
  kernel: [],
  domain: ['kernel'],
  protocol: ['domain', 'kernel'],
  platform: ['kernel', 'domain'],
  'platform-guide': ['platform', 'kernel', 'domain'],
  audio: ['kernel'],
  redaction: [],
  audit: [],
  // Whoever judges shares nothing with whoever writes.
  'audit-verify': [],
  // A witness must not share the code it judges; which parts of audio are meant is checked by scripts/check.
  simulator: ['kernel', 'audio'],
  server: [
    'kernel',
    'domain',
    'protocol',
    'platform',
    'platform-guide',
    'audio',
    'redaction',
    'audit',
  ],
  panel: ['domain', 'protocol', 'audio', 'kernel'],
  // It judges from outside: doors and recordings, and the measures of the tests.
  'leak-proof': ['kernel', 'protocol', 'audio', 'testkit'],
  sotto: [
    'kernel',
    'domain',
    'protocol',
    'platform',
    'platform-guide',
    'audio',
    'redaction',
    'audit',
    'audit-verify',
    'simulator',
    'server',
    'leak-proof',
  ],
}

/** What tests may use besides. */
const inTests = {
  'platform-guide': ['simulator'],
  server: ['simulator', 'platform-guide', 'audit-verify'],
  audit: ['audit-verify'],
}

const testFiles = '(\\.test\\.tsx?$|/test/|/testing/|/contract/)'

const packageRules = Object.entries(law).flatMap(([name, allowed]) => {
  const others = (names) => `^packages/(?!(${[name, ...names].join('|')})/)`
  return [
    {
      name: `law-${name}`,
      comment: `${name} may import ${allowed.length === 0 ? 'no other package' : allowed.join(', ')}.`,
      severity: 'error',
      from: { path: `^packages/${name}/`, pathNot: testFiles },
      to: { path: others(allowed) },
    },
    {
      name: `law-${name}-tests`,
      comment: `Tests of ${name} may import ${[...allowed, 'testkit', ...(inTests[name] ?? [])].join(', ')}.`,
      severity: 'error',
      from: { path: `^packages/${name}/.*${testFiles}` },
      to: { path: others([...allowed, 'testkit', ...(inTests[name] ?? [])]) },
    },
  ]
})

module.exports = {
  forbidden: [
    ...packageRules,
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or want a third. Types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'front-door-only',
      comment: 'A package is entered through a door that its package.json names.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|e2e|bench)/' },
      to: {
        path: '^packages/[^/]+/src/',
        pathNot: ['^$1/', '^packages/[^/]+/src/(index\\.ts|[^/]+/index\\.ts)$'],
      },
    },
    {
      name: 'not-through-the-own-front-door',
      comment: 'index.ts is for others; inside the package import the module itself.',
      severity: 'error',
      from: { path: '^(packages/[^/]+)/', pathNot: '/test/' },
      to: { path: '^$1/src/index\\.ts$' },
    },
    {
      name: 'nobody-imports-the-program',
      comment: 'sotto is the composition root.',
      severity: 'error',
      from: { pathNot: '^packages/sotto/' },
      to: { path: '^packages/sotto/' },
    },
    {
      name: 'model-without-react',
      comment: "The panel's model must run and be tested without a screen.",
      severity: 'error',
      from: { path: '^packages/panel/src/model/' },
      to: { path: '(^|/)(react|react-dom|@mantine|@tanstack)(/|$)' },
    },
    {
      name: 'pure-packages-without-node',
      comment: 'These run in the browser as well, or decide without touching the world.',
      severity: 'error',
      from: { path: '^packages/(domain|protocol|audio|panel)/src/', pathNot: testFiles },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-development-dependency-in-production',
      comment: 'What the product loads stands under dependencies.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: [testFiles, '^packages/panel/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default', 'require'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.json'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
}
