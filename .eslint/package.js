const path = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');
const { roomZones } = require('./rooms');

const WARN_LINES = { skipBlankLines: true, skipComments: true };

// Tables, fixtures, test suites and translations are long because the world is.
const EXEMPT = [
  '**/*.test.{ts,tsx}',
  '**/__fixtures__/**',
  '**/testing/**',
  '**/dev/**',
  '**/generated/**',
  '**/*.examples.ts',
  '**/translations/**',
  '**/scenarios/**',
  '**/catalogue*.ts',
];

const CLOCK_AND_IO = [
  {
    selector:
      "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'istio-common has no clock: take the time as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'istio-common has no clock: take the time as an argument.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'istio-common has no clock: take the time as an argument.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'istio-common answers the same each time.',
  },
  {
    selector: "CallExpression[callee.name='fetch']",
    message: 'istio-common does no I/O.',
  },
];

// A test may measure how long something took.
const STOPWATCH = [
  {
    selector: "MemberExpression[object.name='performance']",
    message: 'istio-common has no clock: take the time as an argument.',
  },
];

/** The lint rules of one package: Backstage's, and this repository's own. */
module.exports = dir => {
  const pure = path.basename(dir) === 'istio-common';
  const zones = roomZones(dir);
  return createConfig(dir, {
    // Without it no import of a TypeScript file resolves, and zones are mute.
    settings: {
      'import/resolver': {
        node: { extensions: ['.ts', '.tsx', '.js', '.json'] },
      },
    },
    rules: {
      'max-lines': ['error', { max: 400, ...WARN_LINES }],
      'max-lines-per-function': ['error', { max: 100, ...WARN_LINES }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      ...(zones.length > 0
        ? { 'import/no-restricted-paths': ['error', { zones }] }
        : {}),
      'no-console': 'error',
      // Tests of the isomorphic package run in Node, and use its test-kit.
      '@backstage/no-mixed-plugin-imports': [
        'error',
        { excludedFiles: ['**/*.test.*', '**/__testUtils__/**'] },
      ],
      'jest/expect-expect': [
        'error',
        {
          assertFunctionNames: [
            'expect*',
            'forgeConformance',
            'kubeProtocolSuite',
          ],
        },
      ],
    },
    ...(pure
      ? {
          restrictedSrcSyntax: [...CLOCK_AND_IO, ...STOPWATCH],
          restrictedTestSyntax: CLOCK_AND_IO,
          restrictedSrcImports: require('node:module').builtinModules.map(
            name => ({ name, message: 'istio-common is isomorphic.' }),
          ),
          restrictedImportPatterns: ['node:*'],
        }
      : {}),
    overrides: [
      // A component is one function by nature; its parts are still split.
      {
        files: ['**/*.tsx'],
        rules: {
          'max-lines-per-function': ['error', { max: 140, ...WARN_LINES }],
        },
      },
      // A test may hold a room against a later one, as the index against assess.
      {
        files: ['**/*.test.*'],
        rules: { 'import/no-restricted-paths': 'off' },
      },
      {
        files: EXEMPT,
        rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
      },
    ],
  });
};
