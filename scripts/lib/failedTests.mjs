/**
 * A reporter for `node --test`: one line of JSON for each failed test, and one
 * with the counts at the end. Beside another reporter that people read.
 */
export default async function* failedTests(events) {
  const said = new Map();
  for await (const { type, data } of events) {
    if (type === 'test:stderr') {
      const text = (said.get(data.file) ?? '') + data.message;
      said.set(data.file, text.slice(0, 10_000));
    }
    if (type === 'test:fail') {
      const { error } = data.details;
      // A parent fails with its child, which is told already.
      if (error?.failureType === 'subtestsFailed') continue;
      const isFile = data.name === data.file;
      yield line({
        file: data.file ?? '',
        name: isFile ? 'the file itself' : data.name,
        text: isFile ? whyNotLoaded(said.get(data.file)) : reasonOf(error),
      });
    }
    // Each file has a summary of its own; that of all names none.
    if (type === 'test:summary' && data.file === undefined) {
      const { passed, failed, cancelled, skipped, todo } = data.counts;
      yield line({
        counts: { passed, failed: failed + cancelled, skipped: skipped + todo },
      });
    }
  }
}

function reasonOf(error) {
  const cause = error?.cause ?? error;
  return String(cause?.stack ?? cause?.message ?? cause ?? 'no reason given');
}

/** From the first line that names an error, as Node prints one that nobody caught. */
function whyNotLoaded(stderr = '') {
  const at = stderr.search(/^.*Error\b.*$/m);
  return at < 0 ? stderr || 'it ended without a word' : stderr.slice(at);
}

function line(value) {
  return `${JSON.stringify(value)}\n`;
}
