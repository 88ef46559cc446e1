const config = require('../../.eslint/package')(__dirname);

config.overrides.push(
  {
    // Tests load this package from its source; it is never built.
    files: ['src/nativeImport.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // A suite for several implementations is a test file that is exported.
    files: ['src/*Conformance.ts'],
    rules: {
      'jest/no-export': 'off',
      'max-lines-per-function': 'off',
    },
  },
);

module.exports = config;
