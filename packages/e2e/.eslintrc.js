const config = require('../../.eslint/package')(__dirname);

// Every file here is a test or serves one, and runs from this folder: nothing
// is built, so `__dirname` and devDependencies are what they seem.
config.overrides.push({
  files: ['src/**'],
  rules: {
    'no-restricted-syntax': 'off',
    '@backstage/no-undeclared-imports': 'off',
  },
});

module.exports = config;
