// Stryker asks for a configuration file; tests run as the Backstage CLI runs them.
module.exports = require('@backstage/cli/config/jest');
