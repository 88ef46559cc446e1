import { LabError } from './LabError.mjs';
import { run } from './run.mjs';

const HOW = 'install Go from your system or https://go.dev/dl';

/**
 * Checks that Go is there and new enough, by asking Go itself inside the
 * module: it knows which version go.mod wants and may fetch it on its own.
 */
export async function checkGo(folder) {
  try {
    const { stdout } = await run('go', ['env', 'GOVERSION', 'GOPROXY'], {
      cwd: folder,
    });
    const [version, proxy] = stdout.trim().split('\n');
    await run('go', ['list', '-m'], { cwd: folder });
    return { version, proxy };
  } catch (error) {
    const text = error.stderr ?? error.message;
    const tooOld = /requires go >= (\S+) \(running go (\S+?)[;)]/.exec(text);
    if (tooOld) {
      throw new LabError(
        `the lab needs Go ${tooOld[1]} or newer, found ${tooOld[2]}: ${HOW}`,
      );
    }
    if (/not installed/.test(error.message)) {
      throw new LabError(
        `the lab is built with Go, which was not found: ${HOW}`,
      );
    }
    throw error;
  }
}

export async function checkCCompiler() {
  const compiler = process.env.CC || 'gcc';
  await run(compiler, ['--version']).catch(() => {
    throw new LabError(
      `Gitea's SQLite driver needs a C compiler, and ${compiler} was not found`,
    );
  });
}

const KNOWN_FAULTS = [
  [
    /no space left on device/,
    () => 'the disk is full; free some space and run the build again',
  ],
  [
    /dial tcp|no such host|i\/o timeout|connection refused|TLS handshake|proxyconnect|reading https?:\/\/\S+: [45]\d\d/,
    line => `the Go module registry cannot be reached (see GOPROXY): ${line}`,
  ],
  [/missing go\.sum entry/, line => `go.sum lacks an entry: ${line}`],
  [
    /signal: killed/,
    () => 'the compiler was killed, most likely for lack of memory',
  ],
];

/** Turns what `go build` printed into one line that says what to do. */
export function explainGoFailure(stderr) {
  const lines = stderr.split('\n').filter(Boolean);
  for (const [pattern, say] of KNOWN_FAULTS) {
    const line = lines.find(each => pattern.test(each));
    if (line) return say(line.trim());
  }
  return lines.at(-1) ?? 'go build failed without a word';
}
