const config = require('../../.eslint/package')(__dirname);

// Every file here is a test or serves one, and runs from this folder: nothing
// is built, so `__dirname` and devDependencies are what they seem.
config.overrides.push({
  files: ['src/**'],
  rules: {
    'no-restricted-syntax': 'off',
    '@backstage/no-undeclared-imports': 'off',
    // Tests made in a loop share one page, on purpose.
    'no-loop-func': 'off',
  },
});

module.exports = config;
