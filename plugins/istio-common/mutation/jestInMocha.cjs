// Stryker can keep a suite loaded and switch mutants inside one process, but
// with Mocha only: under Jest each mutant loads everything anew, which takes
// days for this package instead of an hour. The suites tested here use of Jest
// only what this file gives Mocha: `expect`, `each`, and the names of hooks.
const Mocha = require('mocha');
const { expect } = require('expect');
const { bind } = require('jest-each');

const TEST_LIMIT_MS = 60_000;

const { bdd } = Mocha.interfaces;

Mocha.interfaces.bdd = suite => {
  suite.timeout(TEST_LIMIT_MS);
  bdd(suite);
  suite.on('pre-require', addJest);
  suite.beforeEach(function nameTest() {
    expect.setState({ currentTestName: this.currentTest.fullTitle() });
  });
};

function addJest(context) {
  const { it, describe } = context;
  // Mocha takes a parameter for a callback to wait for; ours never have one.
  const test = (title, run) => it(title, () => run());
  test.each = bind(test);
  const group = (title, define) => describe(title, define);
  group.each = bind(group);
  Object.assign(context, {
    expect,
    it: test,
    test,
    describe: group,
    beforeAll: context.before,
    afterAll: context.after,
  });
}

// Backstage's require hook names each file to a watcher over the channel that
// Stryker reads text from.
const send = process.send?.bind(process);
if (send) {
  process.send = (message, ...rest) =>
    message?.type === 'watch' || send(message, ...rest);
}
