/**
 * Runs the tests of the product against the lab: `node lab/test.mjs`. The
 * packages are taken from source, compiled as Backstage's own tests are.
 */
const transform = require.resolve('@backstage/cli/config/jestSwcTransform');

const compile = syntax => [
  transform,
  {
    module: { ignoreDynamic: true, exportInteropAnnotation: true },
    jsc: { parser: { syntax } },
  },
];

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  // The real control planes take seconds where the sandbox takes none.
  testTimeout: 120_000,
  // The databases of a test backend stay open after it stopped, with a timer each.
  forceExit: true,
  moduleFileExtensions: [
    'ts',
    'tsx',
    'mts',
    'mjs',
    'cts',
    'cjs',
    'js',
    'jsx',
    'json',
    'node',
  ],
  extensionsToTreatAsEsm: ['.mts'],
  transform: {
    '\\.(mjs|cjs|js)$': compile('ecmascript'),
    '\\.(mts|cts|ts)$': compile('typescript'),
    '\\.yaml$': require.resolve('@backstage/cli/config/jestYamlTransform'),
  },
  // until-async, which msw loads, is an ES module in all but its ending.
  transformIgnorePatterns: ['/node_modules/(?!until-async/|.*\\.mjs$)'],
};
