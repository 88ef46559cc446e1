const QUIET_INTERVAL_MS = 15_000;

/**
 * One line a binary: on a terminal it is rewritten in place, elsewhere it is
 * printed anew now and then, so that a log shows the build is alive.
 */
export class BuildProgress {
  constructor(label, stream = process.stderr) {
    this.label = label;
    this.stream = stream;
    this.startedAt = Date.now();
    this.printedAt = Date.now();
    this.compiled = 0;
    this.downloaded = 0;
    this.lastPackage = '';
  }

  /** Takes one line of `go build -v`: a package compiled, or a download begun. */
  line(text) {
    if (text.startsWith('go: downloading')) {
      this.downloaded += 1;
    } else if (/^[\w.~/-]+$/.test(text)) {
      this.compiled += 1;
      this.lastPackage = text;
    }
    this.show();
  }

  seconds() {
    return Math.round((Date.now() - this.startedAt) / 1000);
  }

  show() {
    const facts = [`${this.seconds()} s`];
    if (this.compiled) facts.push(`${this.compiled} packages compiled`);
    if (this.downloaded) facts.push(`${this.downloaded} modules downloaded`);
    const text = `  ${this.label}  ${facts.join(', ')}`;
    if (this.stream.isTTY) {
      const width = (this.stream.columns || 80) - 1;
      this.stream.write(
        `\r\x1b[K${`${text}  ${this.lastPackage}`.slice(0, width)}`,
      );
    } else if (Date.now() - this.printedAt > QUIET_INTERVAL_MS) {
      this.printedAt = Date.now();
      this.stream.write(`${text}\n`);
    }
  }

  done(note) {
    if (this.stream.isTTY) this.stream.write('\r\x1b[K');
    this.stream.write(`  ${this.label}  ${note}\n`);
  }
}
