// The rules that need types, and those that biome cannot express. Everything else is in biome.json.
import tseslint from 'typescript-eslint'

const compositionRoots = ['packages/sotto/**', 'packages/panel/src/main.tsx', 'e2e/**', 'bench/**']
const tests = ['**/*.test.ts', '**/*.test.tsx', '**/test/**', '**/testing/**', 'e2e/**', 'bench/**']

const readingTheClock = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'Take a Clock from @sotto/kernel as an argument and call wallNow().',
}

const globalChance = {
  selector:
    'MemberExpression[property.name="randomUUID"], ImportSpecifier[imported.name="randomUUID"]',
  message: 'Take a Random from @sotto/kernel as an argument and call id().',
}

const globalTimers = {
  selector:
    'MemberExpression[object.name=/^(globalThis|window|self)$/][property.name=/^(setTimeout|setInterval|fetch)$/]',
  message: 'Take a Clock from @sotto/kernel (or fetch) as an argument.',
}

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/build/**',
      '**/*.mjs',
      '**/*.cjs',
      '**/*.js',
      '**/*.d.ts',
      '**/*.config.ts',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      'no-restricted-syntax': ['error', readingTheClock, globalChance, globalTimers],
    },
  },
  {
    files: tests,
    rules: {
      // A test may build what no parser would let through.
      '@typescript-eslint/consistent-type-assertions': 'off',
      'no-restricted-syntax': ['error', readingTheClock],
    },
  },
  {
    files: ['packages/kernel/src/clock.ts', 'packages/kernel/src/random.ts', ...compositionRoots],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
